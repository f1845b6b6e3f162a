import { newId } from './bytes';
import { attempted, door, open, reopened, shut, stale } from './door';
import { Problem, problemOf, Unreachable } from './problem';
import { deviceKey, proof } from './proof';
import { full, look, reach } from './replicas';
import { spoken } from '../text/say';
import { freshFactor } from './stepUp';
import { sinceTold, tell } from './touch';
import type { Session } from './types';

/**
 * The one way to the API. Signs each request, carries the replica's nonce, renews the token, waits at the door when the
 * session is locked or ended, asks a fresh factor when the sentinel wants one, and finds another replica when this one
 * is gone; then asks again. What remains is thrown as a Problem or as Unreachable.
 */
export interface Asked {
  readonly body?: unknown;
  readonly accept?: string;
  readonly signal?: AbortSignal;
  /** false for the routes that make a session. */
  readonly session?: boolean;
  /** false: a refusal that asks a fresh factor is thrown, not asked on the spot. */
  readonly stepUp?: boolean;
  readonly patience?: number;
}

const nonces = new Map<string, string>();

export async function call(method: string, path: string, asked: Asked = {}): Promise<Response> {
  const withSession = asked.session !== false;
  for (;;) {
    if (withSession) await ready();
    const now = door.get();
    const held = withSession && now.state === 'open' ? now : undefined;
    if (withSession && !held) throw new Problem('signed-out', 401, 'La session est fermée.', undefined, [], undefined, {});
    const address = held ? held.address : reach.get().address;
    let answer: Response;
    try {
      answer = await signed(address, method, path, held?.session.token, asked);
    } catch (cause) {
      if (asked.signal?.aborted) throw cause;
      const found = await look();
      if (!found.answers || found.address === address) throw new Unreachable();
      if (withSession) shut('moved');
      continue;
    }
    if (answer.ok) return answer;
    const problem = await problemOf(answer);
    if (withSession && problem.code === 'locked') {
      shut('locked', problem.reasons);
      continue;
    }
    if (withSession && problem.code === 'signed-out') {
      const meanwhile = door.get();
      if (meanwhile.state === 'open' && meanwhile.session.token === held?.session.token) shut('ended', problem.reasons);
      continue;
    }
    if (withSession && problem.code === 'step-up' && asked.stepUp !== false && (await freshFactor(problem))) continue;
    throw problem;
  }
}

async function signed(address: string, method: string, path: string, token: string | undefined, asked: Asked): Promise<Response> {
  const key = await deviceKey();
  const url = full(address, path);
  for (let attempt = 0; ; attempt++) {
    const jwt = await proof(key, { method, url, nonce: nonces.get(address), token, now: Date.now(), id: newId() });
    const headers = new Headers({ DPoP: jwt, Accept: asked.accept ?? 'application/json, application/problem+json', 'Accept-Language': spoken() });
    const deed = path === '/api/events' ? undefined : sinceTold(); // the stream's own request counts for nothing
    if (token !== undefined) headers.set('Authorization', `DPoP ${token}`);
    if (token !== undefined && deed === undefined) headers.set('Carnet-Unattended', '?1');
    if (asked.body !== undefined) headers.set('Content-Type', 'application/json');
    const patience = asked.patience ?? 20_000;
    const limits = [asked.signal, patience > 0 ? AbortSignal.timeout(patience) : undefined].filter((one) => one !== undefined);
    const answer = await fetch(url, {
      method,
      headers,
      body: asked.body === undefined ? null : JSON.stringify(asked.body),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: limits.length > 0 ? AbortSignal.any(limits) : null,
    });
    const nonce = answer.headers.get('DPoP-Nonce');
    if (nonce) nonces.set(address, nonce);
    if (answer.status === 401 && nonce && attempt < 2) {
      const problem = await problemOf(answer.clone());
      if (problem.code === 'use-dpop-nonce') continue;
    }
    if (token !== undefined && deed !== undefined) tell(deed);
    return answer;
  }
}

/** For locking, coming back and leaving: the token of a door that may be shut. */
export async function passThrough(token: string, address: string, path: string, body: unknown, method = 'POST'): Promise<Response> {
  let answer: Response;
  try {
    answer = await signed(address, method, path, token, method === 'POST' ? { body } : {});
  } catch {
    const found = await look();
    if (found.answers && found.address !== address) shut('moved');
    throw new Unreachable();
  }
  if (answer.ok) return answer;
  const problem = await problemOf(answer);
  if (problem.code === 'signed-out') shut('ended', problem.reasons);
  throw problem;
}

/** A door that is open, with a token that lives; one renewal at a time over all tabs. */
async function ready(): Promise<void> {
  if (door.get().state === 'shut' && !(await reopened())) return;
  if (door.get().state !== 'open' || !stale()) return;
  await navigator.locks.request('carnet.renewal', async () => {
    const now = door.get();
    if (now.state !== 'open' || !stale()) return;
    const { renewal, attempt = newId() } = now.session;
    attempted(attempt);
    let answer: Response;
    try {
      answer = await signed(now.address, 'POST', '/api/session/renew', undefined, { body: { renewal, attempt } });
    } catch {
      return;
    }
    if (answer.ok) {
      const next = (await answer.json()) as Pick<Session, 'token' | 'renewal' | 'expiresIn'>;
      open({ ...now.session, ...next, attempt: undefined }, now.address);
      await new Promise((resolve) => setTimeout(resolve, 40)); // the other tabs read the new token before they may renew
    } else {
      const problem = await problemOf(answer);
      shut(problem.code === 'locked' ? 'locked' : 'ended', problem.reasons);
    }
  });
  if (door.get().state === 'shut') await reopened();
}

export async function get<T>(path: string, asked: Asked = {}): Promise<T> {
  return (await call('GET', path, asked)).json() as Promise<T>;
}

export async function post<T = void>(path: string, body: unknown = {}, asked: Asked = {}): Promise<T> {
  return read<T>(await call('POST', path, { ...asked, body }));
}

export async function read<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** A paper's pages as pictures, in order. */
export interface Pages {
  readonly pages: readonly string[];
}

/** A paper or a picture, as an address that only this page can open; the caller revokes it. */
export async function blobUrl(path: string): Promise<string> {
  const answer = await call('GET', path, { accept: 'application/pdf, image/*, application/problem+json' });
  return URL.createObjectURL(await answer.blob());
}
