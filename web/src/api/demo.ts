import { fromBase64url } from './bytes';
import type { DeviceKey } from './proof';
import { put } from './shelf';

const LINK = '#/demo/';

/**
 * Only where the server says that its practice is invented: the link that `carnet demo` prints makes this browser the
 * demonstration's enrolled device. The key stands after the hash, so it reaches no server, and leaves the address at once.
 */
export async function adoptDemoDevice(demo: boolean): Promise<void> {
  const { hash } = window.location;
  if (!hash.startsWith(LINK)) return;
  window.history.replaceState(null, '', `${window.location.pathname}#/`);
  if (!demo) return;
  const { crv, kty, x, y, d } = JSON.parse(new TextDecoder().decode(fromBase64url(hash.slice(LINK.length)))) as Record<string, string>;
  if (crv !== 'P-256' || kty !== 'EC' || !x || !y || !d) return;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const privateKey = await crypto.subtle.importKey('jwk', { crv, kty, x, y, d }, algorithm, false, ['sign']);
  const publicKey = await crypto.subtle.importKey('jwk', { crv, kty, x, y }, algorithm, true, ['verify']);
  const key: DeviceKey = { pair: { privateKey, publicKey }, jwk: { crv, kty, x, y } };
  await put('keys', 'device', key);
}
