// Who may write: folded from the authority entries, which are clear and signed. docs/format.md, "Authority".
import { Malformed, json, payloadSignedBy, readPayload } from "./format.mjs";
import { ascii, hex, sha256 } from "./primitives.mjs";

const KIT = "kit";
const bytes = (text) => Buffer.from(text ?? "", "hex");
const idOf = (encoded) => hex(sha256(Buffer.from([2]), sha256(Buffer.alloc(0)), sha256(encoded)));
export const practiceOf = (root) => hex(sha256(ascii("carnet/1/practice"), root).subarray(0, 16));
const nameOf = (key) => hex(sha256(key).subarray(0, 16));

/** All acts in these bodies, those embedded in certificates too, by entry id. */
export function collectActs(bodies, unreadable = () => {}) {
  const acts = new Map();
  const take = (encoded) => {
    const payload = readPayload(encoded);
    const id = idOf(encoded);
    if (acts.has(id)) return;
    const act = json(payload);
    if (payload.header.op === "writer") act.chain.forEach((each) => take(Buffer.from(each, "base64")));
    acts.set(id, { id, op: payload.header.op, act, payload });
  };
  for (const body of bodies) {
    try { take(body); } catch (wrong) { unreadable(wrong); }
  }
  return [...acts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function foldAuthority(practice, acts) {
  const taken = new Map(); // key hex → ids that stand
  const applied = new Set();
  const checked = new Map();
  let powers; // name → [{by, key, given, distance}]
  let valid;

  const signedUnder = (act, by, key) => {
    const known = `${act.id} ${by} ${key}`;
    if (!checked.has(known)) checked.set(known, payloadSignedBy(act.payload, practice, by, bytes(key)));
    return checked.get(known);
  };
  const standsFor = (power, id) => !taken.has(power.key) || taken.get(power.key).has(id);
  const stands = (power, act) => standsFor(power, act.id);
  const signers = (act) => [...new Set(act.payload.signatures.map((each) => each.by))]
    .flatMap((by) => powers.get(by) ?? [])
    .filter((power) => stands(power, act) && signedUnder(act, power.by, power.key));
  const inCharge = (power) => power.by === KIT || power.by.startsWith("member:");
  const byCharge = (act) => signers(act).some(inCharge);
  const isFull = (power) => power.given.op === "replica" && power.given.act.role === "full";
  const add = (power) => powers.set(power.by, [...(powers.get(power.by) ?? []), power]);
  const kitKeys = () => [...new Set((powers.get(KIT) ?? []).map((each) => each.key))];

  function give() {
    powers = new Map();
    valid = new Set();
    for (const act of acts) {
      if (act.op === "found" && practiceOf(bytes(act.act.root)) === practice && signedUnder(act, KIT, act.act.root)) {
        add({ by: KIT, key: act.act.root, given: act, distance: 0 });
        valid.add(act);
      }
    }
    for (const act of applied) {
      if (act.op === "kit") add({ by: KIT, key: act.act.key, given: act, distance: 0 });
    }
    for (let distance = 1; ; distance++) {
      const round = [];
      for (const act of acts) {
        if (valid.has(act) || !(act.op === "steward" || act.op === "replica") || !byCharge(act)) continue;
        if (act.op === "replica" && act.act.replica !== nameOf(bytes(act.act.key))) continue;
        const by = act.op === "steward" ? `member:${act.act.member}` : `replica:${act.act.replica}`;
        round.push({ by, key: act.act.key, given: act, distance });
      }
      if (round.length === 0) break;
      round.forEach((power) => { valid.add(power.given); add(power); });
    }
  }

  function rank(act) {
    const who = signers(act);
    if (act.op === "kit" && !kitKeys().includes(act.act.key)) {
      if (new Set(who.filter((each) => each.by.startsWith("member:")).map((each) => each.by)).size >= 2) return -1;
      if (who.some((each) => each.by === KIT)) return 0;
    }
    if (act.op === "revoke" && act.act.steward) {
      return Math.min(Infinity, ...who.filter(inCharge).map((each) => each.distance));
    }
    return Infinity;
  }

  const take = (key, keep) =>
    taken.set(key, new Set(keep.filter((id) => !taken.has(key) || taken.get(key).has(id))));

  give();
  for (;;) {
    const next = acts.filter((act) => !applied.has(act) && rank(act) < Infinity)
      .reduce((best, act) => (best && rank(best) <= rank(act) ? best : act), undefined);
    if (!next) break;
    if (next.op === "kit") kitKeys().forEach((old) => take(old, next.act.keep));
    else take(next.act.key, next.act.keep);
    applied.add(next);
    give();
  }

  const writers = new Map();
  for (const act of acts.filter((each) => each.op === "writer")) {
    const replica = act.act.replica;
    if (signers(act).some((each) => isFull(each) && each.by === `replica:${replica}`)) {
      const writer = nameOf(bytes(act.act.writer));
      if (!writers.has(writer)) writers.set(writer, { key: bytes(act.act.writer), replica, limit: Infinity });
    }
  }
  const replaced = new Set([...valid].flatMap((each) => each.payload.header.parents ?? []));
  const replicas = new Map();
  for (const act of valid) {
    if (act.op === "replica" && !replaced.has(act.id)) {
      replicas.set(act.act.replica, { ...act.act, key: bytes(act.act.key), cosigner: `carnet/replica/${act.act.replica}` });
    }
  }
  const everReplicas = new Map(replicas);
  const erased = new Set();
  for (const act of acts) {
    if (act.op === "close") {
      const writer = writers.get(act.act.writer);
      const may = signers(act).some((each) =>
        inCharge(each) || (writer && isFull(each) && each.by === `replica:${writer.replica}`));
      if (may && writer) writer.limit = Math.min(writer.limit, act.act.size);
    } else if (act.op === "revoke" && act.act.replica && byCharge(act)) {
      replicas.delete(act.act.replica);
      for (const [id, writer] of writers) {
        if (writer.replica === act.act.replica) writer.limit = Math.min(writer.limit, act.act.sizes[id] ?? 0);
      }
    } else if (act.op === "erase" && signers(act).some((each) => inCharge(each) || isFull(each))) {
      act.act.entries.forEach((id) => erased.add(id));
    }
  }
  const kitKey = kitKeys().find((key) => !taken.has(key));
  const kits = acts.filter((act) => act.op === "kit" && act.act.key === kitKey && (applied.has(act) || byCharge(act)));
  const root = [...valid].find((act) => act.op === "found")?.act.root;
  if (!root) throw new Malformed("no act founds this practice: the copy lacks entry 0 of every log, or is another's");
  return {
    kitKey, writers, replicas, everReplicas, erased,
    /** Whether a kit's signature on an entry of any kind counts. */
    kitSigned: (id, payload) => (powers.get(KIT) ?? [])
      .some((power) => standsFor(power, id) && payloadSignedBy(payload, practice, KIT, bytes(power.key))),
    sealedLabelKeys: kits.map((act) => Buffer.from(act.act.sealed, "base64")),
  };
}
