import { useEffect, useRef } from 'react';
import { state } from '../api/state';

/** A key and what it does; `?` shows those that are live. Letters alone do nothing while something is typed. */
export interface Key {
  readonly keys: string;
  readonly does: string;
  readonly run: () => void;
}

export const live = state<readonly (readonly Key[])[]>([]);

export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  const names = keys.map((key) => key.keys).join(' | ');
  useEffect(() => {
    const mine = latest.current.map((key, index) => ({ ...key, run: () => latest.current[index]?.run() }));
    live.set([...live.get(), mine]);
    return () => live.set(live.get().filter((other) => other !== mine));
  }, [names]);
}

const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const busy = (): boolean => document.querySelector('[aria-modal="true"]') !== null;

let pending = '';
let pendingAt = 0;

function named(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  return (event.ctrlKey || event.metaKey ? 'ctrl+' : '') + (event.altKey ? 'alt+' : '') + key;
}

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const name = named(event);
  const chord = !name.startsWith('ctrl+') && !name.startsWith('alt+') && name !== 'escape';
  if (chord && (typing(event.target) || busy())) return;
  if (busy() && name !== 'ctrl+k') return;
  if (name === 'escape' && typing(event.target)) {
    (event.target as HTMLElement).blur(); // out of the field first; the screen stays
    return;
  }
  const inTwo = event.timeStamp - pendingAt < 1200 && pending ? `${pending} ${name}` : '';
  const all = [...live.get()].reverse().flat();
  const hit = (inTwo && all.find((key) => key.keys === inTwo)) || all.find((key) => key.keys === name);
  if (hit && !(name === 'enter' && event.target instanceof HTMLElement && /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName))) {
    pending = '';
    event.preventDefault();
    hit.run();
  } else if (all.some((key) => key.keys.startsWith(`${name} `))) {
    pending = name;
    pendingAt = event.timeStamp;
  } else pending = '';
}

const shown: Readonly<Record<string, string>> = { 'ctrl+enter': 'Ctrl Entrée', enter: 'Entrée', escape: 'Échap', arrowdown: '↓', arrowup: '↑', 'ctrl+k': 'Ctrl K', 'ctrl+l': 'Ctrl L' };

/** As it is engraved on the keyboard. */
export const engraved = (keys: string): string => shown[keys] ?? (keys.length === 1 ? keys.toUpperCase() : keys);
