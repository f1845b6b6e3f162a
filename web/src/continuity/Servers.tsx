import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { ServerChanges, ServerRequest } from '../api/types';
import { queries, useList, useSession } from '../app/queries';
import { ByCode } from '../base/ByCode';
import layout from '../base/layout.module.css';
import { Notice, Sheet } from '../base/Sheet';
import { Status } from '../base/Status';
import { answers, isOpen, type Answer } from '../security/exports';
import { moment } from '../text/format';
import { say } from '../text/say';
import css from './continuity.module.css';
import { requestStates, text } from './text';

const useServers = () => useList<ServerChanges>(['servers'], '/api/replicas/changes', 30_000);

/** Servers that a steward asked for: another member accepts, anybody refuses. */
export function AskedServers() {
  const { member } = useSession();
  const changes = useServers();
  const [answering, setAnswering] = useState<{ readonly to: ServerRequest; readonly answer: Answer } | undefined>();
  const asked = (changes.data?.asked ?? []).filter((one) => !one.taken);
  if (asked.length === 0) return null;
  return (
    <>
      <div className={`${layout.zoneTitle} ${layout.blockTop}`}>
        <h2>{say(text.askedServers)}</h2>
      </div>
      <p className={layout.second}>{say(text.askedLead)}</p>
      <ul>
        {asked.map((one) => (
          <li key={one.id} className={css.item}>
            <b>{say(text.server(one.server))}</b>
            <span className={layout.second}>{[say(text.askedBy(one.member.name, moment(one.at))), one.aloneFrom ? say(text.aloneFrom(moment(one.aloneFrom))) : ''].filter(Boolean).join(' · ')}</span>
            <span className={layout.push}>
              <Status shape={isOpen(one) ? 'waiting' : 'refusal'}>{say(one.refusedBy ? text.refusedBy(one.refusedBy.name) : requestStates[one.state])}</Status>
            </span>
            {answers(one, member.id).map((answer) => (
              <Button key={answer} size="compact-sm" variant={answer === 'second' ? 'default' : 'danger'} onClick={() => setAnswering({ to: one, answer })}>{say(answer === 'second' ? text.accept : text.refuse)}</Button>
            ))}
          </li>
        ))}
      </ul>
      {answering && <Answering request={answering.to} answer={answering.answer} onClose={() => setAnswering(undefined)} />}
    </>
  );
}

function Answering({ request, answer, onClose }: { readonly request: ServerRequest; readonly answer: Answer; readonly onClose: () => void }) {
  const give = useMutation({
    mutationFn: (code: string) => post(`/api/replicas/asked/${request.id}/${answer}`, { code }),
    onSuccess: onClose,
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['servers'] }), queries.invalidateQueries({ queryKey: ['continuity'] })]),
  });
  const accepts = answer === 'second';
  return (
    <Sheet title={say(accepts ? text.acceptTitle(request.server) : text.refuseTitle(request.server))} open onClose={onClose}>
      <ByCode act={give} does={say(accepts ? text.accept : text.refuse)} danger={!accepts} autoFocus>
        <p>{say(accepts ? text.acceptLead : text.refuseLead(request.member.name))}</p>
        {accepts && <p className={layout.second}>{say(text.acceptCheck(request.member.name))}</p>}
      </ByCode>
    </Sheet>
  );
}

/** On every page, to everybody: which servers come and go is nobody's alone. */
export function ServerNotice() {
  const changes = useServers();
  const see = <a href="#/continuite">{say(text.see)}</a>;
  return (
    <>
      {(changes.data?.asked ?? []).filter((one) => one.taken || isOpen(one)).map((one) => (
        <Notice key={one.id} kind={one.taken ? 'plain' : 'alert'}>{say(one.taken ? text.takenNotice(one.member.name, one.server) : text.askedNotice(one.member.name, one.server))} {see}</Notice>
      ))}
      {(changes.data?.removed ?? []).map((one) => (
        <Notice key={one.id} kind="alert">{say(text.removedNotice(one.member.name, one.server, moment(one.at)))} {see}</Notice>
      ))}
    </>
  );
}
