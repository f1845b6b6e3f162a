import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { WayIn } from '../api/demo';
import { passkeysHere } from '../api/passkey';
import { Problem } from '../api/problem';
import { signIn, signInByPasskey } from '../api/signing';
import { Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed } from '../base/Sheet';
import { say } from '../text/say';
import { PasskeyFailed } from './FreshFactor';
import css from './signin.module.css';
import { text } from './text';
import { useCodeClock } from './useCodeClock';

/** The two ways in: a passkey, or the passphrase and a code. Used at the gate and over a session that ended. */
export function Factors({ login, given, onUnknownDevice }: { readonly login: string | undefined; readonly given?: WayIn | undefined; readonly onUnknownDevice: (login: string) => void }) {
  const [typed, setTyped] = useState(given?.login ?? login ?? '');
  const [passphrase, setPassphrase] = useState(given?.passphrase ?? '');
  const [code, setCode] = useState(given?.code ?? '');
  const left = useCodeClock();
  const failed = (error: Error): void => {
    setCode('');
    if (error instanceof Problem && error.code === 'device-unknown') onUnknownDevice(typed);
  };
  const byPasskey = useMutation({ mutationFn: () => signInByPasskey(typed || undefined), onError: failed });
  const byCode = useMutation({ mutationFn: () => signIn(typed.trim(), passphrase, code), onError: failed });
  const busy = byPasskey.isPending || byCode.isPending;
  return (
    <>
      {passkeysHere() ? (
        <>
          <Button variant="filled" size="lg" disabled={busy} autoFocus={login !== undefined} onClick={() => byPasskey.mutate()}>
            {say(byPasskey.isPending ? text.opening : text.passkey)} <kbd>Entrée</kbd>
          </Button>
          <p className={`${layout.small} ${layout.second} ${layout.gapTop}`}>{say(text.passkeyHint)}</p>
        </>
      ) : (
        <p className={`${layout.small} ${layout.second}`}>{say(text.passkeyNone)}</p>
      )}
      <PasskeyFailed error={byPasskey.error} said={text.passkeyFailed} />
      <p className={css.or}>{say(text.or)}</p>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          byCode.mutate();
        }}
      >
        {login === undefined && <Field label={say(text.login)} value={typed} onChange={setTyped} autoComplete="username" name="login" autoFocus={given === undefined} required />}
        <Field label={say(text.passphrase)} kind="secret" value={passphrase} onChange={setPassphrase} autoComplete="current-password" name="passphrase" required />
        <Field label={say(text.code)} kind="code" value={code} onChange={setCode} hint={say(text.codeLeft(left))} autoComplete="one-time-code" name="code" autoFocus={given !== undefined} required />
        {byCode.error && !(byCode.error instanceof Problem && byCode.error.code === 'device-unknown') && <Failed error={byCode.error} />}
        <Button type="submit" size="lg" disabled={busy || code.length < 6 || passphrase === '' || typed.trim() === ''}>
          {say(byCode.isPending ? text.opening : text.open)}
        </Button>
      </form>
    </>
  );
}
