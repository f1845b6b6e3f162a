import type { ReactNode } from 'react';
import css from './status.module.css';

/** verified · alert · refusal or danger · no data · not run · waiting: never colour alone. */
export type Shape = 'ok' | 'alert' | 'refusal' | 'nodata' | 'notrun' | 'waiting';

export function Status({ shape, small, live, children }: { readonly shape: Shape; readonly small?: boolean; readonly live?: boolean; readonly children: ReactNode }) {
  return (
    <span className={`${css.state} ${css[shape]} ${small ? css.small : ''}`} data-shape={shape} {...(live ? { role: 'status' } : {})}>
      <span>{children}</span>
    </span>
  );
}

/** A word in an outline; filled only for what is grave. */
export function Tag({ kind = 'plain', children }: { readonly kind?: 'plain' | 'grave' | 'alert' | 'new'; readonly children: ReactNode }) {
  const look = { plain: '', grave: css.tagGrave, alert: css.tagAlert, new: css.tagNew }[kind];
  return <span className={`${css.tag} ${look}`}>{children}</span>;
}
