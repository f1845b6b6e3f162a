import { fromBase64url, toBase64url, utf8 } from '../api/bytes';
import { drop, keep, put, take } from '../api/shelf';

interface Sealed {
  readonly iv: string;
  readonly box: string;
}

const key = (): Promise<CryptoKey> => keep('keys', 'drafts', () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']));

/** What is being written, on this device, under a key that cannot leave the browser; a place opens only what was put there. */
export const sealed = {
  async write(place: string, value: unknown): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, await key(), utf8(JSON.stringify(value)));
    await put('drafts', place, { iv: toBase64url(iv), box: toBase64url(box) } satisfies Sealed);
  },

  async read<T>(place: string): Promise<T | undefined> {
    try {
      const kept = await take<Sealed>('drafts', place);
      if (!kept) return undefined;
      const open = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64url(kept.iv), additionalData: utf8(place) }, await key(), fromBase64url(kept.box));
      return JSON.parse(new TextDecoder().decode(open)) as T;
    } catch {
      return undefined; // another browser's key, or a shelf that was emptied
    }
  },

  drop: (place: string): Promise<void> => drop('drafts', place),
};
