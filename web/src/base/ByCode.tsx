import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { say } from '../text/say';
import { faultOf, Field } from './Field';
import layout from './layout.module.css';
import { Failed } from './Sheet';
import { text } from './text';

interface Act {
  readonly mutate: (code: string, then: { readonly onSettled: () => void }) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

interface Asked {
  /** What is done with the code. */
  readonly act: Act;
  /** The verb on the button. */
  readonly does: string;
  readonly danger?: boolean;
  /** false while another answer is missing. */
  readonly ready?: boolean;
  readonly autoFocus?: boolean;
  readonly children?: ReactNode;
  readonly beside?: ReactNode;
}

/** What weighs much is done with a fresh code: what it does, six digits, one button. */
export function ByCode({ act, does, danger = false, ready = true, autoFocus = false, children, beside }: Asked) {
  const [code, setCode] = useState('');
  return (
    <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); act.mutate(code, { onSettled: () => setCode('') }); }}>
      {children}
      <Field label={say(text.code)} kind="code" value={code} onChange={setCode} error={faultOf(act.error, 'code')} autoComplete="one-time-code" autoFocus={autoFocus} required />
      {act.error && <Failed error={act.error} />}
      <div className={layout.row}>
        <Button type="submit" variant={danger ? 'danger' : 'filled'} disabled={!ready || code.length < 6 || act.isPending}>{does}</Button>
        {beside}
      </div>
    </form>
  );
}
