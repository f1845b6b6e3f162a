import { expect, it } from 'vitest';
import { fromBase64url, newId, utf8 } from './bytes';
import { newDeviceKey, proof, thumbprint } from './proof';

const read = (part: string): Record<string, unknown> => JSON.parse(new TextDecoder().decode(fromBase64url(part))) as Record<string, unknown>;

it('aProofVerifiesUnderItsOwnKeyAndNamesTheRequestWithoutItsQuery', async () => {
  const key = await newDeviceKey();
  const jwt = await proof(key, { method: 'GET', url: 'https://a.example/api/day?date=2026-11-24', nonce: 'n1', token: 't', now: 5000, id: 'j' });
  const [head = '', body = '', signature = ''] = jwt.split('.');
  expect(read(head)).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk });
  expect(read(body)).toMatchObject({ htm: 'GET', htu: 'https://a.example/api/day', nonce: 'n1', jti: 'j', iat: 5 });
  const fine = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key.pair.publicKey, fromBase64url(signature), utf8(`${head}.${body}`));
  expect(fine).toBe(true);
});

it('theDeviceKeyCannotBeExported', async () => {
  const key = await newDeviceKey();
  await expect(crypto.subtle.exportKey('jwk', key.pair.privateKey)).rejects.toThrow();
  expect(await thumbprint(key)).toMatch(/^[\w-]{43}$/);
});

it('idsAreThirtyTwoHexDigits', () => {
  expect(newId()).toMatch(/^[0-9a-f]{32}$/);
});
