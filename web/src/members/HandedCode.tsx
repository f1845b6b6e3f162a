import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import layout from '../base/layout.module.css';
import { Notice } from '../base/Sheet';
import { text as base } from '../base/text';
import { moment } from '../text/format';
import { say } from '../text/say';
import css from './members.module.css';
import { text } from './text';

/** A code to say aloud or to hand over: until when it serves, and what to do with it. */
export const HandedCode = ({ handed, next, paper, onClose }: { readonly handed: { readonly code: string; readonly expires: string }; readonly next: string; readonly paper?: ReactNode; readonly onClose: () => void }) => (
  <div className={layout.stack}>
    <p className={css.code}>{handed.code}</p>
    <Notice>{say(text.codeMore(moment(handed.expires)))}</Notice>
    <p className={layout.second}>{next}</p>
    <div className={layout.row}>
      {paper}
      <Button onClick={onClose}>{say(base.close)}</Button>
    </div>
  </div>
);
