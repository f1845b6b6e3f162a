import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { Measure } from '../api/types';
import { queries, useList, useSession, useSteward } from '../app/queries';
import { ByCode } from '../base/ByCode';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { ListTable, type Column } from '../base/ListTable';
import { Empty, Failed, Loading, Sheet } from '../base/Sheet';
import { Status } from '../base/Status';
import { RecoveryKit } from '../kit/RecoveryKit';
import { moment } from '../text/format';
import { say, set } from '../text/say';
import { ExportRequests } from './ExportRequests';
import { IncidentList } from './IncidentList';
import { LiftedMeasures } from './LiftedMeasures';
import { text } from './text';

/** Measures with what they will and will not stop; exports that are asked for; the incident list; the kit. */
export function SecurityScreen() {
  const measures = useList<Measure[]>(['measures'], '/api/measures', 30_000);
  const steward = useSteward();
  const mayAsk = useSession().holds.includes('audit') || steward;
  const [lifting, setLifting] = useState<Measure | undefined>();
  const columns: readonly Column<Measure>[] = [
    {
      key: 'what',
      head: say(text.what),
      cell: (one) => (
        <>
          <Status shape="refusal">{say(one.device ? text.deviceClosed : text.frozen)}</Status>
          <div className={layout.medium}>{say(text.account(one.member.name))}</div>
          <div className={`${layout.second} ${layout.small}`}>{[say(text.since(moment(one.since))), one.device ? say(text.device(one.device)) : ''].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    { key: 'why', head: say(text.why), cell: (one) => one.reasons.map((reason) => <p key={reason.code + reason.text}>{set(reason.text)}</p>) },
    { key: 'stops', head: say(text.stops), cell: (one) => <Listed head={say(text.stops)} all={one.stops} /> },
    { key: 'not', head: say(text.stopsNot), cell: (one) => <span className={layout.second}><Listed head={say(text.stopsNot)} all={one.stopsNot} /></span> },
    { key: 'act', head: '', last: true, cell: (one) => (one.mayLift ? <Button size="compact-sm" onClick={() => setLifting(one)}>{say(text.lift)}</Button> : <span className={`${layout.second} ${layout.small}`}>{say(text.notYours)}</span>) },
  ];
  return (
    <div className={layout.screen}>
      <h1>{say(text.title)}</h1>
      <section className={layout.blockTop} aria-label={say(text.measures)}>
        <div className={layout.zoneTitle}>
          <h2>{say(text.measures)}</h2>
          {measures.data && <span className={layout.count}>{say(text.count(measures.data.length))}</span>}
        </div>
        {measures.isPending && <Loading />}
        {measures.error && <Failed error={measures.error} retry={() => void measures.refetch()} />}
        {measures.data?.length === 0 && (
          <Empty title={say(text.none)}>
            <p className={layout.second}>{say(text.noneMore)}</p>
          </Empty>
        )}
        {measures.data && measures.data.length > 0 && <ListTable label={say(text.measures)} rows={measures.data} id={(one) => one.id} columns={columns} />}
      </section>
      <LiftedMeasures />
      <ExportRequests />
      {mayAsk && <IncidentList />}
      <RecoveryKit />
      {lifting && <Lift measure={lifting} onClose={() => setLifting(undefined)} />}
    </div>
  );
}

const Listed = ({ head, all }: { readonly head: string; readonly all: readonly string[] }) => (
  <>
    <span className={`${layout.phoneOnly} ${layout.label}`}>{head}</span>
    {all.map((one) => (
      <p key={one}>{set(one)}</p>
    ))}
  </>
);

function Lift({ measure, onClose }: { readonly measure: Measure; readonly onClose: () => void }) {
  const [why, setWhy] = useState('');
  const lift = useMutation({
    mutationFn: (code: string) => post(`/api/measures/${measure.id}/lift`, { code, why: why.trim() }),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: ['measures'] });
    },
  });
  return (
    <Sheet title={say(text.liftTitle)} open onClose={onClose}>
      <ByCode act={lift} does={say(text.lift)} ready={why.trim() !== ''}>
        <Field label={say(text.liftWhy)} kind="lines" value={why} onChange={setWhy} hint={say(text.liftWhyRead)} error={faultOf(lift.error, 'why')} autoFocus required />
      </ByCode>
    </Sheet>
  );
}
