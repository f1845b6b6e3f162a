import { Fragment } from 'react';
import { useValue } from '../api/state';
import layout from '../base/layout.module.css';
import { Sheet } from '../base/Sheet';
import { say } from '../text/say';
import { engraved, live } from './keys';
import css from './shell.module.css';
import { text } from './text';

/** Every key that acts on this screen now. */
export function KeyMap({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const keys = [...useValue(live)].reverse().flat();
  return (
    <Sheet title={say(text.keys)} open={open} onClose={onClose}>
      <dl className={css.keys}>
        {keys.map((key) => (
          <Fragment key={key.keys}>
            <dt>
              <kbd>{engraved(key.keys)}</kbd>
            </dt>
            <dd>{key.does}</dd>
          </Fragment>
        ))}
      </dl>
      <p className={`${layout.small} ${layout.second} ${layout.gapTop}`}>{say(text.keysNote)}</p>
    </Sheet>
  );
}
