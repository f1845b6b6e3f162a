import { useSyncExternalStore } from 'react';

/** A value that screens follow: state = URL + queries + these few. */
export interface State<T> {
  get(): T;
  set(next: T): void;
  follow(listener: () => void): () => void;
}

export function state<T>(initial: T): State<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useValue = <T>(of: State<T>): T => useSyncExternalStore(of.follow, of.get);
