// C2SP signed notes: checkpoints of logs, and cosignatures of replicas that hold them.
import { Malformed } from "./format.mjs";
import { sha256, signedBy } from "./primitives.mjs";

const LOG = 0x01;
const COSIGNATURE = 0x04;
const utf8 = (text) => Buffer.from(text, "utf8");

export function readCheckpoint(note) {
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) throw new Malformed("a signed note has a blank line before its signatures");
  const text = note.slice(0, split + 1);
  const lines = text.split("\n").slice(0, -1);
  if (lines.length !== 3 || !/^(0|[1-9][0-9]{0,15})$/.test(lines[1])) {
    throw new Malformed("a checkpoint is three lines: origin, size, root");
  }
  const signatures = note.slice(split + 2).split("\n").slice(0, -1).map((line) => {
    const found = /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line);
    if (!found) throw new Malformed("a signature line is a dash, a name and base64");
    const bytes = Buffer.from(found[2], "base64");
    return { name: found[1], keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
  });
  return { text, origin: lines[0], size: Number(lines[1]), root: Buffer.from(lines[2], "base64"), signatures };
}

const keyId = (name, type, publicKey) => sha256(utf8(`${name}\n`), Buffer.from([type]), publicKey).subarray(0, 4);

const of = (checkpoint, name, type, publicKey) =>
  checkpoint.signatures.filter((each) => each.name === name && each.keyId.equals(keyId(name, type, publicKey)));

/** Whether its own log signed it. */
export function signedByLog(checkpoint, publicKey) {
  const found = of(checkpoint, checkpoint.origin, LOG, publicKey);
  return found.length > 0 && found.every((each) => signedBy(publicKey, utf8(checkpoint.text), each.signature));
}

/** When a replica cosigned it: a date; null where it did not, false where a cosignature of it is wrong. */
export function cosignedBy(checkpoint, name, publicKey) {
  let newest = null;
  for (const { signature } of of(checkpoint, name, COSIGNATURE, publicKey)) {
    if (signature.length !== 72) return false;
    const time = signature.readBigUInt64BE(0);
    const message = utf8(`cosignature/v1\ntime ${time}\n${checkpoint.text}`);
    if (!signedBy(publicKey, message, signature.subarray(8))) return false;
    if (newest === null || time > newest) newest = time;
  }
  return newest === null ? null : new Date(Number(newest) * 1000);
}
