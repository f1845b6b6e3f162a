import { useEffect, useRef, type ReactNode } from 'react';
import { door, leave } from '../api/door';
import { lock, returnByCode, returnByPasskey, signOut } from '../api/signing';
import { useValue } from '../api/state';
import layout from '../base/layout.module.css';
import { Notice } from '../base/Sheet';
import { DemoCode } from '../signin/DemoWays';
import { Factors } from '../signin/Factors';
import { FreshFactor } from '../signin/FreshFactor';
import { say, set } from '../text/say';
import css from './lock.module.css';
import { text } from './text';
import { useIdle } from './useIdle';

/**
 * Over the work while the door is shut. The page beneath stays as it is, hidden and inert; when the same member is back,
 * so is the caret.
 */
export function Veil({ children }: { readonly children: ReactNode }) {
  const now = useValue(door);
  const shut = now.state === 'shut';
  const caret = useRef<Caret | undefined>(undefined);
  const beneath = useRef<HTMLDivElement>(null);
  useIdle(now.state === 'open' ? now.session.idleAfter : undefined, () => void lock());
  if (shut && caret.current === undefined) caret.current = caretNow();
  useEffect(() => {
    if (shut || caret.current === undefined) return;
    const back = caret.current;
    caret.current = undefined;
    requestAnimationFrame(() => restore(back));
  }, [shut]);
  useEffect(() => {
    if (beneath.current) beneath.current.inert = shut;
    // Windows over the work are portals of the body: they are hidden with it.
    for (const portal of document.querySelectorAll<HTMLElement>('[data-portal]')) {
      portal.inert = shut;
      portal.classList.toggle(css.hidden!, shut);
    }
  }, [shut]);
  return (
    <>
      <div ref={beneath} className={`${css.beneath} ${shut ? css.hidden : ''}`} aria-hidden={shut}>
        {children}
      </div>
      {now.state === 'shut' && (
        <div className={css.veil} role="dialog" aria-modal="true" aria-labelledby="veil-title">
          <div className={css.panel}>
            {now.why === 'locked' ? <Return name={now.session.member.name} login={now.session.member.login} /> : <Again why={now.why} login={now.session.member.login} />}
            {now.reasons.map((reason) => (
              <Notice key={reason.code} kind="alert">
                {set(reason.text)}
              </Notice>
            ))}
            <p className={layout.dense}>
              <button type="button" className={layout.linkish} onClick={() => void signOut()}>
                {say(text.leave)}
              </button>
            </p>
          </div>
        </div>
      )}
    </>
  );
}

const Return = ({ name, login }: { readonly name: string; readonly login: string }) => (
  <>
    <h2 id="veil-title">{say(text.locked(name))}</h2>
    <p className={layout.second}>{say(text.lockedMore)}</p>
    <FreshFactor touch={returnByPasskey} touchWord={text.passkey} type={returnByCode} typeWord={text.reopen} />
    <DemoCode login={login} />
  </>
);

const Again = ({ why, login }: { readonly why: 'ended' | 'moved'; readonly login: string }) => (
  <>
    <h2 id="veil-title">{say(why === 'moved' ? text.moved : text.ended)}</h2>
    <p className={layout.second}>{say(why === 'moved' ? text.movedMore : text.endedMore)}</p>
    <Factors login={login} onUnknownDevice={() => leave()} />
  </>
);

interface Caret {
  readonly element: HTMLElement | undefined;
  readonly start: number | null;
  readonly end: number | null;
}

function caretNow(): Caret {
  const element = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : undefined;
  const field = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : undefined;
  try {
    return { element, start: field?.selectionStart ?? null, end: field?.selectionEnd ?? null };
  } catch {
    return { element, start: null, end: null };
  }
}

function restore(caret: Caret): void {
  caret.element?.focus();
  if (caret.start !== null && (caret.element instanceof HTMLInputElement || caret.element instanceof HTMLTextAreaElement)) caret.element.setSelectionRange(caret.start, caret.end ?? caret.start);
}
