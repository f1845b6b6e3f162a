import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { passkeysHere } from '../api/passkey';
import { Problem, Unreachable } from '../api/problem';
import { Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Notice } from '../base/Sheet';
import { say, type Said } from '../text/say';
import { text } from './text';
import { useCodeClock } from './useCodeClock';

interface Ways {
  readonly touch: () => Promise<void>;
  readonly touchWord: Said;
  readonly type: (code: string) => Promise<void>;
  readonly typeWord: Said;
  readonly beside?: ReactNode;
}

/** Who is signed in shows that it is still she: a touch of the passkey, or the code of now. */
export function FreshFactor({ touch, touchWord, type, typeWord, beside }: Ways) {
  const [code, setCode] = useState('');
  const left = useCodeClock();
  const byPasskey = useMutation({ mutationFn: touch });
  const byCode = useMutation({ mutationFn: () => type(code), onError: () => setCode('') });
  return (
    <div className={layout.stack}>
      {passkeysHere() && (
        <Button variant="filled" size="lg" disabled={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
          {say(touchWord)}
        </Button>
      )}
      <PasskeyFailed error={byPasskey.error} said={text.passkeyOrCode} />
      <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); byCode.mutate(); }}>
        <Field label={say(text.code)} kind="code" value={code} onChange={setCode} hint={say(text.codeLeft(left))} autoComplete="one-time-code" autoFocus />
        {byCode.error && <Failed error={byCode.error} />}
        <div className={layout.row}>
          <Button type="submit" disabled={code.length < 6 || byCode.isPending}>
            {say(typeWord)} <kbd>Entrée</kbd>
          </Button>
          {beside}
        </div>
      </form>
    </div>
  );
}

/** What the server said, or that the browser's own window came to nothing. */
export function PasskeyFailed({ error, said }: { readonly error: Error | null; readonly said: Said }) {
  if (!error) return null;
  return error instanceof Problem || error instanceof Unreachable ? <Failed error={error} /> : <Notice kind="alert" live>{say(said)}</Notice>;
}
