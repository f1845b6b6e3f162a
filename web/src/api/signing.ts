import { passThrough, post, read } from './client';
import { door, leave, open, shut } from './door';
import { usePasskey } from './passkey';
import { remember } from './remembered';
import { reach } from './replicas';
import type { Session } from './types';

/** The ways in and out: each makes or ends the one session of this browser. */
export function admit(session: Session): void {
  remember({ login: session.member.login, name: session.member.name });
  open(session, reach.get().address);
}

export async function signIn(login: string, passphrase: string, code: string): Promise<void> {
  admit(await post<Session>('/api/sign-in', { login, passphrase, code }, { session: false }));
}

export async function signInByPasskey(login: string | undefined): Promise<void> {
  const { options } = await post<{ options: unknown }>('/api/sign-in/passkey/options', login ? { login } : {}, { session: false });
  admit(await post<Session>('/api/sign-in/passkey', await usePasskey(options), { session: false }));
}

/** A return that overtook its lock on the way would be locked again. */
let locking: Promise<unknown> = Promise.resolve();

/** The screen is veiled at once; the replica drops the keys. */
export async function lock(): Promise<void> {
  const now = door.get();
  if (now.state !== 'open') return;
  locking = passThrough(now.session.token, now.address, '/api/session/lock', {}).catch(() => undefined);
  shut('locked');
  await locking;
}

/** A locked session still has its token: these two go straight through. */
async function returned(body: unknown): Promise<void> {
  await locking;
  const now = door.get();
  if (now.state !== 'shut') return;
  const session = await read<Session>(await passThrough(now.session.token, now.address, '/api/session/return', body));
  open({ ...now.session, ...session }, now.address);
}

export async function returnByCode(code: string): Promise<void> {
  const now = door.get();
  if (now.state === 'shut') await returned({ code, returnKey: now.session.returnKey });
}

export async function returnByPasskey(): Promise<void> {
  const now = door.get();
  if (now.state !== 'shut') return;
  const { options } = await post<{ options: unknown }>('/api/sign-in/passkey/options', { login: now.session.member.login }, { session: false });
  await returned(await usePasskey(options));
}

export async function stepUpByCode(code: string): Promise<void> {
  await post('/api/session/step-up', { code }, { stepUp: false });
}

export async function stepUpByPasskey(): Promise<void> {
  const now = door.get();
  const login = now.state === 'open' ? now.session.member.login : undefined;
  const { options } = await post<{ options: unknown }>('/api/sign-in/passkey/options', login ? { login } : {}, { session: false });
  const { credential } = await usePasskey(options);
  await post('/api/session/step-up', { credential }, { stepUp: false });
}

export async function signOut(): Promise<void> {
  const now = door.get();
  leave();
  if (now.state !== 'out') await passThrough(now.session.token, now.address, '/api/session', undefined, 'DELETE').catch(() => undefined);
}
