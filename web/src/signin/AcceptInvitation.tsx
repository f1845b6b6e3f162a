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
import css from './signin.module.css';
import { text } from './text';

/** The invited person chooses a passphrase nobody else knows, sets up the code app, and is in. */
export function AcceptInvitation({ onStop }: { readonly onStop: () => void }) {
  const [code, setCode] = useState('');
  const [login, setLogin] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [six, setSix] = useState('');
  const accept = useMutation({ mutationFn: () => post<{ totp: Totp; draft: string }>('/api/invitations/accept', { code: code.trim(), login: login.trim(), passphrase }, { session: false }) });
  const confirm = useMutation({
    mutationFn: () => post<Session>('/api/invitations/confirm', { draft: accept.data?.draft, code: six }, { session: false }),
    onSuccess: admit,
    onError: () => setSix(''),
  });
  if (accept.data)
    return (
      <form className={css.form} onSubmit={(event) => { event.preventDefault(); confirm.mutate(); }}>
        <h1>{say(text.acceptTitle)}</h1>
        <AuthenticatorApp totp={accept.data.totp} />
        <Field label={say(text.code)} kind="code" value={six} onChange={setSix} autoFocus required />
        {confirm.error && <Failed error={confirm.error} />}
        <Button type="submit" variant="filled" size="lg" disabled={six.length < 6 || confirm.isPending}>
          {say(text.enter)}
        </Button>
      </form>
    );
  const differ = again !== '' && again !== passphrase;
  return (
    <form className={css.form} onSubmit={(event) => { event.preventDefault(); accept.mutate(); }}>
      <h1>{say(text.acceptTitle)}</h1>
      <Field label={say(text.invitationCode)} value={code} onChange={setCode} error={faultOf(accept.error, 'code')} autoFocus required />
      <Field label={say(text.newLogin)} value={login} onChange={setLogin} error={faultOf(accept.error, 'login')} autoComplete="username" required />
      <Field label={say(text.newPassphrase)} kind="secret" value={passphrase} onChange={setPassphrase} hint={say(text.passphraseHint)} error={faultOf(accept.error, 'passphrase')} autoComplete="new-password" required />
      <Field label={say(text.again)} kind="secret" value={again} onChange={setAgain} error={differ ? say(text.differ) : undefined} autoComplete="new-password" required />
      {accept.error && <Failed error={accept.error} />}
      <Button type="submit" variant="filled" size="lg" disabled={accept.isPending || !code || !login || !passphrase || differ || again === ''}>
        {say(text.next)}
      </Button>
      <Button size="lg" onClick={onStop}>
        {say(text.back)}
      </Button>
    </form>
  );
}
