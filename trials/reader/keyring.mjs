// Who is a member and which keys exist: the keyring's acts, opened with the label key, judged by their signatures.
import { CLASSES, json, payloadSignedBy } from "./format.mjs";
import { MEMBERSHIP, foldMembership } from "./membership.mjs";
import { CannotOpen, boxOpen, derive, keyId, xwingPublicKey } from "./primitives.mjs";

const b64 = (text) => Buffer.from(text ?? "", "base64url");
const NAMES = new Set(["index", "body", ...Object.values(CLASSES)]);

/** items: {id, label, payload}. Rules as in docs/format.md, "Keyring". */
export function foldKeyring(practice, authority, items) {
  const byId = new Map(items.map((each) => [each.id, each]));
  const ordered = inOrder(items, byId);
  const known = new Map();
  const before = (item) => {
    if (!known.has(item.id)) known.set(item.id, ancestors(item, byId));
    return known.get(item.id);
  };
  const named = (item, by, key) => payloadSignedBy(item.payload, practice, by, key);
  const kit = (item) => authority.kitSigned(item.id, item.payload);
  const here = foldMembership(ordered, { kit, named, before });
  const fold = {
    members: here.members, removals: here.departures, epochs: new Map(), boxes: [], measures: new Map(),
    exports: new Map(), admissions: new Map(), dismissals: [], dayKeys: new Map(), profile: null, notFolded: here.notFolded,
  };
  const counts = (item) => kit(item) || here.counts(item);

  const take = {
    practice(item, act) {
      if (kit(item) || here.bySteward(item)) fold.profile = act;
    },
    epoch(item, act) {
      if (!counts(item) || act.epoch !== keyId(b64(act.publicKey))) return;
      if (!fold.epochs.has(act.epoch)) fold.epochs.set(act.epoch, { class: act.clazz, publicKey: b64(act.publicKey) });
      fold.boxes.push(...act.boxes);
    },
    grant(item, act) {
      if (counts(item)) fold.boxes.push(...act.boxes);
    },
    measure(item, act) {
      const byReplica = !item.payload.header.author;
      if (act.action === "freeze" && (byReplica || counts(item))) {
        fold.measures.set(item.id, { ...act, since: item.label.at });
        froze.push({ id: item.id, member: act.member });
      } else if (act.action === "lift" && !byReplica && counts(item) && item.payload.header.author !== act.member) {
        lifted.add(`${act.id} ${act.member}`);
      }
    },
    export(item, act) {
      if (here.signed(item)) asked.push({ item, what: { reason: act.reason } });
    },
    admission(item, act) {
      if (here.signed(item) && here.steward(item)) {
        asked.push({ item, what: { server: keyId(b64(act.key)), name: act.name, addresses: act.addresses } });
      }
    },
    dismissal(item, act) {
      if (here.bySteward(item) && here.ofADay(item)) fold.dismissals.push({ server: act.replica, name: act.name, by: item.payload.header.author });
    },
    "day-key"(item, act) { fold.dayKeys.set(act.id, { day: act.day, key: b64(act.key) }); },
    kit() {}, // its public key, which the kit in hand has itself
  };

  const lifted = new Set();
  const froze = []; // freezes, whether lifted since or not
  const asked = []; // exports, and admissions of servers
  for (const item of ordered) {
    const op = item.payload.header.op;
    if (MEMBERSHIP.includes(op)) continue;
    try {
      if (Object.hasOwn(take, op)) take[op](item, json(item.payload)); else fold.notFolded.push(item.id);
    } catch {
      fold.notFolded.push(item.id);
    }
  }
  fold.measures.forEach((each, entry) => lifted.has(`${each.id} ${each.member}`) && fold.measures.delete(entry));
  for (const removal of fold.removals.values()) {
    const member = fold.members.get(removal.member);
    if (removal.stands && member) Object.assign(member, { state: "departed", since: removal.at });
  }
  for (const measure of fold.measures.values()) {
    const member = fold.members.get(measure.member);
    if (!measure.device && member?.state === "active") Object.assign(member, { state: "frozen", since: measure.since });
  }
  for (const { item, what } of asked) {
    const kind = what.server ? fold.admissions : fold.exports;
    kind.set(item.id, request(item, what, { fold, here, counts, before, froze }));
  }
  return fold;
}

const DAY = 24 * 3600 * 1000;
const ms = (item) => Number(item.label.clock >> 16n);

/** docs/format.md, "What takes two": from when on it is granted, for a day. */
function request(item, what, { fold, here, counts, before, froze }) {
  const by = item.payload.header.author;
  const mayAccept = (who, at) => who !== by && fold.members.get(who)?.state === "active" &&
    here.keyOfADay(who, fold.members.get(who).signingKey, at);
  const gone = (who) => [...fold.removals.values()].some((each) =>
    each.stands && each.member === who && ms(item) - Date.parse(each.at) >= DAY);
  const young = (who) => Boolean(what.server) && !here.wasHere(who, ms(item));
  const alone = ms(item) + ([...fold.members.keys()].every((who) => who === by || gone(who) || young(who)) ? 0 : DAY);
  const second = (here.said.second.get(item.id) ?? []).find((each) =>
    counts(each) && here.ofADay(item) && mayAccept(each.payload.header.author, ms(each)) && ms(each) < alone);
  const refusal = (here.said.refusal.get(item.id) ?? []).find(counts);
  const replaced = [...froze, ...here.returned].some((each) => each.member === by && !before(item).has(each.id));
  return {
    by, ...what, from: second ? ms(second) : alone,
    second: second?.payload.header.author, refusedBy: refusal?.payload.header.author,
    void: fold.members.get(by)?.state !== "active" || !counts(item) || replaced ||
      fold.dismissals.some((each) => each.server === what.server),
  };
}

function ancestors(item, byId) {
  const found = new Set();
  const next = [...(item.payload.header.heads ?? [])];
  while (next.length > 0) {
    const id = next.pop();
    if (found.has(id)) continue;
    found.add(id);
    next.push(...(byId.get(id)?.payload.header.heads ?? []));
  }
  return found;
}

/** What an act names as heads comes before it; else by clock, then id. */
function inOrder(items, byId) {
  const sorted = [...items].sort((a, b) =>
    a.label.clock < b.label.clock ? -1 : a.label.clock > b.label.clock ? 1 : a.id < b.id ? -1 : 1);
  const out = [];
  const done = new Set();
  for (const first of sorted) {
    const stack = [first];
    const opened = new Set();
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (!opened.has(top.id)) {
        opened.add(top.id);
        for (const head of top.payload.header.heads ?? []) {
          const before = byId.get(head);
          if (before && !done.has(head) && !opened.has(head)) stack.push(before);
        }
      } else {
        stack.pop();
        if (!done.has(top.id)) { done.add(top.id); out.push(top); }
      }
    }
  }
  return out;
}

/**
 * What is sealed to the kit: the index key, the secret of each epoch, checked against its public key, and the keys of
 * single bodies older than this kit.
 */
export function openForKit(fold, kit, report) {
  const secrets = new Map();
  const bodies = new Map();
  let index = null;
  for (const box of fold.boxes) {
    if (box.to !== kit.id || !NAMES.has(box.clazz)) continue;
    try {
      const purpose = { index: "carnet/1/box/index", body: "carnet/1/body-key" }[box.clazz] ??
        `carnet/1/box/${box.clazz}/${box.epoch}`;
      const secret = boxOpen(kit.kem, purpose, Buffer.from(kit.id, "hex"), b64(box.sealed));
      if (box.clazz === "index") {
        index ??= secret;
      } else if (box.clazz === "body") {
        if (!bodies.has(box.epoch)) bodies.set(box.epoch, secret);
      } else if (fold.epochs.get(box.epoch)?.publicKey.equals(xwingPublicKey(derive(secret, "carnet/1/kem")))) {
        if (!secrets.has(box.epoch)) secrets.set(box.epoch, secret);
      } else {
        report("WRONG_KEY", `the kit's box of ${box.clazz} ${box.epoch} holds the secret of another public key`);
      }
    } catch (wrong) {
      if (!(wrong instanceof CannotOpen)) throw wrong;
      report("WRONG_KEY", `the kit's box of ${box.clazz} ${box.epoch} does not open: ${wrong.message}`);
    }
  }
  return { index, secrets, bodies };
}
