import { toBase64url, utf8 } from './bytes';
import { keep } from './shelf';

/**
 * Proof of possession (RFC 9449): each request is signed by this device's P-256 key, which cannot be exported from the
 * browser. A stolen token is worth nothing elsewhere.
 */
export interface DeviceKey {
  readonly pair: CryptoKeyPair;
  readonly jwk: { readonly crv: 'P-256'; readonly kty: 'EC'; readonly x: string; readonly y: string };
}

const part = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)));

const sha256 = async (text: string): Promise<string> => toBase64url(await crypto.subtle.digest('SHA-256', utf8(text)));

let device: Promise<DeviceKey> | undefined;

export const deviceKey = (): Promise<DeviceKey> => (device ??= keep('keys', 'device', newDeviceKey));

export async function newDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  if (!x || !y) throw new Error('device key without coordinates');
  return { pair, jwk: { crv: 'P-256', kty: 'EC', x, y } };
}

/** RFC 7638: members in lexical order. */
export const thumbprint = (key: DeviceKey): Promise<string> =>
  sha256(JSON.stringify({ crv: key.jwk.crv, kty: key.jwk.kty, x: key.jwk.x, y: key.jwk.y }));

export interface Claims {
  readonly method: string;
  readonly url: string;
  readonly nonce: string | undefined;
  readonly token: string | undefined;
  readonly now: number;
  readonly id: string;
}

export async function proof(key: DeviceKey, claims: Claims): Promise<string> {
  const head = part({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk });
  const body = part({
    htm: claims.method,
    htu: claims.url.replace(/[?#].*$/, ''),
    jti: claims.id,
    iat: Math.floor(claims.now / 1000),
    ...(claims.nonce === undefined ? {} : { nonce: claims.nonce }),
    ...(claims.token === undefined ? {} : { ath: await sha256(claims.token) }),
  });
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.pair.privateKey, utf8(`${head}.${body}`));
  return `${head}.${body}.${toBase64url(signature)}`;
}
