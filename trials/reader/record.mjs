// Sealed entries: their labels, the keys of their bodies, and a patient's chart.
import { CLASSES, openBody, readBody, unbox } from "./format.mjs";
import { CannotOpen, derive, hex, hmac, sha256 } from "./primitives.mjs";

export const SUBJECTS = { patient: 1, month: 2, member: 3, practice: 4 };
export const subjectOf = (index, what, id) => hmac(index, Buffer.from([SUBJECTS[what]]), id);

/** The 16 bytes of a patient's id: 32 hex digits, with or without hyphens. */
export function patientBytes(text) {
  const digits = text.replace(/-/g, "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) throw new Error("a patient's id is 32 hex digits");
  return Buffer.from(digits, "hex");
}

/** Opens one sealed entry; what only named persons can read says so. keys: {secrets, bodies, kit}. */
export function openRecord(entry, label, { secrets, bodies, kit }, find) {
  const body = readBody(entry);
  const secret = secrets.get(label.epoch);
  const epochSeed = secret && derive(secret, "carnet/1/kem");
  const toClass = (sealed) => {
    const key = epochSeed && unbox(sealed, label.epoch, epochSeed);
    if (key) return key;
    const persons = sealed.stanzas.filter((each) => each.to && each.to !== label.epoch).length;
    throw new CannotOpen(persons > 0 ? `sealed to ${persons} persons and not to this kit` : "no key of its class is here");
  };
  const held = () => {
    if (!secret) throw new CannotOpen(`no secret of epoch ${label.epoch} is here`);
    return secret;
  };
  switch (label.sealing) {
    case "subject-key": return openBody(derive(held(), "carnet/1/subject", label.subject), entry, body);
    case "random-key":
      return openBody(bodies.get(entry.id) ?? unbox(body, kit.id, kit.kem) ?? toClass(body), entry, body);
    case "drop-key": {
      const id = body.stanzas.find((each) => each.drop)?.drop;
      const drop = id && find(id);
      if (!drop) throw new CannotOpen("its drop entry is not in this copy");
      return openBody(derive(toClass(readBody(drop)), "carnet/1/subject", label.subject), entry, body);
    }
    default: throw new CannotOpen(`sealing ${label.sealing} opens with another entry's key`);
  }
}

/** A put whose paper is kept in chunks, with the paper where it was. */
export function withChunks(payload, find) {
  const { chunks, chunkKey, chunkHash, chunksAt } = payload.header;
  if (!chunks) return payload;
  const pieces = chunks.split(" ").map((id) => {
    const entry = find(id);
    if (!entry?.body) throw new CannotOpen(`chunk ${id} is not in this copy`);
    return openBody(Buffer.from(chunkKey, "hex"), entry).content;
  });
  const paper = Buffer.concat(pieces);
  if (hex(sha256(paper)) !== chunkHash) throw new CannotOpen("the chunks are not what was named");
  const at = Number(chunksAt);
  const content = Buffer.concat([payload.content.subarray(0, at), Buffer.from(paper.toString("base64")), payload.content.subarray(at)]);
  return { ...payload, content };
}

/** One line of a chart: where it stands, who wrote it and what. */
export function chartLine(entry, label, payload) {
  const { op, type, id, parents, contentType, author } = payload.header;
  const text = payload.content.toString("utf8");
  let content;
  try { content = text ? JSON.parse(text) : null; } catch { content = { base64: payload.content.toString("base64") }; }
  return {
    version: entry.id, at: label.at, class: CLASSES[label.class] ?? label.class, op, type, id, author, contentType,
    parents: parents ?? [], signedBy: payload.signatures.map((each) => each.by), content,
  };
}

export { hex };
