// Codes of an authenticator: RFC 6238, SHA-1, six digits, thirty seconds. Each code serves once.
import { createHmac } from "node:crypto";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function base32(text) {
  let bits = "";
  for (const each of text.toUpperCase().replace(/[\s=-]/g, "")) bits += BASE32.indexOf(each).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((each) => parseInt(each, 2)));
}

export function code(seed, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", seed).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Gives a code that was not given before, waiting for the next step where it must. */
export function authenticator(secret, say = () => {}) {
  const seed = base32(secret);
  let last = -1;
  return async () => {
    const now = () => Math.floor(Date.now() / 30_000);
    if (now() <= last) {
      const left = (last + 1) * 30_000 - Date.now();
      say(`waits ${Math.ceil(left / 1000)} s for the next code: each serves once`);
      await new Promise((done) => setTimeout(done, left + 50));
    }
    last = now();
    return code(seed, last);
  };
}
