import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Kit } from '../api/types';
import layout from '../base/layout.module.css';
import { PaperLink } from '../base/PaperLink';
import { Notice } from '../base/Sheet';
import css from '../signin/signin.module.css';
import { say } from '../text/say';
import found from './found.module.css';
import { text } from './text';

/** The kit: words and a sheet, in memory only, gone when this screen goes. */
export function KitOnce({ kit, onDone }: { readonly kit: Kit; readonly onDone: () => void }) {
  const [kept, setKept] = useState(false);
  return (
    <div className={css.form}>
      <h1>{say(text.kit)}</h1>
      <p className={layout.second}>{say(text.step(3, text.kit.fr))}</p>
      <Notice kind="alert" title={say(text.kitLead)}>{say(text.kitDo)}</Notice>
      <ol className={found.words} aria-label={say(text.words)}>
        {kit.words.map((word, index) => <li key={index}>{word}</li>)}
      </ol>
      <PaperLink pdf={kit.pdf} name="kit-de-secours.pdf" label={say(text.download)} />
      <label className={found.check}>
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
        {say(text.done)}
      </label>
      <Button variant="filled" size="lg" disabled={!kept} onClick={onDone}>{say(text.enter)}</Button>
    </div>
  );
}
