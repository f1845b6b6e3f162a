import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Kit } from '../api/types';
import { Check } from '../base/Field';
import layout from '../base/layout.module.css';
import { PaperLink } from '../base/PaperLink';
import { Failed, Notice } from '../base/Sheet';
import { say } from '../text/say';
import css from './kit.module.css';
import { text } from './text';

interface Shown {
  readonly kit: Kit;
  /** What the button does, once she says that the sheet is put away. */
  readonly does: string;
  readonly onKept: () => void;
  readonly busy?: boolean;
  readonly error?: Error | null;
}

/** The kit: four lines and a sheet, in memory only, gone when this screen goes. */
export function KitOnce({ kit, does, onKept, busy = false, error }: Shown) {
  const [kept, setKept] = useState(false);
  const words = useRef<HTMLOListElement>(null);
  useEffect(() => words.current?.focus(), []);
  return (
    <div className={layout.stack}>
      <Notice kind="alert" title={say(text.once)}>{say(text.onceDo)}</Notice>
      <ol ref={words} tabIndex={-1} className={css.words} aria-label={say(text.words)}>
        {kit.words.map((line) => <li key={line}>{line}</li>)}
      </ol>
      <PaperLink pdf={kit.pdf} name="kit-de-secours.pdf" label={say(text.download)} />
      <Check label={say(text.kept)} checked={kept} onChange={setKept} />
      {error && <Failed error={error} />}
      <Button variant="filled" size="lg" disabled={!kept || busy} onClick={onKept}>{does}</Button>
    </div>
  );
}
