// The primitives of format version 1, from Node's own crypto; X-Wing alone comes from @noble/post-quantum.
// Nothing here is shared with the Java server: that is the point.
import {
  createCipheriv, createDecipheriv, createHash, createHmac, createPublicKey, hkdfSync, verify,
} from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { ml_kem768_x25519 as xwing } from "@noble/post-quantum/hybrid.js";

export const ascii = (text) => Buffer.from(text, "latin1");
export const hex = (bytes) => Buffer.from(bytes).toString("hex");
export const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
/** The id of a key: of a pair by its public half, of a secret by itself. */
export const keyId = (key) => hex(sha256(key).subarray(0, 16));
export const hmac = (key, ...parts) => createHmac("sha256", key).update(Buffer.concat(parts)).digest();

/** HKDF-SHA-256, empty salt, info = purpose ‖ parameters, 32 bytes. */
export const derive = (key, purpose, ...parameters) =>
  Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), Buffer.concat([ascii(purpose), ...parameters]), 32));

export class CannotOpen extends Error {}

// --- XAES-256-GCM (C2SP): a key derived by AES-CMAC from the nonce's first half, then AES-256-GCM with its second -----

function aesBlock(key, block) {
  const aes = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
  return Buffer.concat([aes.update(block), aes.final()]);
}

function xaesKey(key, nonce) {
  const l = aesBlock(key, Buffer.alloc(16));
  const k1 = Buffer.alloc(16);
  for (let i = 0; i < 16; i++) k1[i] = (l[i] << 1) | (i < 15 ? l[i + 1] >> 7 : 0);
  if (l[0] & 0x80) k1[15] ^= 0x87;
  const half = (counter) => {
    const block = Buffer.concat([Buffer.from([0, counter]), ascii("X"), Buffer.alloc(1), nonce.subarray(0, 12)]);
    for (let i = 0; i < 16; i++) block[i] ^= k1[i];
    return aesBlock(key, block);
  };
  return Buffer.concat([half(1), half(2)]);
}

export function gcmOpen(key, nonce, sealed, associated) {
  if (sealed.length < 16) throw new CannotOpen("shorter than its tag");
  const gcm = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
  gcm.setAAD(associated);
  gcm.setAuthTag(sealed.subarray(sealed.length - 16));
  try {
    return Buffer.concat([gcm.update(sealed.subarray(0, sealed.length - 16)), gcm.final()]);
  } catch {
    throw new CannotOpen("wrong key, or changed bytes");
  }
}

/** nonce 24 ‖ ciphertext ‖ tag 16. */
export function xaesOpen(key, sealed, associated) {
  if (sealed.length < 40) throw new CannotOpen("shorter than nonce and tag");
  const nonce = sealed.subarray(0, 24);
  return gcmOpen(xaesKey(key, nonce), nonce.subarray(12), sealed.subarray(24), associated);
}

/** Only for the published vectors: this reader seals nothing. */
export function xaesSeal(key, nonce, plain, associated) {
  const gcm = createCipheriv("aes-256-gcm", xaesKey(key, nonce), nonce.subarray(12), { authTagLength: 16 });
  gcm.setAAD(associated);
  return Buffer.concat([gcm.update(plain), gcm.final(), gcm.getAuthTag()]);
}

// --- HPKE base mode (RFC 9180): KEM 0x647a X-Wing, KDF 1 HKDF-SHA-256, AEAD 2 AES-256-GCM, one message -------------

const suite = (aead) => Buffer.concat([ascii("HPKE"), Buffer.from([0x64, 0x7a, 0, 1, 0, aead])]);
const extract = (id, label, material) => hmac(Buffer.alloc(32), ascii("HPKE-v1"), id, ascii(label), material);

function expand(id, key, label, info, size) {
  const labelled = Buffer.concat([Buffer.from([size >> 8, size & 255]), ascii("HPKE-v1"), id, ascii(label), info]);
  return hmac(key, labelled, Buffer.from([1])).subarray(0, size); // one block is enough for 32 bytes
}

/** Key and nonce of the first message. */
export function hpkeSchedule(shared, info, aead = 2) {
  const id = suite(aead);
  const context = Buffer.concat([
    Buffer.from([0]), extract(id, "psk_id_hash", Buffer.alloc(0)), extract(id, "info_hash", info),
  ]);
  const secret = hmac(shared, ascii("HPKE-v1"), id, ascii("secret")); // LabeledExtract(shared, "secret", no psk)
  return { key: expand(id, secret, "key", context, 32), nonce: expand(id, secret, "base_nonce", context, 12) };
}

export const xwingShared = (seed, encapsulation) => Buffer.from(xwing.decapsulate(encapsulation, seed));
export const xwingPublicKey = (seed) => Buffer.from(xwing.keygen(seed).publicKey);

/** encapsulation 1,120 ‖ sealed key 48, opened by a 32-byte seed. */
export function boxOpen(seed, purpose, associated, box) {
  if (box.length !== 1168) throw new CannotOpen(`a sealed key has 1168 bytes, not ${box.length}`);
  const { key, nonce } = hpkeSchedule(xwingShared(seed, box.subarray(0, 1120)), ascii(purpose));
  return gcmOpen(key, nonce, box.subarray(1120), associated);
}

// --- Ed25519 ----------------------------------------------------------------------------------------------------

export function signedBy(publicKey, message, signature) {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const key = createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") }, format: "jwk",
    });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** The Ed25519 public key of a 32-byte seed. */
export async function publicKeyOf(seed) {
  const { createPrivateKey } = await import("node:crypto");
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const jwk = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" })).export({ format: "jwk" });
  return Buffer.from(jwk.x, "base64url");
}

/** Raw DEFLATE, with what follows it ignored; never more than was promised. */
export function inflate(bytes, size) {
  if (size === 0) return Buffer.alloc(0);
  try {
    const out = inflateRawSync(bytes, { maxOutputLength: size });
    if (out.length !== size) throw new CannotOpen("the payload is cut");
    return out;
  } catch (wrong) {
    throw wrong instanceof CannotOpen ? wrong : new CannotOpen("the payload does not inflate");
  }
}
