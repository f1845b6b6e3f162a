import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Kit } from '../api/types';
import layout from '../base/layout.module.css';
import { Notice } from '../base/Sheet';
import css from '../signin/signin.module.css';
import { say } from '../text/say';
import found from './found.module.css';
import { text } from './text';

/** The kit: words and a sheet, in memory only, gone when this screen goes. */
export function KitOnce({ kit, onDone }: { readonly kit: Kit; readonly onDone: () => void }) {
  const [kept, setKept] = useState(false);
  const [url, setUrl] = useState<string | undefined>();
  useEffect(() => {
    const bytes = Uint8Array.from(atob(kit.pdf.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [kit]);
  return (
    <div className={css.form}>
      <h1>{say(text.kit)}</h1>
      <p className={layout.second}>{say(text.step(3, text.kit.fr))}</p>
      <Notice kind="alert" title={say(text.kitLead)}>{say(text.kitDo)}</Notice>
      <ol className={found.words} aria-label={say(text.words)}>
        {kit.words.map((word, index) => <li key={index}>{word}</li>)}
      </ol>
      {url && (
        <Button component="a" href={url} target="_blank" rel="noreferrer" download="trousse-de-secours.pdf" size="lg">{say(text.download)}</Button>
      )}
      <label className={found.check}>
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
        {say(text.done)}
      </label>
      <Button variant="filled" size="lg" disabled={!kept} onClick={onDone}>{say(text.enter)}</Button>
    </div>
  );
}
