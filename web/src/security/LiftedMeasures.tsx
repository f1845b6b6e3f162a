import type { LiftedMeasure } from '../api/types';
import { useList } from '../app/queries';
import layout from '../base/layout.module.css';
import { ListTable, type Column } from '../base/ListTable';
import { Failed } from '../base/Sheet';
import { moment } from '../text/format';
import { say, set } from '../text/say';
import { text } from './text';

const columns: readonly Column<LiftedMeasure>[] = [
  {
    key: 'what',
    head: say(text.what),
    cell: (one) => (
      <>
        <div className={layout.medium}>{say(text.account(one.member.name))}</div>
        <div className={`${layout.second} ${layout.small}`}>{[say(text.since(moment(one.since))), one.device ? say(text.device(one.device)) : ''].filter(Boolean).join(' · ')}</div>
      </>
    ),
  },
  { key: 'why', head: say(text.why), cell: (one) => one.reasons.map((reason) => <p key={reason.code + reason.text}>{set(reason.text)}</p>) },
  { key: 'lifted', head: say(text.liftedBy), cell: (one) => <>{set(one.liftedBy.name)}<div className={`${layout.second} ${layout.small}`}>{moment(one.liftedAt)}</div></> },
  { key: 'because', head: say(text.because), last: true, cell: (one) => set(one.why ?? '') },
];

/** What was lifted, by whom and why: for every member, as the measures themselves. */
export function LiftedMeasures() {
  const lifted = useList<LiftedMeasure[]>(['measures', 'lifted'], '/api/measures/lifted');
  if (lifted.error) return <Failed error={lifted.error} retry={() => void lifted.refetch()} />;
  if (!lifted.data || lifted.data.length === 0) return null;
  return (
    <section className={layout.blockTop} aria-label={say(text.lifted)}>
      <div className={layout.zoneTitle}>
        <h2>{say(text.lifted)}</h2>
        <span className={layout.count}>{say(text.count(lifted.data.length))}</span>
      </div>
      <ListTable label={say(text.lifted)} rows={lifted.data} id={(one) => one.id} columns={columns} />
    </section>
  );
}
