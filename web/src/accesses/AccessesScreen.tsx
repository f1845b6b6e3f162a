import { Button } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccessRow } from '../api/types';
import { useKeys } from '../app/keys';
import { useChart, useList } from '../app/queries';
import { Choice, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { ListTable, type Column } from '../base/ListTable';
import { Empty, Failed, Loading } from '../base/Sheet';
import { Status } from '../base/Status';
import { PatientBand } from '../chart/PatientBand';
import { date, time } from '../text/format';
import { say, set } from '../text/say';
import css from './accesses.module.css';
import { fold, latest, type Folded } from './fold';
import { classNames, kinds, text } from './text';

const page = 60;

/** Person, when, what, why, from where; unexplained ones first; printable for the patient. */
export function AccessesScreen() {
  const { patient } = useParams({ from: '/patients/$patient/acces' });
  const navigate = useNavigate();
  const chart = useChart(patient);
  const accesses = useList<{ trace: string; rows: AccessRow[] }>(['accesses', patient], `/api/patients/${patient}/accesses`);
  const [order, setOrder] = useState<'odd' | 'date'>('odd');
  const [person, setPerson] = useState('');
  const [shown, setShown] = useState(page);
  const back = (): void => void navigate({ to: '/patients/$patient', params: { patient } });
  useKeys([
    { keys: 'escape', does: say(text.back), run: back },
    { keys: 'p', does: say(text.print), run: () => window.print() },
  ]);
  const all = accesses.data?.rows ?? [];
  const people = [...new Map(all.map((row) => [row.member.id, row.member.name]))].map(([value, label]) => ({ value, label }));
  const odd = all.filter((row) => row.unexplained);
  const rows = [...fold(all.filter((row) => person === '' || row.member.id === person))].sort((a, b) => (order === 'odd' ? Number(b[0].unexplained) - Number(a[0].unexplained) : 0) || latest(b).localeCompare(latest(a)));
  return (
    <>
      {chart.data && <PatientBand chart={chart.data} acts={<Button size="compact-sm" onClick={back}>{say(text.back)} <kbd>Échap</kbd></Button>} />}
      <div className={layout.screen}>
        <div className={layout.zoneTitle}>
          <h2>{say(text.title)}</h2>
          {accesses.data && <span className={layout.count}>{say(text.count(all.length, odd.length))}</span>}
        </div>
        <div className={`${layout.row} ${layout.gapTop} ${layout.noPrint}`}>
          <Choice label={say(text.order)} value={order} onChange={setOrder} options={[{ value: 'odd', label: say(text.oddFirst) }, { value: 'date', label: say(text.byDate) }]} />
          <Field label={say(text.person)} hideLabel value={person} onChange={setPerson} options={[{ value: '', label: say(text.everyone) }, ...people]} />
          <span className={layout.push} />
          <Button size="compact-sm" onClick={() => window.print()}>{say(text.print)} <kbd>P</kbd></Button>
        </div>
        {accesses.isPending && <Loading />}
        {accesses.error && <Failed error={accesses.error} retry={() => void accesses.refetch()} />}
        {accesses.data && all.length === 0 && <Empty title={say(text.none)} />}
        {rows.length > 0 && <ListTable label={say(text.title)} lead rows={rows.slice(0, shown)} id={([row]) => `${row.at} ${row.member.id} ${row.kind} ${row.device}`} danger={([row]) => row.unexplained} columns={columns} />}
        {rows.length > shown && (
          <p className={layout.gapTop}>
            <button type="button" className={layout.linkish} onClick={() => setShown(shown + page)}>{say(text.more(rows.length - shown))}</button>
          </p>
        )}
      </div>
    </>
  );
}

const columns: readonly Column<Folded>[] = [
  { key: 'when', head: say(text.when), cell: (rows) => <When rows={rows} /> },
  { key: 'who', head: say(text.who), cell: ([row]) => <><span className={layout.medium}>{set(row.member.name)}</span><div className={`${layout.second} ${layout.small}`}>{row.device ? set(row.device) : say(text.deviceUnknown)}</div></> },
  { key: 'what', head: say(text.what), cell: ([row]) => <>{classNames(row.classes) || '—'}<div className={`${layout.second} ${layout.small}`}>{kinds[row.kind] ?? row.kind}</div></> },
  {
    key: 'why',
    head: say(text.why),
    cell: ([row]) => (
      <>
        {row.unexplained ? <Status shape="refusal">{say(text.unexplained)}</Status> : set(row.explanation.text)}
        {row.unexplained && row.explanation.text && <div className={`${layout.second} ${layout.small}`}>{set(row.explanation.text)}</div>}
        {row.refused && <div><Status shape="alert" small>{say(text.refused)}</Status></div>}
      </>
    ),
  },
];

/** One instant; or how often, from when to when, and each time on demand. */
function When({ rows }: { readonly rows: Folded }) {
  const at = rows.map((row) => time(row.at));
  return (
    <>
      <span className={layout.nowrap}>{date(rows[0].at)}</span>
      <br />
      {rows.length === 1 ? (
        <span className={layout.nowrap}>{at[0]}</span>
      ) : (
        <details className={css.times}>
          <summary>{say(text.times(rows.length, at[0] ?? '', at.at(-1) ?? ''))}</summary>
          {at.join(', ')}
        </details>
      )}
    </>
  );
}
