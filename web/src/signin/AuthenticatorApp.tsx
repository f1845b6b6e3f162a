import type { Totp } from '../api/types';
import layout from '../base/layout.module.css';
import { say } from '../text/say';
import css from './signin.module.css';
import { text } from './text';

/** The seed of the code app: an image to scan, or the secret to copy. */
export const AuthenticatorApp = ({ totp }: { readonly totp: Totp }) => (
  <div className={layout.stack}>
    <p>{say(text.scan)}</p>
    <img className={css.qr} src={totp.qr} alt={say(text.scan)} />
    <p className={layout.small}>
      {say(text.secret)} <span className={css.secret}>{totp.secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
    </p>
  </div>
);
