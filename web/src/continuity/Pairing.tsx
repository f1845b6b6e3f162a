import { useMutation, useQuery } from '@tanstack/react-query';
import { get, post } from '../api/client';
import { queries } from '../app/queries';
import { ByCode } from '../base/ByCode';
import layout from '../base/layout.module.css';
import { Notice } from '../base/Sheet';
import { Status } from '../base/Status';
import { Numbers } from '../signin/Numbers';
import { time } from '../text/format';
import { say } from '../text/say';
import css from './continuity.module.css';
import { text } from './text';

interface Newcomer {
  readonly state: string;
  readonly digits?: string;
  readonly name?: string;
}

/** A code goes to the new machine; six digits come back on both screens; a yes with a fresh code asks for it, and another member accepts. */
export function Pairing() {
  const ask = useMutation({ mutationFn: (code: string) => post<{ code: string; expires: string }>('/api/pairing/code', { code }) });
  const confirm = useMutation({
    mutationFn: (given: { digits: string; code: string }) => post<Newcomer>('/api/pairing/confirm', given),
    onSuccess: (now) => {
      queries.setQueryData(['pairing'], now);
      return Promise.all([queries.invalidateQueries({ queryKey: ['continuity'] }), queries.invalidateQueries({ queryKey: ['servers'] })]);
    },
  });
  const newcomer = useQuery({ queryKey: ['pairing'], enabled: ask.data !== undefined, queryFn: () => get<Newcomer>('/api/pairing'), refetchInterval: (query) => (query.state.data?.state === 'confirmed' ? false : 2000) });
  const state = ask.data ? newcomer.data?.state : undefined;
  const digits = newcomer.data?.digits;
  return (
    <div className={`${layout.blockTop} ${layout.stack}`}>
      <div className={layout.zoneTitle}>
        <h2>{say(text.pairing)}</h2>
      </div>
      <p className={`${layout.second} ${layout.dense}`}>{say(text.pairingLead)}</p>
      {!ask.data && <ByCode key="make" act={ask} does={say(text.makeCode)} />}
      {ask.data && state !== 'asked' && state !== 'refused' && state !== 'confirmed' && !digits && (
        <>
          <p>{say(text.codeUntil(time(ask.data.expires)))}</p>
          <p className={css.command}>./carnet serve --pair {ask.data.code}</p>
          <Status shape="waiting" live>{say(text.waiting)}</Status>
        </>
      )}
      {digits && state === 'waiting' && (
        <ByCode key="compare" act={{ ...confirm, mutate: (code, then) => confirm.mutate({ digits, code }, then) }} does={say(text.confirm)}>
          <p>{say(text.compare(newcomer.data?.name ?? ''))}</p>
          <Numbers digits={digits} />
        </ByCode>
      )}
      {state === 'asked' && <Notice kind="alert" live>{say(text.askedMore)}</Notice>}
      {state === 'refused' && <Notice kind="danger" live>{say(text.refusedMore)}</Notice>}
      {state === 'confirmed' && <Notice kind="ok" live>{say(text.paired)}</Notice>}
    </div>
  );
}
