import type { ExportRequest } from '../api/types';

/** As the address of the answer ends. */
export type Answer = 'second' | 'refuse';

/** It waits, or may be taken out now. */
export const isOpen = (one: ExportRequest): boolean => one.state === 'waiting' || one.state === 'granted';

/** What this member may answer: whoever is named as a second accepts, anybody refuses, also what was asked in her own name. */
export const answers = (one: ExportRequest, me: string): readonly Answer[] => {
  if (!isOpen(one)) return [];
  return one.mayAccept.some((each) => each.id === me) ? ['second', 'refuse'] : ['refuse'];
};
