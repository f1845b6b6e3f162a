import { state } from './state';
import type { Status } from './types';

/**
 * The replicas this app may work with, best first. The app never changes origin: it is cached at its home address and
 * calls the others from there. An address is changed only when the one in use does not answer.
 */
const remembered = 'carnet.replicas';

export interface Reach {
  /** '' is the app's own origin. */
  readonly address: string;
  readonly answers: boolean;
  readonly since: number;
  readonly status: Status | undefined;
}

export const reach = state<Reach>({ address: '', answers: true, since: Date.now(), status: undefined });

export const full = (address: string, path: string): string => (address || location.origin) + path;

function known(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(remembered) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

const ordered = (): string[] => {
  const here = reach.get().address;
  return [...new Set([here, '', ...known()])];
};

async function ask(address: string): Promise<Status | undefined> {
  try {
    const answer = await fetch(full(address, '/api/status'), { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(3000) });
    return answer.ok ? ((await answer.json()) as Status) : undefined;
  } catch {
    return undefined;
  }
}

let looking: Promise<Reach> | undefined;

/** Asks the replica in use, then the others in order; all callers share one look. */
export const look = (): Promise<Reach> =>
  (looking ??= search().finally(() => {
    looking = undefined;
  }));

async function search(): Promise<Reach> {
  const before = reach.get();
  for (const address of ordered()) {
    const status = await ask(address);
    if (!status) continue;
    const peers = status.peers.map((peer) => peer.address).filter((one) => one && one !== location.origin);
    if (peers.length > 0) localStorage.setItem(remembered, JSON.stringify(peers));
    const found = { address, answers: true, since: before.answers && before.address === address ? before.since : Date.now(), status };
    reach.set(found);
    return found;
  }
  const lost = { ...before, answers: false, since: before.answers ? Date.now() : before.since };
  reach.set(lost);
  return lost;
}
