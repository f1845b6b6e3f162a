// Format version 1: bytes to values. docs/format.md is the text beside this code.
import { CannotOpen, ascii, boxOpen, derive, hex, inflate, sha256, signedBy, xaesOpen } from "./primitives.mjs";

export const KINDS = { 1: "sealed", 2: "trace", 3: "keyring", 4: "door", 5: "authority" };
export const CLASSES = {
  1: "identity", 2: "agenda", 3: "accounts", 4: "history", 5: "treatment", 6: "notes", 7: "audit",
};
export const SEALINGS = ["subject-key", "drop-key", "random-key", "chunk"];
const ENVELOPE = 48;
const MOST_BODY = 1 << 21;
const MOST_PAYLOAD = 1 << 20;

export class Malformed extends Error {}

/** The entry at an offset, and where the next begins. */
export function readEntry(bytes, at) {
  const need = (size) => {
    if (at + size > bytes.length) throw new Malformed("an entry ends before its end");
  };
  need(ENVELOPE + 1);
  const envelope = bytes.subarray(at, at + ENVELOPE);
  if (envelope[0] !== 1) throw new Malformed(`version ${envelope[0]} of an entry is unknown`);
  const kind = KINDS[envelope[1]];
  if (!kind) throw new Malformed(`kind ${envelope[1]} is unknown`);
  const sequence = Number(envelope.readBigUInt64BE(34));
  const labelSize = envelope.readUInt16BE(42);
  const bodySize = envelope.readUInt32BE(44);
  if (bodySize > MOST_BODY) throw new Malformed(`a body of ${bodySize} bytes is over ${MOST_BODY}`);
  const flag = bytes[at + ENVELOPE];
  if (flag > 1) throw new Malformed(`the flag of an entry is 0 or 1, not ${flag}`);
  const rest = flag ? 32 : bodySize;
  need(ENVELOPE + 1 + labelSize + rest);
  const labelAt = at + ENVELOPE + 1;
  const label = bytes.subarray(labelAt, labelAt + labelSize);
  const tail = bytes.subarray(labelAt + labelSize, labelAt + labelSize + rest);
  const bodyHash = flag ? tail : sha256(tail);
  const labelHash = sha256(label);
  return {
    entry: {
      kind, sequence, label,
      practice: hex(envelope.subarray(2, 18)), writer: hex(envelope.subarray(18, 34)),
      body: flag ? null : tail,
      id: hex(sha256(Buffer.from([2]), labelHash, bodyHash)),
      leaf: sha256(Buffer.from([0]), envelope, labelHash, bodyHash),
    },
    next: labelAt + labelSize + rest,
  };
}

// --- Payload ----------------------------------------------------------------------------------------------------

export function readPayload(bytes) {
  const part = (at) => {
    if (at + 4 > bytes.length) throw new Malformed("a payload ends early");
    const size = bytes.readUInt32BE(at);
    if (at + 4 + size > bytes.length) throw new Malformed("a payload ends early");
    return bytes.subarray(at + 4, at + 4 + size);
  };
  const header = part(0);
  const content = part(4 + header.length);
  const signed = bytes.subarray(0, 8 + header.length + content.length);
  const payload = {
    header: asciiJson(header), content, signed, signatures: asciiJson(bytes.subarray(signed.length)),
  };
  if (typeof payload.header.op !== "string" || !Array.isArray(payload.signatures)) {
    throw new Malformed("a payload without operation or signature block");
  }
  return payload;
}

function asciiJson(bytes) {
  if (bytes.some((each) => each > 127)) throw new Malformed("JSON that is not ASCII");
  try {
    return JSON.parse(bytes.toString("latin1"));
  } catch {
    throw new Malformed("JSON that cannot be read");
  }
}

export const json = (payload) => {
  try {
    return JSON.parse(payload.content.toString("utf8"));
  } catch {
    throw new Malformed("content that is not JSON");
  }
};

/** Whether a signature of that name is there and each of that name holds. */
export function payloadSignedBy(payload, practice, by, publicKey) {
  const message = Buffer.concat([ascii("carnet/1/payload"), Buffer.from(practice, "hex"), payload.signed]);
  const named = payload.signatures.filter((each) => each.by === by);
  return named.length > 0 &&
    named.every((each) => signedBy(publicKey, message, Buffer.from(each.ed25519 ?? "", "base64")));
}

// --- Label and body ---------------------------------------------------------------------------------------------

export function openLabel(labelKeys, entry) {
  if (entry.label.length !== 176) throw new CannotOpen(`a label has 176 bytes, not ${entry.label.length}`);
  const key = labelKeys.get(hex(entry.label.subarray(0, 8)));
  if (!key) throw new CannotOpen("sealed under a label key that is not here");
  const associated = Buffer.concat([ascii("carnet/1/label"), Buffer.from(entry.practice, "hex")]);
  const plain = xaesOpen(key, entry.label.subarray(8), associated);
  const clock = plain.readBigUInt64BE(0);
  return {
    clock, at: new Date(Number(clock >> 16n)).toISOString(), class: plain[8],
    owner: hex(plain.subarray(9, 25)), epoch: hex(plain.subarray(25, 41)), subject: plain.subarray(41, 73),
    author: hex(plain.subarray(73, 89)), sealing: SEALINGS[plain[89]],
  };
}

export function readBody(entry) {
  if (!entry.body) throw new CannotOpen("the entry was erased");
  const body = entry.body;
  const stanzas = [];
  let at = 1;
  for (let left = body[0]; left > 0; left--) {
    const type = body[at++];
    if (type === 1) {
      stanzas.push({ to: hex(body.subarray(at, at + 16)), box: body.subarray(at + 16, at + 1184) });
      at += 1184;
    } else if (type === 2) {
      stanzas.push({ drop: hex(body.subarray(at, at + 32)) });
      at += 32;
    } else {
      throw new CannotOpen(`stanza ${type} is unknown`);
    }
  }
  if (body.length < at + 32 + 40) throw new CannotOpen("the body is cut");
  return { stanzas, commitment: body.subarray(at, at + 32), sealed: body.subarray(at + 32) };
}

/** The payload of an entry under its body's key. */
export function openBody(key, entry, body = readBody(entry)) {
  if (!derive(key, "carnet/1/commit").equals(body.commitment)) throw new CannotOpen("another key was committed to");
  const associated = Buffer.concat([ascii("carnet/1/body"), Buffer.from(entry.practice, "hex"), sha256(entry.label)]);
  const plain = xaesOpen(key, body.sealed, associated);
  if (plain[0] !== 0) throw new CannotOpen(`dictionary ${plain[0]} is unknown`);
  const size = plain.readUInt32BE(1);
  if (size > MOST_PAYLOAD) throw new CannotOpen(`a payload of ${size} bytes`);
  return readPayload(inflate(plain.subarray(5), size));
}

/** The key that a stanza seals to one recipient; undefined where none does. */
export function unbox(body, recipient, seed) {
  const found = body.stanzas.find((each) => each.to === recipient);
  return found && boxOpen(seed, "carnet/1/body-key", Buffer.from(recipient, "hex"), found.box);
}
