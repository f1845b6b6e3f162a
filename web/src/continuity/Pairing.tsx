import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { get, post } from '../api/client';
import { queries } from '../app/queries';
import { ByCode } from '../base/ByCode';
import layout from '../base/layout.module.css';
import { Failed, Notice } from '../base/Sheet';
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

/** A code goes to the new machine; six digits come back on both screens; a yes with a fresh code joins them. */
export function Pairing() {
  const ask = useMutation({ mutationFn: () => post<{ code: string; expires: string }>('/api/pairing/code') });
  const confirm = useMutation({
    mutationFn: (given: { digits: string; code: string }) => post('/api/pairing/confirm', given),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['continuity'] }),
  });
  const newcomer = useQuery({ queryKey: ['pairing'], enabled: ask.data !== undefined && !confirm.isSuccess, queryFn: () => get<Newcomer>('/api/pairing'), refetchInterval: 2000 });
  const digits = newcomer.data?.digits;
  return (
    <div className={`${layout.blockTop} ${layout.stack}`}>
      <div className={layout.zoneTitle}>
        <h2>{say(text.pairing)}</h2>
      </div>
      <p className={`${layout.second} ${layout.dense}`}>{say(text.pairingLead)}</p>
      {!ask.data && (
        <div className={layout.row}>
          <Button disabled={ask.isPending} onClick={() => ask.mutate()}>{say(text.makeCode)}</Button>
        </div>
      )}
      {ask.error && <Failed error={ask.error} />}
      {ask.data && !digits && !confirm.isSuccess && (
        <>
          <p>{say(text.codeUntil(time(ask.data.expires)))}</p>
          <p className={css.command}>./carnet serve --pair {ask.data.code}</p>
          <Status shape="waiting" live>{say(text.waiting)}</Status>
        </>
      )}
      {digits && !confirm.isSuccess && (
        <ByCode act={{ ...confirm, mutate: (code, then) => confirm.mutate({ digits, code }, then) }} does={say(text.confirm)}>
          <p>{say(text.compare(newcomer.data?.name ?? ''))}</p>
          <Numbers digits={digits} />
        </ByCode>
      )}
      {confirm.isSuccess && <Notice kind="ok" live>{say(text.paired)}</Notice>}
    </div>
  );
}
