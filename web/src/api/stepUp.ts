import type { Problem } from './problem';
import { state } from './state';

/** A request that waits for a fresh factor. The dialog answers; the request is asked again. */
export interface Waiting {
  readonly problem: Problem;
  readonly answer: (passed: boolean) => void;
}

export const waiting = state<Waiting | undefined>(undefined);

export async function freshFactor(problem: Problem): Promise<boolean> {
  const before = waiting.get();
  if (before) {
    return new Promise((resolve) => {
      waiting.set({ problem: before.problem, answer: (passed) => { before.answer(passed); resolve(passed); } });
    });
  }
  return new Promise((resolve) => {
    waiting.set({
      problem,
      answer: (passed) => {
        waiting.set(undefined);
        resolve(passed);
      },
    });
  });
}
