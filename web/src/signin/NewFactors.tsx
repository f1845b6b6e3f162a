import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { post } from '../api/client';
import { Problem } from '../api/problem';
import { admit } from '../api/signing';
import type { Session, Totp } from '../api/types';
import { faultOf, Field } from '../base/Field';
import { Failed, Notice } from '../base/Sheet';
import { say, set } from '../text/say';
import { AuthenticatorApp } from './AuthenticatorApp';
import css from './signin.module.css';
import { text } from './text';

interface Asked {
  readonly title: string;
  readonly lead?: string;
  readonly login: string;
  readonly path: string;
  readonly confirmPath: string;
  /** What lets her in beside the factors she chooses; undefined while it is not complete. */
  readonly proof: object | undefined;
  /** Its fields, told what was wrong with them. */
  readonly fields: (fault: (name: string) => string | undefined) => ReactNode;
  readonly onStop: () => void;
}

/** Her factors are kept; others must do their part before she is in. */
const later: ReadonlySet<string> = new Set(['return-waits', 'grants-due']);

/** She chooses a passphrase nobody else knows, sets up the code app, and is in. */
export function NewFactors({ title, lead, login: loginLabel, path, confirmPath, proof, fields, onStop }: Asked) {
  const [login, setLogin] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [six, setSix] = useState('');
  const begin = useMutation({ mutationFn: () => post<{ totp: Totp; draft: string }>(path, { ...proof, login: login.trim(), passphrase }, { session: false }) });
  const confirm = useMutation({
    mutationFn: () => post<Session>(confirmPath, { draft: begin.data?.draft, code: six }, { session: false }),
    onSuccess: admit,
    onError: () => setSix(''),
  });
  if (confirm.error instanceof Problem && later.has(confirm.error.code))
    return (
      <div className={css.form}>
        <h1>{title}</h1>
        <Notice kind="ok" live title={set(confirm.error.detail)}>{confirm.error.wayOut && set(confirm.error.wayOut)}</Notice>
        <Button size="lg" onClick={onStop}>{say(text.back)}</Button>
      </div>
    );
  if (begin.data)
    return (
      <form className={css.form} onSubmit={(event) => { event.preventDefault(); confirm.mutate(); }}>
        <h1>{title}</h1>
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
      <h1>{title}</h1>
      {lead && <p className={css.lead}>{lead}</p>}
      {fields((name) => faultOf(begin.error, name))}
      <Field label={loginLabel} value={login} onChange={setLogin} error={faultOf(begin.error, 'login')} autoComplete="username" required />
      <Field label={say(text.newPassphrase)} kind="secret" value={passphrase} onChange={setPassphrase} hint={say(text.passphraseHint)} error={faultOf(begin.error, 'passphrase')} autoComplete="new-password" required />
      <Field label={say(text.again)} kind="secret" value={again} onChange={setAgain} error={differ ? say(text.differ) : undefined} autoComplete="new-password" required />
      {begin.error && <Failed error={begin.error} />}
      <Button type="submit" variant="filled" size="lg" disabled={begin.isPending || !proof || !login || !passphrase || differ || again === ''}>
        {say(text.next)}
      </Button>
      <Button size="lg" onClick={onStop}>
        {say(text.back)}
      </Button>
    </form>
  );
}
