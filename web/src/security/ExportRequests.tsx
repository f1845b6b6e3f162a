import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { ExportRequest } from '../api/types';
import { queries, useList, useSession } from '../app/queries';
import { ByCode } from '../base/ByCode';
import layout from '../base/layout.module.css';
import { ListTable, type Column } from '../base/ListTable';
import { Failed, Notice, Sheet } from '../base/Sheet';
import { Status, type Shape } from '../base/Status';
import { moment } from '../text/format';
import { say, set } from '../text/say';
import { answers, isOpen, type Answer } from './exports';
import { exportStates, text } from './text';

const useExports = () => useList<ExportRequest[]>(['exports'], '/api/exports', 30_000);

const shapes: Readonly<Record<ExportRequest['state'], Shape>> = { waiting: 'waiting', granted: 'alert', refused: 'refusal', void: 'refusal', over: 'nodata' };

/** Who asks that all records leave; another member accepts it, anybody refuses it. */
export function ExportRequests() {
  const { member } = useSession();
  const asked = useExports();
  const [answering, setAnswering] = useState<{ readonly to: ExportRequest; readonly answer: Answer } | undefined>();
  const columns: readonly Column<ExportRequest>[] = [
    {
      key: 'who',
      head: say(text.exportWho),
      cell: (one) => (
        <>
          <b>{set(one.member.name)}</b>
          <div className={`${layout.second} ${layout.small}`}>{say(text.askedAt(moment(one.at)))}</div>
        </>
      ),
    },
    { key: 'why', head: say(text.why), cell: (one) => set(one.reason) },
    { key: 'state', head: say(text.exportState), cell: (one) => <State of={one} /> },
    {
      key: 'act',
      head: '',
      last: true,
      cell: (one) => (
        <div className={layout.row}>
          {answers(one, member.id).map((answer) => (
            <Button key={answer} size="compact-sm" variant={answer === 'second' ? 'default' : 'danger'} onClick={() => setAnswering({ to: one, answer })}>{say(answer === 'second' ? text.accept : text.refuse)}</Button>
          ))}
        </div>
      ),
    },
  ];
  return (
    <>
      {asked.error && <Failed error={asked.error} retry={() => void asked.refetch()} />}
      {asked.data && asked.data.length > 0 && (
        <section className={layout.blockTop} aria-label={say(text.exports)}>
          <div className={layout.zoneTitle}>
            <h2>{say(text.exports)}</h2>
          </div>
          <p className={layout.second}>{say(text.exportsLead)}</p>
          <ListTable label={say(text.exports)} rows={asked.data} id={(one) => one.id} columns={columns} />
        </section>
      )}
      {answering && <Answering request={answering.to} answer={answering.answer} onClose={() => setAnswering(undefined)} />}
    </>
  );
}

const State = ({ of }: { readonly of: ExportRequest }) => (
  <>
    <Status shape={shapes[of.state]}>{say(exportStates[of.state])}</Status>
    {of.acceptedBy && <div className={`${layout.second} ${layout.small}`}>{say(text.acceptedBy(of.acceptedBy.name))}</div>}
    {of.refusedBy && <div className={`${layout.second} ${layout.small}`}>{say(text.refusedBy(of.refusedBy.name))}</div>}
    {of.aloneFrom && <div className={`${layout.second} ${layout.small}`}>{say(text.aloneFrom(moment(of.aloneFrom)))}</div>}
    {of.until && <div className={`${layout.second} ${layout.small}`}>{say(text.until(moment(of.until)))}</div>}
  </>
);

function Answering({ request, answer, onClose }: { readonly request: ExportRequest; readonly answer: Answer; readonly onClose: () => void }) {
  const give = useMutation({
    mutationFn: (code: string) => post(`/api/exports/${request.id}/${answer}`, { code }),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['exports'] }),
  });
  const accepts = answer === 'second';
  return (
    <Sheet title={say(accepts ? text.acceptTitle : text.refuseTitle)} open onClose={onClose}>
      <ByCode act={give} does={say(accepts ? text.accept : text.refuse)} danger={!accepts} autoFocus>
        <p>{say(accepts ? text.acceptLead(request.member.name) : text.refuseLead(request.member.name))}</p>
        {accepts && <p className={layout.second}>{say(text.acceptCheck)}</p>}
      </ByCode>
    </Sheet>
  );
}

/** On every page, to everybody: a day is short for who does not look. */
export function ExportNotice() {
  const asked = useExports();
  const open = (asked.data ?? []).filter(isOpen);
  return (
    <>
      {open.map((one) => (
        <Notice key={one.id} kind="alert">{say(text.exportNotice(one.member.name))} <a href="#/securite">{say(text.exportSee)}</a></Notice>
      ))}
    </>
  );
}
