import { post } from './client';

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
