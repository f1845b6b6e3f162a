import type { ExportRequest } from '../api/types';

/** As the address of the answer ends. */
export type Answer = 'second' | 'refuse';

/** What takes two: records that leave, a server that comes. */
type Asked = Pick<ExportRequest, 'state' | 'mayAccept'>;

/** It waits, or was granted and is not done. */
export const isOpen = (one: Asked): boolean => one.state === 'waiting' || one.state === 'granted';

/** What this member may answer: whoever is named as a second accepts, anybody refuses, also what was asked in her own name. */
export const answers = (one: Asked, me: string): readonly Answer[] => {
  if (!isOpen(one)) return [];
  return one.mayAccept.some((each) => each.id === me) ? ['second', 'refuse'] : ['refuse'];
};
