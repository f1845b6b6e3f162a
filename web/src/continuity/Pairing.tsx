import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, post } from '../api/client';
import { queries } from '../app/queries';
import { Field } from '../base/Field';
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
  const [code, setCode] = useState('');
  const ask = useMutation({ mutationFn: () => post<{ code: string; expires: string }>('/api/pairing/code') });
  const confirm = useMutation({
    mutationFn: (digits: string) => post('/api/pairing/confirm', { digits, code }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['continuity'] }),
    onSettled: () => setCode(''),
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
          <p className={css.code}>{ask.data.code}</p>
          <p className={layout.second}>{say(text.codeUntil(time(ask.data.expires)))}</p>
          <Status shape="waiting" live>{say(text.waiting)}</Status>
        </>
      )}
      {digits && !confirm.isSuccess && (
        <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); confirm.mutate(digits); }}>
          <p>{say(text.compare(newcomer.data?.name ?? ''))}</p>
          <Numbers digits={digits} />
          <Field label={say(text.code)} kind="code" value={code} onChange={setCode} required />
          {confirm.error && <Failed error={confirm.error} />}
          <div className={layout.row}>
            <Button type="submit" variant="filled" disabled={code.length < 6 || confirm.isPending}>{say(text.confirm)}</Button>
          </div>
        </form>
      )}
      {confirm.isSuccess && <Notice kind="ok" live>{say(text.paired)}</Notice>}
    </div>
  );
}
