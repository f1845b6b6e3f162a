// Reads a folder copy with the practice's recovery kit and no server: what is there, what is damaged, who was who,
// and one patient's chart. Prints; writes no file.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { collectActs, foldAuthority } from "./authority.mjs";
import { practicesOf, readLogs } from "./copy.mjs";
import { CLASSES, json, openBody, openLabel } from "./format.mjs";
import { foldKeyring, openForKit } from "./keyring.mjs";
import { openKit, readKit } from "./kit.mjs";
import * as merkle from "./merkle.mjs";
import { cosignedBy, readCheckpoint, signedByLog } from "./notes.mjs";
import { CannotOpen, boxOpen, derive, hex, keyId } from "./primitives.mjs";
import { chartLine, openRecord, patientBytes, subjectOf, withChunks } from "./record.mjs";

const USAGE = `usage: node reader.mjs --copy DIR [--kit FILE] [--patients | --patient ID] [--verify-incident FILE] [--quiet]

  --copy DIR              a folder copy: DIR/<practice>/<writer>/entries-*.bin
  --kit FILE              the recovery kit as text: its four printed lines, or 64 hex digits; "-" reads standard input
  --patients              prints each patient's id, names and birth date, one JSON object a line, on standard output
  --patient ID            prints that patient's chart, the same way
  --verify-incident FILE  checks the inclusion proofs of an incident's JSON against the checkpoints of this copy

Without a kit it checks certificates, leaves, roots and signatures, as a relay could. It writes no file.
Exit: 0 all is well, 1 something is damaged or does not verify, 2 it could not start.`;

/** Everything that a copy and a kit tell. Pure but for reading the copy. */
export async function readCopy(copy, practice, kit) {
  const logs = readLogs(copy, practice);
  const findings = logs.flatMap((log) => log.findings);
  const report = (what, detail, writer = null, sequence = -1) => findings.push({ what, writer, sequence, detail });
  const entries = logs.flatMap((log) => log.entries.filter(Boolean));

  const authority = foldAuthority(practice, collectActs(
    entries.filter((each) => each.kind === "authority" && each.body).map((each) => each.body),
    (wrong) => report("DAMAGED", `an authority entry cannot be read: ${wrong.message}`)));
  const cosignatures = logs.map((log) => verifyLog(log, authority, report));
  const state = { practice, logs, entries, authority, cosignatures, findings, report };
  return kit ? { ...state, ...openAll(state, kit) } : state;
}

/** Certificate, places, root, signatures, and an inclusion proof of each entry of the log. */
function verifyLog(log, authority, report) {
  const writer = authority.writers.get(log.writer);
  const found = { writer: log.writer, size: log.leaves.length, checkpoint: log.checkpoint?.size ?? null, cosigned: [] };
  if (!writer) {
    report("UNKNOWN_WRITER", "entry 0 certifies nobody of this practice", log.writer, 0);
    return found;
  }
  for (const entry of log.entries) {
    if (!entry) continue;
    if (entry.sequence >= writer.limit) report("NOT_ALLOWED", "after its log was closed", log.writer, entry.sequence);
    if (!entry.body && !authority.erased.has(entry.id)) {
      report("WITHHELD", "its body is absent and no act erased it", log.writer, entry.sequence);
    }
  }
  const checkpoint = log.checkpoint;
  if (!checkpoint) {
    report("UNSIGNED", "no checkpoint is beside this log: nothing shows that it is all of it", log.writer);
    return found;
  }
  if (!signedByLog(checkpoint, writer.key)) report("UNSIGNED", "its writer did not sign the checkpoint", log.writer);
  const { practice } = log.entries.find(Boolean) ?? {};
  if (practice && checkpoint.origin !== `carnet/${practice}/${log.writer}`) {
    report("CONTRADICTED", "the checkpoint is of another log", log.writer);
  } else if (checkpoint.size > log.leaves.length) {
    report("ROLLED_BACK", `${log.leaves.length} entries are here, ${checkpoint.size} were signed`, log.writer, log.leaves.length);
  } else if (!merkle.root(log.leaves.slice(0, checkpoint.size)).equals(checkpoint.root)) {
    report("CONTRADICTED", "the entries give another root than was signed", log.writer);
  } else {
    found.proved = proveSome(log, checkpoint, report);
  }
  if (log.leaves.length > checkpoint.size) found.unsigned = log.leaves.length - checkpoint.size;
  for (const replica of authority.everReplicas.values()) {
    const when = cosignedBy(checkpoint, replica.cosigner, replica.key);
    if (when === false) report("UNSIGNED", `a cosignature of ${replica.cosigner} is wrong`, log.writer);
    if (when) found.cosigned.push({ replica: replica.name, at: when.toISOString() });
  }
  return found;
}

/** Proofs as a witness would check them: of the first, the last and some between (each costs a walk over all). */
function proveSome(log, { size, root }, report) {
  const some = new Set([0, size - 1, ...[1, 2, 3, 4, 5].map((each) => Math.floor((size * each) / 6))]);
  for (const index of some) {
    const hashes = merkle.inclusion(log.leaves, index, size);
    if (!merkle.proves(log.leaves[index], index, size, hashes, root)) {
      report("CONTRADICTED", "its inclusion proof does not hold", log.writer, index);
    }
  }
  return some.size;
}

function openAll({ practice, entries, authority, report }, kit) {
  const labelKeys = new Map();
  for (const sealed of authority.sealedLabelKeys) {
    const key = boxOpen(kit.kem, "carnet/1/kit/label", Buffer.from(practice, "hex"), sealed);
    labelKeys.set(keyId(key).slice(0, 16), key);
  }
  const once = new Map();
  entries.forEach((each) => { if (!once.has(each.id) || !once.get(each.id).body) once.set(each.id, each); });
  const attempt = (entry, open) => {
    try {
      return open();
    } catch (wrong) {
      report("CANNOT_OPEN", `${entry.kind}: ${wrong.message}`, entry.writer, entry.sequence);
      return null;
    }
  };
  const labelled = new Map();
  for (const entry of once.values()) {
    if (entry.kind === "authority") continue;
    const label = attempt(entry, () => openLabel(labelKeys, entry));
    if (label) labelled.set(entry.id, label);
  }
  const ofKind = (kind) => [...once.values()].filter((each) => each.kind === kind && each.body && labelled.has(each.id));

  const items = ofKind("keyring").flatMap((entry) => {
    const label = labelled.get(entry.id);
    const payload = attempt(entry, () => {
      const key = labelKeys.get(label.epoch.slice(0, 16));
      if (!key) throw new CannotOpen("no label key for its body is here");
      return openBody(derive(key, "carnet/1/keyring"), entry);
    });
    return payload ? [{ id: entry.id, label, payload }] : [];
  });
  const keyring = foldKeyring(practice, authority, items);
  const { index, secrets, bodies } = openForKit(keyring, kit, report);

  const traces = ofKind("trace").flatMap((entry) => {
    const label = labelled.get(entry.id);
    const day = keyring.dayKeys.get(label.epoch);
    const payload = attempt(entry, () => {
      if (!day) throw new CannotOpen("the key of its day is not here");
      return openBody(day.key, entry);
    });
    return payload ? [{ entry, label, op: payload.header.op, trace: json(payload) }] : [];
  });

  const records = [];
  const shut = [];
  const find = (id) => once.get(id);
  for (const entry of ofKind("sealed")) {
    const label = labelled.get(entry.id);
    if (label.sealing === "chunk") continue; // opened with the entry that names it
    try {
      const payload = openRecord(entry, label, { secrets, bodies, kit }, find);
      records.push({ entry, label, payload: withChunks(payload, find) });
    } catch (wrong) {
      const persons = wrong instanceof CannotOpen && wrong.message.startsWith("sealed to");
      if (!persons) report("CANNOT_OPEN", `sealed: ${wrong.message}`, entry.writer, entry.sequence);
      shut.push({ entry, label, why: wrong.message });
    }
  }
  return { labelKeys, keyring, index, secrets, traces, records, shut, doors: ofKind("door").length };
}

/** The versions about one patient, oldest first. */
export function chartOf(state, patient) {
  const subject = subjectOf(state.index, "patient", patientBytes(patient));
  return state.records.filter((each) => each.label.subject.equals(subject))
    .sort((a, b) => (a.label.clock < b.label.clock ? -1 : a.label.clock > b.label.clock ? 1 : a.entry.id < b.entry.id ? -1 : 1))
    .map((each) => chartLine(each.entry, each.label, each.payload));
}

/** Each patient's id, and who she is as it was last written whole. */
export function patientsOf(state) {
  const newest = new Map();
  for (const each of state.records) {
    const { op, type, id } = each.payload.header;
    if (op === "put" && type === "Patient" && !(newest.get(id)?.label.clock > each.label.clock)) newest.set(id, each);
  }
  return [...newest].map(([id, { payload }]) => ({ id, name: json(payload).name, birthDate: json(payload).birthDate }));
}

/**
 * An incident's JSON: `checkpoints` are signed notes by origin, each of `traces` names its entry, log and sequence, and has
 * in `inclusion` the proof that leads from its leaf to the note's root. The leaf is ours, from this copy; the note must be
 * signed by its writer, and the copy's own leaves must give its root.
 */
export function verifyIncident(state, incident) {
  const result = { proofs: 0, checkpoints: 0, unproved: 0, wrong: [] };
  const logs = new Map(state.logs.map((each) => [`carnet/${state.practice}/${each.writer}`, each]));
  const good = new Map();
  for (const [origin, note] of Object.entries(incident.checkpoints ?? {})) {
    const log = logs.get(origin);
    const checkpoint = readCheckpoint(note);
    const writer = log && state.authority.writers.get(log.writer);
    if (!writer || checkpoint.origin !== origin) result.wrong.push(`${origin}: no log of this copy`);
    else if (!signedByLog(checkpoint, writer.key)) result.wrong.push(`${origin}: its writer did not sign the checkpoint`);
    else if (log.leaves.length < checkpoint.size) result.wrong.push(`${origin}: the copy ends before size ${checkpoint.size}`);
    else if (!merkle.root(log.leaves.slice(0, checkpoint.size)).equals(checkpoint.root)) {
      result.wrong.push(`${origin}: the copy gives another root`);
    } else good.set(origin, checkpoint);
  }
  result.checkpoints = good.size;
  for (const each of incident.traces ?? []) {
    const place = `${each.log}/${each.sequence}`;
    const checkpoint = good.get(each.log);
    const entry = logs.get(each.log)?.entries[each.sequence];
    if (!entry || entry.id !== each.entry) result.wrong.push(`${place}: the copy holds another entry there, or none`);
    else if (!each.inclusion || !checkpoint) result.unproved++;
    else if (!merkle.proves(entry.leaf, each.sequence, checkpoint.size,
      each.inclusion.map((hash) => Buffer.from(hash, "hex")), checkpoint.root)) {
      result.wrong.push(`${place}: the proof does not hold`);
    } else result.proofs++;
  }
  return result;
}

const countBy = (list, name) => list.reduce((all, each) => ({ ...all, [name(each)]: (all[name(each)] ?? 0) + 1 }), {});
const counted = (counts) => Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(", ") || "none";

export function summary(state) {
  const lines = [`Practice ${state.practice}${state.keyring?.profile ? `: ${state.keyring.profile.name}` : ""}`];
  for (const log of state.cosignatures) {
    const by = log.cosigned.map((each) => `${each.replica} at ${each.at}`).join("; ");
    lines.push(`  log ${log.writer}: ${log.size} entries, ${log.checkpoint ?? 0} signed, ` +
      `${log.proved ?? 0} inclusion proofs hold, cosigned by ${by || "nobody"}`);
  }
  lines.push(`  entries: ${counted(countBy(state.entries, (each) => each.kind + (each.body ? "" : " (erased)")))}`);
  if (!state.keyring) return lines;
  lines.push("Members");
  for (const each of state.keyring.members.values()) {
    lines.push(`  ${each.id} ${each.given} ${each.family}, ${each.profession}, ${each.role}` +
      `${each.steward ? ", steward" : ""}: ${each.state} since ${each.since}`);
  }
  const names = (each) => CLASSES[each.label.class] ?? `class ${each.label.class}`;
  lines.push(`Record: ${counted(countBy(state.records, names))}`);
  const patients = new Set(state.records.filter((each) => each.payload.header.type === "Patient").map((each) => each.payload.header.id));
  lines.push(`  ${patients.size} patients, ${state.traces.length} traces, ${state.doors} doors (shut: they open with a ` +
    "pepper, which no kit holds)");
  if (state.shut.length > 0) lines.push(`  not opened: ${counted(countBy(state.shut, (each) => each.why))}`);
  if (state.keyring.notFolded.length > 0) lines.push(`  ${state.keyring.notFolded.length} keyring acts are unknown to this reader`);
  return lines;
}

async function main() {
  const { values } = parseArgs({
    options: {
      copy: { type: "string" }, kit: { type: "string" }, patients: { type: "boolean" }, patient: { type: "string" },
      "verify-incident": { type: "string" }, quiet: { type: "boolean" }, help: { type: "boolean" },
    },
  });
  const say = (line) => { if (!values.quiet) process.stderr.write(`${line}\n`); };
  if (values.help || !values.copy) { process.stderr.write(`${USAGE}\n`); return values.help ? 0 : 2; }
  const kit = values.kit ? await openKit(readKit(readFileSync(values.kit === "-" ? 0 : values.kit, "utf8"))) : null;
  if ((values.patient || values.patients) && !kit) throw new Error("a chart opens with the kit: add --kit");
  let bad = 0;
  let opened = 0;
  for (const practice of practicesOf(values.copy)) {
    let state = await readCopy(values.copy, practice, null);
    if (kit && state.authority.kitKey === hex(kit.signing)) {
      state = await readCopy(values.copy, practice, kit);
      opened++;
    } else if (kit) {
      say(`The kit is not that of practice ${practice}: it is checked, not opened.`);
    }
    summary(state).forEach(say);
    for (const each of state.findings) {
      const place = each.writer ? ` at ${each.writer}${each.sequence >= 0 ? `/${each.sequence}` : ""}` : "";
      process.stderr.write(`${each.what}${place}: ${each.detail}\n`);
    }
    bad += state.findings.length;
    if (state.index) {
      const lines = values.patient ? chartOf(state, values.patient) : values.patients ? patientsOf(state) : [];
      lines.forEach((line) => process.stdout.write(`${JSON.stringify(line)}\n`));
    }
    if (values["verify-incident"]) {
      const result = verifyIncident(state, JSON.parse(readFileSync(values["verify-incident"], "utf8")));
      say(`Incident: ${result.proofs} proofs hold under ${result.checkpoints} signed checkpoints, ${result.unproved} traces ` +
        `have none, ${result.wrong.length} wrong`);
      result.wrong.forEach((each) => process.stderr.write(`WRONG ${each}\n`));
      bad += result.wrong.length;
    }
  }
  if (kit && opened === 0) throw new Error("no practice of this copy has that kit");
  say(bad === 0 ? "All is well." : `${bad} findings.`);
  return bad === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().then((code) => { process.exitCode = code; }, (wrong) => {
    process.stderr.write(`reader: ${wrong.message}\n`);
    process.exitCode = 2;
  });
}
