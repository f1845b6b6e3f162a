import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get, post } from '../api/client';
import { Field } from '../base/Field';
import { Failed, Notice } from '../base/Sheet';
import { Status } from '../base/Status';
import { say } from '../text/say';
import { Numbers } from './Numbers';
import css from './signin.module.css';
import { text } from './text';

type Outcome = { readonly state: 'waiting' | 'approved' | 'refused' | 'expired' };

/** A new browser shows two numbers; another device of the same member confirms them. */
export function Enrol({ login, onDone, onStop }: { readonly login: string; readonly onDone: (login: string) => void; readonly onStop: () => void }) {
  const [who, setWho] = useState(login);
  const [label, setLabel] = useState('');
  const ask = useMutation({ mutationFn: () => post<{ id: string; number: string }>('/api/enrolments', { login: who.trim(), label: label.trim() }, { session: false }) });
  const outcome = useQuery({
    queryKey: ['enrolment', ask.data?.id],
    enabled: ask.data !== undefined,
    queryFn: () => get<Outcome>(`/api/enrolments/${ask.data?.id ?? ''}`, { session: false }),
    refetchInterval: (query) => (query.state.data && query.state.data.state !== 'waiting' ? false : 2000),
    staleTime: 0,
  });
  const state = outcome.data?.state;
  useEffect(() => {
    if (state !== 'approved') return;
    const timer = setTimeout(() => onDone(who.trim()), 900);
    return () => clearTimeout(timer);
  }, [state, who, onDone]);
  if (!ask.data)
    return (
      <>
        <h1>{say(text.enrolTitle)}</h1>
        <p className={css.lead}>{say(text.enrolAsk)}</p>
        <form className={css.form} onSubmit={(event) => { event.preventDefault(); ask.mutate(); }}>
          <Field label={say(text.login)} value={who} onChange={setWho} autoComplete="username" autoFocus required />
          <Field label={say(text.deviceName)} value={label} onChange={setLabel} hint={say(text.deviceNameHint)} required />
          {ask.error && <Failed error={ask.error} />}
          <Button type="submit" variant="filled" size="lg" disabled={ask.isPending || !who.trim() || !label.trim()}>
            {say(text.askNumbers)}
          </Button>
          <Button size="lg" onClick={onStop}>
            {say(text.back)}
          </Button>
        </form>
      </>
    );
  return (
    <>
      <h1>{say(text.enrolTitle)}</h1>
      <p className={css.lead}>{say(text.compare)}</p>
      <Numbers digits={ask.data.number} />
      <div className={css.form}>
        {state === 'approved' && <Notice kind="ok" live>{say(text.approved)}</Notice>}
        {state === 'refused' && <Notice kind="danger" live>{say(text.refused)}</Notice>}
        {state === 'expired' && <Notice kind="alert" live>{say(text.expired)}</Notice>}
        {(state === undefined || state === 'waiting') && <Status shape="waiting" live>{say(text.waiting)}</Status>}
        {state === 'expired' && <Button variant="filled" size="lg" onClick={() => ask.mutate()}>{say(text.askNumbers)}</Button>}
        <Button variant="danger" size="lg" onClick={onStop}>
          {say(text.stop)}
        </Button>
        <p>{say(text.warn)}</p>
      </div>
    </>
  );
}
