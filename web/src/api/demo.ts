import { get, post } from './client';

const LINK = '#/demo/';

/**
 * Only where the server says that its practice is invented: the link that `carnet demo` prints makes this browser a device
 * of its members. The code stands after the hash, serves once, and leaves the address at once; the browser's own key stays.
 */
export async function openDemoLink(demo: boolean): Promise<void> {
  const { hash } = window.location;
  if (!hash.startsWith(LINK)) return;
  window.history.replaceState(null, '', `${window.location.pathname}#/`);
  if (!demo) return;
  try {
    await post('/api/demo/enrolments', { code: hash.slice(LINK.length) }, { session: false });
  } catch {
    // A link that has served already: this browser may well be the one it served; signing in tells.
  }
}

/** What the demonstration's members sign in with; invented, as they are. */
export interface WayIn {
  readonly login: string;
  readonly name: string;
  readonly profession: string;
  readonly passphrase: string;
  readonly code: string;
}

/** For a browser that a link let in; for any other, nobody. */
export async function waysIn(): Promise<readonly WayIn[]> {
  return (await get<{ members: readonly WayIn[] }>('/api/demo/codes', { session: false })).members;
}
