import { state } from './state';
import type { Reason } from './problem';
import type { Session } from './types';

/**
 * The door of this browser: open with a session, shut (the page stays beneath, inert), or nobody here. Tokens live in
 * memory only; tabs of one profile share them by message, so that there is one renewer and one session.
 */
export type Why = 'locked' | 'ended' | 'moved';
export type Door =
  | { readonly state: 'out'; readonly reasons: readonly Reason[] }
  | { readonly state: 'open'; readonly session: Session; readonly address: string }
  | { readonly state: 'shut'; readonly why: Why; readonly reasons: readonly Reason[]; readonly session: Session; readonly address: string };

type Letter = { kind: 'ask' } | { kind: 'open'; session: Session; address: string; expiresAt: number } | { kind: 'shut'; why: Why; reasons: readonly Reason[] } | { kind: 'out' };

export const door = state<Door>({ state: 'out', reasons: [] });

const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('carnet.door');
let expiresAt = 0;

const tell = (letter: Letter): void => tabs?.postMessage(letter);

/** True when the token has less than twenty seconds to live. */
export const stale = (): boolean => Date.now() > expiresAt - 20_000;

export function open(session: Session, address: string): void {
  expiresAt = Date.now() + session.expiresIn * 1000;
  door.set({ state: 'open', session, address });
  tell({ kind: 'open', session, address, expiresAt });
}

/** A renewal is sent under this id: should the answer be lost, every tab asks again under the same. */
export function attempted(attempt: string): void {
  const now = door.get();
  if (now.state !== 'open') return;
  const session = { ...now.session, attempt };
  door.set({ ...now, session });
  tell({ kind: 'open', session, address: now.address, expiresAt });
}

export function shut(why: Why, reasons: readonly Reason[] = [], quietly = false): void {
  const now = door.get();
  if (now.state === 'out' || (now.state === 'shut' && now.why !== 'locked')) return;
  door.set({ state: 'shut', why, reasons, session: now.session, address: now.address });
  if (!quietly) tell({ kind: 'shut', why, reasons });
}

export function leave(quietly = false): void {
  door.set({ state: 'out', reasons: [] });
  if (!quietly) tell({ kind: 'out' });
}

tabs?.addEventListener('message', (event: MessageEvent<Letter>) => {
  const now = door.get();
  switch (event.data.kind) {
    case 'ask':
      if (now.state === 'open') tell({ kind: 'open', session: now.session, address: now.address, expiresAt });
      break;
    case 'open':
      expiresAt = event.data.expiresAt;
      door.set({ state: 'open', session: event.data.session, address: event.data.address });
      break;
    case 'shut':
      shut(event.data.why, event.data.reasons, true);
      break;
    case 'out':
      leave(true);
      break;
  }
});

/** At start: another tab may hold a session already. */
export function askOtherTabs(): Promise<void> {
  tell({ kind: 'ask' });
  return new Promise((resolve) => setTimeout(resolve, tabs ? 120 : 0));
}

/** Waits until the door is open again; false when the person leaves instead. */
export function reopened(): Promise<boolean> {
  return new Promise((resolve) => {
    const now = door.get();
    if (now.state !== 'shut') return resolve(now.state === 'open');
    const stop = door.follow(() => {
      const next = door.get();
      if (next.state === 'shut') return;
      stop();
      resolve(next.state === 'open');
    });
  });
}
