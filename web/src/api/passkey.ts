import { fromBase64url, toBase64url } from './bytes';

/**
 * Passkey ceremonies. The PRF output opens the account key: it is taken out of the credential before the ceremony is
 * posted, and goes in its own field to the routes that unlock, nowhere else.
 */
export interface Ceremony {
  readonly credential: Readonly<Record<string, unknown>>;
  readonly prf: string | null;
}

type Json = Record<string, unknown>;
const json = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const passkeysHere = (): boolean => typeof PublicKeyCredential !== 'undefined' && window.isSecureContext;

const descriptor = (value: unknown): PublicKeyCredentialDescriptor => ({ ...json(value), type: 'public-key', id: fromBase64url(text(json(value)['id'])) }) as PublicKeyCredentialDescriptor;

function extensions(options: Json): AuthenticationExtensionsClientInputs {
  const given = json(options['extensions']);
  const first = text(json(json(given['prf'])['eval'])['first']);
  return { ...given, ...(first ? { prf: { eval: { first: fromBase64url(first) } } } : {}) } as AuthenticationExtensionsClientInputs;
}

function prfOf(results: AuthenticationExtensionsClientOutputs): string | null {
  const first = results.prf?.results?.first;
  if (!first) return null;
  return toBase64url(ArrayBuffer.isView(first) ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength) : new Uint8Array(first));
}

function posted(credential: PublicKeyCredential, response: Json): Json {
  const results: Json = { ...(credential.getClientExtensionResults() as Json) };
  delete results['prf'];
  return { id: credential.id, rawId: toBase64url(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: results, response };
}

export async function usePasskey(given: unknown): Promise<Ceremony> {
  const options = json(json(given)['publicKey'] ?? given);
  const allowed = Array.isArray(options['allowCredentials']) ? options['allowCredentials'].map(descriptor) : [];
  const credential = await navigator.credentials.get({
    publicKey: { ...options, challenge: fromBase64url(text(options['challenge'])), allowCredentials: allowed, userVerification: 'required', extensions: extensions(options) },
  });
  if (!(credential instanceof PublicKeyCredential) || !(credential.response instanceof AuthenticatorAssertionResponse)) throw new Error('no passkey');
  const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
  return {
    credential: posted(credential, {
      authenticatorData: toBase64url(authenticatorData),
      clientDataJSON: toBase64url(clientDataJSON),
      signature: toBase64url(signature),
      ...(userHandle ? { userHandle: toBase64url(userHandle) } : {}),
    }),
    prf: prfOf(credential.getClientExtensionResults()),
  };
}

export async function makePasskey(given: unknown): Promise<Ceremony> {
  const options = json(json(given)['publicKey'] ?? given);
  const user = json(options['user']);
  const excluded = Array.isArray(options['excludeCredentials']) ? options['excludeCredentials'].map(descriptor) : [];
  const publicKey = { ...options, challenge: fromBase64url(text(options['challenge'])), user: { ...user, id: fromBase64url(text(user['id'])) }, excludeCredentials: excluded, extensions: extensions(options) };
  const credential = await navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions });
  if (!(credential instanceof PublicKeyCredential) || !(credential.response instanceof AuthenticatorAttestationResponse)) throw new Error('no passkey');
  const { attestationObject, clientDataJSON } = credential.response;
  return {
    credential: posted(credential, { attestationObject: toBase64url(attestationObject), clientDataJSON: toBase64url(clientDataJSON), transports: credential.response.getTransports() }),
    prf: prfOf(credential.getClientExtensionResults()),
  };
}
