// Who is a member and which keys exist: the keyring's acts, opened with the label key, judged by their signatures.
import { CLASSES, json, payloadSignedBy } from "./format.mjs";
import { CannotOpen, boxOpen, derive, hex, sha256, xwingPublicKey } from "./primitives.mjs";

const b64 = (text) => Buffer.from(text ?? "", "base64url");
const NAMES = new Set(["index", ...Object.values(CLASSES)]);

/** items: {id, label, payload}. Rules as in docs/format.md, "Keyring". */
export function foldKeyring(practice, rootKey, items) {
  const byId = new Map(items.map((each) => [each.id, each]));
  const fold = {
    members: new Map(), invitations: new Map(), epochs: new Map(), boxes: [], removals: new Map(),
    measures: new Map(), dayKeys: new Map(), profile: null, notFolded: [],
  };
  const named = (item, by, key) => payloadSignedBy(item.payload, practice, by, key);
  const byKit = (item) => named(item, "kit", rootKey);
  const author = (item) => fold.members.get(item.payload.header.author);
  const byMember = (item) => {
    const who = author(item);
    return Boolean(who) && named(item, `member:${who.id}`, who.signingKey);
  };
  const bySteward = (item) => byMember(item) && author(item).steward;
  const ancestors = (item) => {
    const found = new Set();
    const next = [...(item.payload.header.heads ?? [])];
    while (next.length > 0) {
      const id = next.pop();
      if (found.has(id)) continue;
      found.add(id);
      next.push(...(byId.get(id)?.payload.header.heads ?? []));
    }
    return found;
  };
  const voided = (item) => [...fold.removals.values()].some((removal) =>
    !removal.undone && removal.member === item.payload.header.author && !ancestors(byId.get(removal.id)).has(item.id));
  const byActive = (item) => byMember(item) && !voided(item);

  const take = {
    invitation(item, act) {
      if ((bySteward(item) || byKit(item)) && !fold.invitations.has(act.invitation)) {
        fold.invitations.set(act.invitation, { ...act, item });
      }
    },
    member(item, act) {
      const invited = act.invitation && fold.invitations.get(act.invitation);
      const here = invited && invited.member === act.member && invited.role === act.role &&
        invited.steward === act.steward &&
        named(item, `invitation:${act.invitation}`, b64(invited.codeKey)) &&
        named(item, `member:${act.member}`, b64(act.signingKey));
      if ((byKit(item) || here) && !fold.members.has(act.member)) {
        fold.members.set(act.member, {
          id: act.member, family: act.name.family, given: act.name.given, role: act.role, profession: act.profession,
          steward: act.steward, state: "active", since: item.label.at, signingKey: b64(act.signingKey),
        });
      }
    },
    removal(item, act) {
      if ((byKit(item) || bySteward(item)) && fold.members.has(act.member)) {
        fold.removals.set(item.id, {
          id: item.id, member: act.member, by: item.payload.header.author, at: item.label.at, undone: false,
        });
      }
    },
    restore(item, act) {
      const removal = fold.removals.get(act.removal);
      const by = item.payload.header.author;
      if (removal && (byKit(item) || byActive(item)) && by !== removal.member && by !== removal.by) removal.undone = true;
    },
    practice(item, act) {
      if (byKit(item) || (bySteward(item) && !voided(item))) fold.profile = act;
    },
    epoch(item, act) {
      if (!byKit(item) && !byActive(item)) return;
      if (act.epoch !== hex(sha256(b64(act.publicKey)).subarray(0, 16))) return;
      if (!fold.epochs.has(act.epoch)) fold.epochs.set(act.epoch, { class: act.clazz, publicKey: b64(act.publicKey) });
      fold.boxes.push(...act.boxes);
    },
    grant(item, act) {
      if (byKit(item) || byActive(item)) fold.boxes.push(...act.boxes);
    },
    measure(item, act) {
      const byReplica = !item.payload.header.author;
      if (act.action === "freeze" && (byReplica || byActive(item))) {
        fold.measures.set(act.id, { ...act, since: item.label.at });
      } else if (act.action === "lift" && !byReplica && byActive(item) && item.payload.header.author !== act.member) {
        lifted.add(act.id);
      }
    },
    "day-key"(item, act) { fold.dayKeys.set(act.id, { day: act.day, key: b64(act.key) }); },
    kit() {},
  };

  const lifted = new Set();
  const ordered = inOrder(items, byId);
  const pass = (...operations) => ordered.filter((each) => operations.includes(each.payload.header.op)).forEach(fit);
  const fit = (item) => {
    try {
      const how = Object.hasOwn(take, item.payload.header.op) && take[item.payload.header.op];
      if (how) how(item, json(item.payload)); else fold.notFolded.push(item.id);
    } catch {
      fold.notFolded.push(item.id);
    }
  };
  pass("invitation", "member");
  pass("removal");
  pass("restore");
  for (const [id, invitation] of fold.invitations) {
    if (voided(invitation.item)) { fold.invitations.delete(id); fold.members.delete(invitation.member); }
  }
  const done = new Set(["invitation", "member", "removal", "restore"]);
  ordered.filter((each) => !done.has(each.payload.header.op)).forEach(fit);
  lifted.forEach((id) => fold.measures.delete(id));
  for (const removal of fold.removals.values()) {
    const member = fold.members.get(removal.member);
    if (!removal.undone && member) Object.assign(member, { state: "departed", since: removal.at });
  }
  for (const measure of fold.measures.values()) {
    const member = fold.members.get(measure.member);
    if (member?.state === "active") Object.assign(member, { state: "frozen", since: measure.since });
  }
  return fold;
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

/** What is sealed to the kit: the index key, and the secret of each epoch, checked against its public key. */
export function openForKit(fold, kit, practice, report) {
  const secrets = new Map();
  let index = null;
  for (const box of fold.boxes) {
    if (box.to !== practice || !NAMES.has(box.clazz)) continue;
    try {
      const purpose = box.clazz === "index" ? "carnet/1/box/index" : `carnet/1/box/${box.clazz}/${box.epoch}`;
      const secret = boxOpen(kit.kem, purpose, Buffer.from(practice, "hex"), b64(box.sealed));
      if (box.clazz === "index") {
        index ??= secret;
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
  return { index, secrets };
}
