// Who is a member, and whose acts count: invitations, members, returns, removals. docs/format.md, "Who is here".
import { json } from "./format.mjs";

const DAY = 24 * 3600 * 1000;
const b64 = (text) => Buffer.from(text ?? "", "base64url");
const ms = (item) => Number(item.label.clock >> 16n);
export const MEMBERSHIP = ["invitation", "member", "removal", "restore", "second", "refusal"];

/** ordered: items whose heads come before them. voices: {kit(item), named(item, by, key), before(item)}. */
export function foldMembership(ordered, voices) {
  const members = new Map();
  const invitations = new Map(); // id → {act, item}
  const takenUp = new Map(); // invitation → the member act that took it up
  const freezes = []; // {item, member}
  const comebacks = new Map(); // id of the member act → {item, act, invitation, byKit}
  const said = { second: new Map(), refusal: new Map() };
  const ever = new Map(); // member → [{key, since}]: every key ever said to be hers
  const keys = new Map(); // member → [{key, from, until, letIn: {invitation, taken, second} or null where the kit vouches}]
  const notFolded = [];
  const add = (map, key, value) => map.set(key, [...(map.get(key) ?? []), value]);
  const by = (item) => item.payload.header.author;
  const steward = (item) => Boolean(members.get(by(item))?.steward);
  const signedWith = (item, key) => voices.named(item, `member:${by(item)}`, key);
  const authorOnce = (item) => (ever.get(by(item)) ?? []).some(({ key }) => signedWith(item, key));
  const ofADay = (item) => (ever.get(by(item)) ?? []).some(({ key, since }) => ms(item) - since >= DAY && signedWith(item, key));
  const keysOf = (item) => (keys.get(by(item)) ?? [])
    .filter(({ key, from, until }) => (!from || voices.before(item).has(from.id))
      && (!until || voices.before(until).has(item.id)) && signedWith(item, key));
  const vouchedFor = ({ letIn }) => !letIn || voices.kit(letIn.invitation) || invites(letIn.invitation, letIn.taken);
  const author = (item) => keysOf(item).some(vouchedFor);
  const invites = (invitation, taken) => keysOf(invitation)
    .filter(({ until }) => !until || (taken && !voices.before(taken).has(until.id))).some(vouchedFor);
  const letIn = (item) => keysOf(item).map((each) => each.letIn).filter(Boolean);
  const frozen = (invitation, taken) => freezes.some((each) => each.member === by(invitation)
    && !voices.before(invitation).has(each.item.id) && (!taken || voices.before(taken).has(each.item.id)));

  const enter = {
    invitation(item, act) {
      if ((voices.kit(item) || (steward(item) && authorOnce(item))) && !invitations.has(act.invitation)) {
        invitations.set(act.invitation, { act, item });
      }
    },
    member(item, act) {
      const invited = act.invitation ? invitations.get(act.invitation) : undefined;
      const asInvited = Boolean(invited) && invited.act.member === act.member && invited.act.role === act.role &&
        invited.act.steward === act.steward && voices.before(item).has(invited.item.id) && !frozen(invited.item, item) &&
        voices.named(item, `invitation:${act.invitation}`, b64(invited.act.codeKey)) &&
        voices.named(item, `member:${act.member}`, b64(act.signingKey));
      if (!asInvited && !voices.kit(item)) return;
      const vouched = asInvited ? voices.kit(invited.item) : true;
      add(ever, act.member, { key: b64(act.signingKey), since: vouched ? 0 : ms(item) });
      if (!members.has(act.member)) {
        members.set(act.member, {
          id: act.member, family: act.name.family, given: act.name.given, role: act.role, profession: act.profession,
          steward: act.steward, state: "active", since: item.label.at, signingKey: b64(act.signingKey), kem: b64(act.kem),
        });
        if (asInvited) takenUp.set(act.invitation, item);
      } else if (asInvited && !takenUp.has(act.invitation)) {
        takenUp.set(act.invitation, item);
        comebacks.set(item.id, { item, act, invitation: invited.item, byKit: voices.kit(invited.item) });
      }
    },
    second(item, act) { add(said.second, act.of, item); },
    refusal(item, act) { add(said.refusal, act.of, item); },
    measure(item, act) {
      if (act.action === "freeze" && (!by(item) || authorOnce(item))) freezes.push({ item, member: act.member });
    },
  };
  const read = (item, how) => {
    try { how(item, json(item.payload)); } catch { notFolded.push(item.id); }
  };
  for (const item of ordered) {
    const how = Object.hasOwn(enter, item.payload.header.op) && enter[item.payload.header.op];
    if (how) read(item, how);
  }

  /** null: not whole; {second}: whole, by that act or (kit) by none. */
  const completes = (back) => {
    if (back.byKit) return { second: null };
    const second = (said.second.get(back.item.id) ?? []).find((each) => voices.kit(each) ||
      (members.has(by(each)) && authorOnce(each) && ofADay(each) && by(each) !== back.act.member &&
        voices.before(each).has(back.item.id) &&
        ((by(each) !== by(back.invitation) && ofADay(back.invitation)) || ms(each) - ms(back.item) >= DAY)));
    return second ? { second } : null;
  };
  const refused = (back, second) => !back.byKit && (said.refusal.get(back.item.id) ?? [])
    .filter((each) => by(each) === back.act.member && authorOnce(each))
    .some((each) => !second || !voices.before(each).has(second.id));

  const first = [...members.values()].map((each) => ({ ...each }));
  const cameIn = new Map(); // member → how her first key came, where not by the kit
  for (const [id, taken] of takenUp) {
    const { act, item } = invitations.get(id);
    if (!comebacks.has(taken.id)) cameIn.set(act.member, { invitation: item, taken, second: null });
  }
  const believed = new Map();
  for (const [id, back] of comebacks) {
    const how = completes(back);
    if (how) believed.set(id, how);
  }
  let departures;
  const counts = (item) => author(item) && !departures.voids(item);
  const serves = (invitation, taken) => voices.kit(invitation) || (invites(invitation, taken)
    && !departures.voids(invitation) && !departures.endsInvitation(invitation, taken) && !frozen(invitation, taken));
  for (;;) {
    for (const member of first) {
      Object.assign(members.get(member.id), member);
      keys.set(member.id, [{ key: member.signingKey, from: null, until: null, letIn: cameIn.get(member.id) ?? null }]);
    }
    for (const [id, { second }] of believed) {
      const { act, item, invitation, byKit } = comebacks.get(id);
      const hers = keys.get(act.member).map((each) => (each.until ? each : { ...each, until: second ?? item }));
      const how = byKit ? null : { invitation, taken: item, second };
      keys.set(act.member, [...hers, { key: b64(act.signingKey), from: second ?? item, until: null, letIn: how }]);
      Object.assign(members.get(act.member), { signingKey: b64(act.signingKey), kem: b64(act.kem) });
    }
    departures = decide({ ordered, voices, members, said, steward, author, letIn, ofADay, by, notFolded });
    let changed = false;
    for (const [id, { second }] of believed) {
      const back = comebacks.get(id);
      const grounded = serves(back.invitation, back.item) &&
        (!second || voices.kit(second) || counts(second)) && !refused(back, second);
      if (!grounded) { believed.delete(id); changed = true; }
    }
    if (!changed) break;
  }
  for (const [id, { act, item }] of invitations) {
    const taken = takenUp.get(id);
    if (serves(item, taken)) continue;
    invitations.delete(id);
    if (taken && !comebacks.has(taken.id)) members.delete(act.member);
  }
  return {
    members, departures: departures.all, said, ofADay,
    wasHere: (id, at) => (ever.get(id) ?? []).some((each) => at - each.since >= DAY),
    keyOfADay: (id, key, at) => (ever.get(id) ?? []).some((each) => each.key.equals(key) && at - each.since >= DAY),
    returned: [...believed.keys()].map((id) => ({ id, member: comebacks.get(id).act.member })),
    signed: (item) => members.has(by(item)) && author(item),
    counts: (item) => members.has(by(item)) && counts(item),
    steward, bySteward: (item) => steward(item) && counts(item), notFolded,
  };
}

/**
 * Which removals stand. A removal is against each act of the removed that it did not know, and of whom he let in without
 * its knowing, and so on down; a restore against its removal.
 */
function decide({ ordered, voices, members, said, steward, author, letIn, ofADay, by, notFolded }) {
  const removals = new Map();
  const restores = new Map();
  const read = (op, how) => ordered.filter((each) => each.payload.header.op === op).forEach((item) => {
    try { how(item, json(item.payload)); } catch { notFolded.push(item.id); }
  });
  read("removal", (item, act) => {
    const gone = members.get(act.member);
    const byKit = voices.kit(item);
    if (!gone || (!byKit && !(steward(item) && author(item) && ofADay(item)))) return;
    const second = (said.second.get(item.id) ?? []).find((each) => voices.kit(each) ||
      (members.has(by(each)) && author(each) && ofADay(each) && by(each) !== by(item) && by(each) !== gone.id));
    removals.set(item.id, {
      id: item.id, item, gone, byKit, second, whole: byKit || !gone.steward || Boolean(second),
      alone: !byKit && !second, effect: gone.steward && second ? second : item,
    });
  });
  const unaware = (member, item) => [...removals.values()].filter((each) =>
    each.whole && each.gone.id === member && !voices.before(each.effect).has(item.id));
  const against = (item) => {
    const found = new Set();
    const seen = new Set();
    const next = [item];
    while (next.length > 0) {
      const each = next.shift();
      if (seen.has(each.id)) continue;
      seen.add(each.id);
      unaware(by(each), each).forEach((one) => found.add(one));
      for (const { invitation, taken, second } of letIn(each)) {
        unaware(by(invitation), taken).forEach((one) => found.add(one));
        next.push(invitation, ...(second ? [second] : []));
      }
    }
    return [...found];
  };
  const attackers = (removal) => removal.byKit ? [] :
    [...against(removal.item), ...(removal.second ? against(removal.second) : [])].filter((each) => each !== removal);
  read("restore", (item, act) => {
    const removal = removals.get(act.removal);
    const byKit = voices.kit(item);
    if (!removal || (!byKit && !(members.has(by(item)) && author(item) && ofADay(item)))) return;
    const third = by(item) !== removal.gone.id && by(item) !== by(removal.item) &&
      (!removal.second || by(item) !== by(removal.second)) && !against(item).includes(removal);
    const inTime = ms(item) - ms(removal.effect) < DAY;
    if (byKit || (third && (inTime || attackers(removal).length > 0))) restores.set(item.id, { id: item.id, item, removal, byKit });
  });
  const stands = new Set();
  const falls = new Set();
  const opposed = (id) => {
    const removal = removals.get(id);
    if (!removal) return restores.get(id).byKit ? [] : against(restores.get(id).item).map((each) => each.id);
    return [...attackers(removal), ...[...restores.values()].filter((each) => each.removal === removal)].map((each) => each.id);
  };
  const standing = () => [...removals.values()].filter((each) => stands.has(each.id));
  const withinLimits = (removal) => {
    if (removal.byKit) return true;
    const others = [...members.values()].filter((each) =>
      each.id !== removal.gone.id && !standing().some((gone) => gone.gone.id === each.id));
    const today = removal.alone && standing().some((each) => each.alone && by(each.item) === by(removal.item) &&
      Math.abs(ms(removal.item) - ms(each.item)) < DAY);
    return (removal.gone.role !== "clinician" || others.some((each) => each.role === "clinician")) &&
      (!removal.gone.steward || others.some((each) => each.steward)) && !today;
  };
  let open = [...[...removals.values()].filter((each) => each.whole).map((each) => each.id), ...restores.keys()];
  for (let moved = true; moved;) {
    moved = false;
    for (const id of [...open]) {
      const others = opposed(id);
      if (others.some((each) => stands.has(each))) falls.add(id);
      else if (!others.every((each) => falls.has(each))) continue;
      else (!removals.has(id) || withinLimits(removals.get(id)) ? stands : falls).add(id);
      open = open.filter((each) => each !== id);
      moved = true;
    }
  }
  const undecided = (id) => !stands.has(id) && !falls.has(id);
  const contested = (removal) => {
    if (!removal.whole || !undecided(removal.id)) return false;
    const seen = new Set();
    const next = opposed(removal.id);
    while (next.length > 0) {
      const id = next.shift();
      if (id === removal.id) return true;
      if (undecided(id) && !seen.has(id)) { seen.add(id); next.push(...opposed(id)); }
    }
    return false;
  };
  const all = new Map([...removals.values()].map((each) => [each.id, {
    id: each.id, member: each.gone.id, by: by(each.item), at: each.effect.label.at, stands: stands.has(each.id),
  }]));
  const holds = (each) => stands.has(each.id) || contested(each);
  return {
    all, voids: (item) => against(item).some(holds),
    endsInvitation: (invitation, taken) => (taken ? unaware(by(invitation), taken)
      : [...removals.values()].filter((each) => each.gone.id === by(invitation))).some(holds),
  };
}
