import type { ReactNode } from 'react';
import { reach } from '../api/replicas';
import { useValue } from '../api/state';
import layout from '../base/layout.module.css';
import { Status } from '../base/Status';
import { say, set } from '../text/say';
import css from './signin.module.css';
import { text } from './text';

/** The frame of every screen without a session: who runs this place, what answers, what to do when something misses. */
export function Gatehouse({ children, aside, wide }: { readonly children: ReactNode; readonly aside?: ReactNode; readonly wide?: boolean }) {
  const { status, answers } = useValue(reach);
  const names = status ? [status.replica.name, ...status.peers.filter((peer) => peer.reachable).map((peer) => peer.name)] : [];
  return (
    <div className={css.page}>
      <header className={css.top}>
        <b>Carnet</b>
        {status?.practice && (
          <span className={layout.second}>
            {set(status.practice.name)}
            {status.demo ? `, ${say(text.demo)}` : ''}
          </span>
        )}
        <span className={layout.push} />
        {answers && status ? (
          <Status shape="ok">{say(names.length > 1 ? text.reachables(names.join(' et ')) : text.reachable(names.join('')))}</Status>
        ) : (
          <Status shape="alert">{say(text.nobody)}</Status>
        )}
      </header>
      <div className={css.entry}>
        <main className={`${css.door} ${wide ? css.wide : ''}`}>
          <div>{children}</div>
        </main>
        {aside}
      </div>
    </div>
  );
}
