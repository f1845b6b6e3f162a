import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { passkeysHere } from '../api/passkey';
import { Problem, Unreachable } from '../api/problem';
import { stepUpByCode, stepUpByPasskey } from '../api/signing';
import { useValue } from '../api/state';
import { waiting } from '../api/stepUp';
import { Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Notice, Sheet } from '../base/Sheet';
import { say, set } from '../text/say';
import { text } from './text';

/** The sentinel asks a fresh factor: why in one line, the shortest way through, then the same request again. */
export function StepUp() {
  const asked = useValue(waiting);
  const [code, setCode] = useState('');
  const passed = (): void => asked?.answer(true);
  const byCode = useMutation({ mutationFn: () => stepUpByCode(code), onSuccess: passed, onError: () => setCode('') });
  const byPasskey = useMutation({ mutationFn: stepUpByPasskey, onSuccess: passed });
  const { reset: resetCode } = byCode;
  const { reset: resetPasskey } = byPasskey;
  useEffect(() => {
    setCode('');
    resetCode();
    resetPasskey();
  }, [asked, resetCode, resetPasskey]);
  if (!asked) return null;
  const { problem } = asked;
  return (
    <Sheet title={say(text.title)} open onClose={() => asked.answer(false)}>
      <div className={layout.stack}>
        <Notice kind="alert" title={set(problem.detail)}>
          {problem.reasons.map((reason) => (
            <p key={reason.code + reason.text}>{set(reason.text)}</p>
          ))}
          {problem.wayOut && <p>{set(problem.wayOut)}</p>}
        </Notice>
        {passkeysHere() && (
          <Button variant="filled" size="lg" disabled={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
            {say(text.passkey)}
          </Button>
        )}
        {byPasskey.isError && (byPasskey.error instanceof Problem || byPasskey.error instanceof Unreachable ? <Failed error={byPasskey.error} /> : <Notice kind="alert" live>{say(text.failed)}</Notice>)}
        <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); byCode.mutate(); }}>
          <Field label={say(text.code)} kind="code" value={code} onChange={setCode} autoComplete="one-time-code" autoFocus />
          {byCode.error && <Failed error={byCode.error} />}
          <div className={layout.row}>
            <Button type="submit" disabled={code.length < 6 || byCode.isPending}>
              {say(text.confirm)} <kbd>Entrée</kbd>
            </Button>
            <Button variant="subtle" onClick={() => asked.answer(false)}>
              {say(text.cancel)}
            </Button>
          </div>
        </form>
        <p className={`${layout.small} ${layout.second}`}>{say(text.kept)}</p>
      </div>
    </Sheet>
  );
}
