import { Button } from '@mantine/core';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { listen } from '../api/events';
import { look, reach } from '../api/replicas';
import { lock, signOut } from '../api/signing';
import { state, useValue } from '../api/state';
import layout from '../base/layout.module.css';
import { Notice, Sheet } from '../base/Sheet';
import { Palette } from '../search/Palette';
import { ServerNotice } from '../continuity/Servers';
import { ExportNotice } from '../security/ExportRequests';
import { DemoCode } from '../signin/DemoWays';
import { shortName, time } from '../text/format';
import { say, set } from '../text/say';
import { KeyMap } from './KeyMap';
import { useKeys } from './keys';
import { queries, useSession } from './queries';
import { StateSentence } from './StateSentence';
import css from './shell.module.css';
import { text } from './text';

/** Only rooms that are built are in the menu. */
const rooms = [
  { to: '/jour', name: text.day, letter: 'j' },
  { to: '/patients', name: text.patients, letter: 'p' },
  { to: '/messages', name: text.messages, letter: 'm' },
  { to: '/verser', name: text.filing, letter: 'v' },
  { to: '/membres', name: text.members, letter: 'e' },
  { to: '/securite', name: text.security, letter: 's' },
  { to: '/continuite', name: text.continuity, letter: 'k' },
] as const;

export const paletteOpen = state(false);

export function Shell() {
  const session = useSession();
  const navigate = useNavigate();
  const path = useRouterState({ select: (router) => router.location.pathname });
  const found = useValue(paletteOpen);
  const where = useValue(reach);
  const [menu, setMenu] = useState(false);
  const [keys, setKeys] = useState(false);

  useEffect(() => listen(queries), []);
  useEffect(() => {
    const timer = setInterval(() => void look(), 20_000);
    return () => clearInterval(timer);
  }, []);
  useKeys([
    { keys: 'ctrl+k', does: say(text.searchKey), run: () => paletteOpen.set(true) },
    { keys: 'ctrl+l', does: say(text.lockKey), run: () => void lock() },
    { keys: '?', does: say(text.keysKey), run: () => setKeys(true) },
    ...rooms.map((room) => ({ keys: `g ${room.letter}`, does: say(text.go(say(room.name))), run: () => void navigate({ to: room.to }) })),
  ]);

  const current = (to: string): { 'aria-current'?: 'page' } => (path === to || path.startsWith(`${to}/`) ? { 'aria-current': 'page' } : {});
  const practice = session.practice.name;
  return (
    <>
      <a className={css.skip} href="#contenu" onClick={(event) => { event.preventDefault(); document.getElementById('contenu')?.focus(); }}>
        {say(text.skip)}
      </a>
      <div className={css.shell}>
        <nav className={css.nav} aria-label={say(text.main)}>
          <div className={css.brand}>{say(text.product)}</div>
          {rooms.map((room) => (
            <Link key={room.to} to={room.to} {...current(room.to)}>
              {say(room.name)}
              <span>g {room.letter}</span>
            </Link>
          ))}
          <div className={css.foot}>
            {practice}
            {where.status?.demo && (
              <>
                <br />
                {say(text.demo)}
                <DemoCode login={session.member.login} />
              </>
            )}
          </div>
        </nav>
        <header className={css.head}>
          <span className={css.menu}>
            <Button size="compact-sm" onClick={() => setMenu(true)}>
              {say(text.menu)}
            </Button>
          </span>
          <button type="button" className={css.find} onClick={() => paletteOpen.set(true)} aria-keyshortcuts="Control+K">
            {say(text.search)} <kbd>Ctrl K</kbd>
          </button>
          <span className={layout.push} />
          <StateSentence />
          <span className={css.member}>
            <span className={layout.second}>{set(shortName(session.member.name))}</span>
            <Button size="compact-sm" onClick={() => void lock()} aria-keyshortcuts="Control+L">
              {say(text.lock)} <kbd>Ctrl L</kbd>
            </Button>
          </span>
        </header>
        <main id="contenu" className={css.body} tabIndex={-1}>
          {!where.answers && (
            <div className={`${layout.bar} ${layout.barOffline}`} role="status">
              <StateSentence since={time(new Date(where.since))} />
              <span>{say(text.offlineMore)}</span>
              <span className={layout.push} />
              <Button size="compact-sm" onClick={() => void look()}>
                {say(text.retry)}
              </Button>
            </div>
          )}
          {session.grantsDue.length > 0 && <Notice kind="alert">{say(text.grantsDue(session.grantsDue.length))}</Notice>}
          <ExportNotice />
          <ServerNotice />
          <Outlet />
        </main>
      </div>
      <nav className={css.tabs} aria-label={say(text.main)}>
        {rooms.slice(0, 3).map((room) => (
          <Link key={room.to} to={room.to} {...current(room.to)}>
            {say(room.name)}
          </Link>
        ))}
        <button type="button" onClick={() => setMenu(true)}>
          {say(text.menu)}
        </button>
      </nav>
      <Palette open={found} onClose={() => paletteOpen.set(false)} />
      <KeyMap open={keys} onClose={() => setKeys(false)} />
      <Sheet title={`${say(text.product)} · ${set(session.member.name)}`} open={menu} onClose={() => setMenu(false)}>
        <div className={css.menuList}>
          {rooms.map((room) => (
            <Link key={room.to} to={room.to} onClick={() => setMenu(false)}>
              {say(room.name)}
            </Link>
          ))}
          <button type="button" onClick={() => { setMenu(false); void lock(); }}>
            {say(text.lock)}
          </button>
          <button type="button" onClick={() => { setMenu(false); void signOut(); }}>
            {say(text.signOut)}
          </button>
        </div>
        {where.status?.demo && <p className={`${layout.small} ${layout.second} ${layout.gapTop}`}>{say(text.demo)}</p>}
        <DemoCode login={session.member.login} />
      </Sheet>
    </>
  );
}
