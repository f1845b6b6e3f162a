import { say } from '../text/say';
import css from './signin.module.css';
import { text } from './text';

/** Six digits as two numbers, large enough to read to someone else. */
export const Numbers = ({ digits }: { readonly digits: string }) => (
  <div className={css.numbers} role="group" aria-label={say(text.compareLabel)}>
    <div>
      <span>{say(text.first)}</span>
      <strong>{digits.slice(0, 3)}</strong>
    </div>
    <div>
      <span>{say(text.second)}</span>
      <strong>{digits.slice(3)}</strong>
    </div>
  </div>
);
