export const toBase64url = (bytes: ArrayBuffer | Uint8Array): string => {
  const all = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  let text = '';
  for (const byte of all) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

/** Of a file, as it is read: a large one never becomes a string of single characters. */
export function toBase64(file: File): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => { done(String(reader.result).replace(/^[^,]*,/u, '')); };
    reader.onerror = () => { failed(new Error('the file cannot be read')); };
    reader.readAsDataURL(file);
  });
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** An id as the API wants it: 32 hex digits, made on the device so that a repeated write is the same write. */
export const newId = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
