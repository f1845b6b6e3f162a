import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import { admit } from '../api/signing';
import type { Session, Totp } from '../api/types';
import { faultOf, Field } from '../base/Field';
import { Failed } from '../base/Sheet';
import { say } from '../text/say';
import { AuthenticatorApp } from './AuthenticatorApp';
import { remember } from '../api/remembered';
import css from './signin.module.css';
import { text } from './text';

const lines = [0, 1, 2, 3] as const;

/** Who is alone and lost everything comes back by the four lines of the recovery kit, with new factors. */
export function ByKit({ onStop }: { readonly onStop: () => void }) {
  const [kit, setKit] = useState<readonly string[]>(['', '', '', '']);
  const [login, setLogin] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [six, setSix] = useState('');
  const begin = useMutation({ mutationFn: () => post<{ totp: Totp; draft: string }>('/api/returns/kit', { kit: kit.map((line) => line.trim()), login: login.trim(), passphrase }, { session: false }) });
  const confirm = useMutation({
    mutationFn: () => post<Session>('/api/returns/kit/confirm', { draft: begin.data?.draft, code: six }, { session: false }),
    onSuccess: (session) => {
      remember({ login: session.member.login, name: session.member.name });
      admit(session);
    },
    onError: () => setSix(''),
  });
  if (begin.data)
    return (
      <form className={css.form} onSubmit={(event) => { event.preventDefault(); confirm.mutate(); }}>
        <h1>{say(text.kitTitle)}</h1>
        <AuthenticatorApp totp={begin.data.totp} />
        <Field label={say(text.code)} kind="code" value={six} onChange={setSix} autoFocus required />
        {confirm.error && <Failed error={confirm.error} />}
        <Button type="submit" variant="filled" size="lg" disabled={six.length < 6 || confirm.isPending}>
          {say(text.enter)}
        </Button>
      </form>
    );
  const differ = again !== '' && again !== passphrase;
  return (
    <form className={css.form} onSubmit={(event) => { event.preventDefault(); begin.mutate(); }}>
      <h1>{say(text.kitTitle)}</h1>
      <p className={css.lead}>{say(text.kitLead)}</p>
      {lines.map((line) => (
        <Field key={line} label={say(text.kitLine(line + 1))} value={kit[line] ?? ''} onChange={(typed) => setKit(kit.map((old, at) => (at === line ? typed : old)))} error={faultOf(begin.error, String(line))} autoFocus={line === 0} required />
      ))}
      <Field label={say(text.login)} value={login} onChange={setLogin} error={faultOf(begin.error, 'login')} autoComplete="username" required />
      <Field label={say(text.newPassphrase)} kind="secret" value={passphrase} onChange={setPassphrase} hint={say(text.passphraseHint)} error={faultOf(begin.error, 'passphrase')} autoComplete="new-password" required />
      <Field label={say(text.again)} kind="secret" value={again} onChange={setAgain} error={differ ? say(text.differ) : undefined} autoComplete="new-password" required />
      {begin.error && <Failed error={begin.error} />}
      <Button type="submit" variant="filled" size="lg" disabled={begin.isPending || kit.some((line) => line.trim() === '') || !login || !passphrase || differ || again === ''}>
        {say(text.next)}
      </Button>
      <Button size="lg" onClick={onStop}>
        {say(text.back)}
      </Button>
    </form>
  );
}
