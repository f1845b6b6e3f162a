// The reader against the golden files, whole and damaged.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { openBody, openLabel, readBody, readEntry } from "./format.mjs";
import { practicesOf } from "./copy.mjs";
import { openKit, printed, readKit } from "./kit.mjs";
import * as merkle from "./merkle.mjs";
import { boxOpen, derive, hex, keyId, sha256 } from "./primitives.mjs";
import { chartOf, readCopy, verifyIncident } from "./reader.mjs";

const V1 = fileURLToPath(new URL("../../format/v1/", import.meta.url));
const PATIENT = "00112233445566778899aabbccddeeff";
/** So many entries the golden practice has: each has its line. */
const size = readFileSync(join(V1, "expected.txt"), "utf8").trim().split("\n").length;
const kitText = readFileSync(join(V1, "kit.txt"), "utf8");
let kit;
let practice;
let state;
let scratch;

before(async () => {
  kit = await openKit(readKit(kitText));
  [practice] = practicesOf(join(V1, "copy"));
  state = await readCopy(join(V1, "copy"), practice, kit);
  scratch = mkdtempSync(join(tmpdir(), "carnet-reader-"));
});
after(() => rmSync(scratch, { recursive: true, force: true }));

test("no byte of the golden files has changed", () => {
  for (const line of readFileSync(join(V1, "SHA256SUMS"), "utf8").trim().split("\n")) {
    const [sum, name] = line.split("  ");
    assert.equal(createHash("sha256").update(readFileSync(join(V1, name))).digest("hex"), sum, name);
  }
});

test("all of it verifies and opens with a kit made later, but the doors", () => {
  assert.deepEqual(state.findings, []);
  assert.equal(state.entries.length, size);
  assert.deepEqual(state.shut, []);
  assert.deepEqual([...state.keyring.members.values()].map((each) => `${each.family} ${each.state}`),
    ["moreau active", "petit active", "durand departed"]);
});

test("an export is granted from the word of another member on, and a third one's refusal ends it", () => {
  const named = Object.fromEntries([...state.keyring.members.values()].map((each) => [each.family, each.id]));
  const [asked, ...more] = state.keyring.exports.values();
  assert.deepEqual(more, []);
  assert.deepEqual({ ...asked, from: undefined }, {
    by: named.moreau, reason: "changement de logiciel", from: undefined, second: named.petit, refusedBy: named.durand, void: false,
  });
  const hers = state.entries.filter((each) => each.kind === "keyring").map((each) => openLabel(state.labelKeys, each))
    .filter((each) => each.author === named.petit).map((each) => Number(each.clock >> 16n));
  assert.ok(hers.includes(asked.from));
});

test("a server that a steward asked for is granted from the word of another member on", () => {
  const named = Object.fromEntries([...state.keyring.members.values()].map((each) => [each.family, each.id]));
  const [{ by, name, second, refusedBy, void: isVoid }, ...more] = state.keyring.admissions.values();
  assert.deepEqual(more, []);
  assert.deepEqual({ by, name, second, refusedBy, isVoid },
    { by: named.moreau, name: "cabinet", second: named.petit, refusedBy: undefined, isVoid: false });
});

test("every line of expected.txt is what this reader finds", () => {
  const log = state.logs[0];
  const opened = new Map();
  state.records.forEach((each) => opened.set(each.entry.id, each));
  let compared = 0;
  for (const line of readFileSync(join(V1, "expected.txt"), "utf8").trim().split("\n")) {
    const [sequence, kind, id] = line.split(" ");
    const entry = log.entries[Number(sequence)];
    assert.equal(entry.id, id);
    assert.equal(entry.kind, kind.toLowerCase());
    if (line.endsWith(" erased")) { assert.equal(entry.body, null); continue; }
    if (kind === "AUTHORITY") continue;
    const label = openLabel(state.labelKeys, entry);
    const field = (name) => new RegExp(` ${name} (\\S+)`).exec(line)[1];
    assert.equal(String(label.clock), field("clock"));
    assert.equal(hex(label.subject), field("subject"));
    assert.equal(label.author, field("author"));
    assert.equal(label.epoch, field("epoch"));
    assert.equal(label.sealing, field("sealing").toLowerCase().replace("_", "-"));
    const payload = payloadOf(entry, label, opened);
    assert.ok(payload, `${sequence} opens`);
    assert.ok(line.includes(payload.content.toString("utf8").slice(0, 100)), sequence);
    if (line.includes(" whole ")) assert.equal(hex(sha256(payload.content)), field("whole"), sequence);
    compared++;
  }
  assert.ok(compared > 50);
});

// Doors with the test peppers: what no kit opens.
function payloadOf(entry, label, opened) {
  if (entry.kind === "keyring") return openBody(derive(state.labelKeys.get(label.epoch.slice(0, 16)), "carnet/1/keyring"), entry);
  if (entry.kind === "trace") return openBody(state.keyring.dayKeys.get(label.epoch).key, entry);
  if (entry.kind === "door") {
    const pepper = [...kitText.matchAll(/^test pepper ([0-9a-f]{64})$/gm)].map((each) => Buffer.from(each[1], "hex"))
      .find((each) => keyId(each) === label.epoch);
    return openBody(derive(pepper, "carnet/1/door", Buffer.from(label.author, "hex"), Buffer.from(label.owner, "hex")), entry);
  }
  if (label.sealing === "chunk") {
    const naming = [...opened.values()].find((each) => each.payload.header.chunks?.split(" ").includes(entry.id));
    return openBody(Buffer.from(naming.payload.header.chunkKey, "hex"), entry);
  }
  return opened.get(entry.id)?.payload;
}

test("a chart is every version about one patient, with what a secretary filed without looking", () => {
  const chart = chartOf(state, PATIENT);
  assert.deepEqual(chart.map((each) => `${each.op} ${each.type}`), [
    "put Patient", "merge-patch Patient", "put MedicationRequest", "put Observation", "delete Observation",
    "put Observation", "put Communication", "put DocumentReference", "put DocumentReference", "put Observation", "put Observation",
  ]);
  assert.equal(chart[0].content.name[0].family, "Lefèvre");
  assert.deepEqual(chart[1].parents, [chart[0].version]);
  const paper = Buffer.from(chart[8].content.content[0].attachment.data, "base64");
  assert.match(paper.toString("latin1"), /^%PDF-1.7 (page ){52000}/);
  assert.match(chart[2].signedBy[0], /^member:/);
});

test("who holds the audit opens the traces of every day with nothing else", () => {
  const audits = [...state.keyring.epochs].filter(([, each]) => each.class === "audit").map(([id]) => id);
  assert.equal(audits.length, 4);
  const opened = new Map();
  for (const entry of state.entries.filter((each) => each.kind === "keyring")) {
    for (const { to, box } of readBody(entry).stanzas.filter((each) => audits.includes(each.to))) {
      const key = boxOpen(derive(state.secrets.get(to), "carnet/1/kem"), "carnet/1/day-key", Buffer.from(to, "hex"), box);
      opened.set(keyId(key), key);
    }
  }
  assert.deepEqual([...opened.keys()].sort(), [...state.keyring.dayKeys.keys()].sort());
  assert.ok(state.traces.every(({ entry, label }) => openBody(opened.get(label.epoch), entry)));
});

test("each file of one entry is the copy's own", () => {
  const ids = new Set(state.entries.map((each) => each.id));
  const files = readdirSync(V1).filter((each) => each.endsWith(".bin"));
  assert.ok(files.length > 20);
  for (const file of files) {
    const bytes = readFileSync(join(V1, file));
    const { entry, next } = readEntry(bytes, 0);
    assert.equal(next, bytes.length);
    assert.ok(ids.has(entry.id), file);
  }
});

test("a flipped bit is found in the entry where it is", async () => {
  for (const at of [5, 100, 40_000, 90_000]) {
    const copy = damaged((bytes) => { bytes[at] ^= 1; });
    const found = (await readCopy(copy, practice, null).catch((wrong) => ({ findings: [wrong] }))).findings;
    assert.ok(found.length > 0, `byte ${at}`);
  }
});

test("a flipped bit in a chunk is named, and the paper it is of does not open", async () => {
  const chunk = state.entries.find((each) => each.kind === "sealed" && openLabel(state.labelKeys, each).sealing === "chunk");
  const paper = state.records.find((each) => each.payload.header.chunks?.includes(chunk.id));
  const copy = damaged((bytes) => { bytes[bytes.indexOf(chunk.body) + chunk.body.length - 1] ^= 1; });
  const found = (await readCopy(copy, practice, kit)).findings;
  assert.deepEqual(found.map(({ what, sequence }) => [what, sequence]),
    [["DAMAGED", chunk.sequence], ["CANNOT_OPEN", paper.entry.sequence]]);
  assert.ok(found[1].detail.includes(chunk.id));
});

test("an entry taken away, a copy cut short and another root are found", async () => {
  const cut = damaged((bytes) => bytes.subarray(0, bytes.length - 3000));
  assert.ok((await readCopy(cut, practice, kit)).findings.some((each) => each.what === "MISSING"));
  const noted = damaged((bytes) => bytes, (note) => note.replace(`\n${size}\n`, `\n${size + 1}\n`));
  const found = (await readCopy(noted, practice, kit)).findings.map((each) => each.what);
  assert.ok(found.includes("UNSIGNED") && found.includes("ROLLED_BACK"), found.join());
});

function damaged(entries, note = (text) => text) {
  const copy = mkdtempSync(join(scratch, "copy-"));
  cpSync(join(V1, "copy"), copy, { recursive: true });
  const folder = join(copy, practice, state.logs[0].writer);
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.startsWith("entries-")) {
      const bytes = readFileSync(file);
      writeFileSync(file, entries(bytes) ?? bytes);
    } else if (name === "checkpoint") {
      writeFileSync(file, note(readFileSync(file, "utf8")));
    }
  }
  return copy;
}

test("an incident's proofs hold, and a changed one does not", () => {
  const log = state.logs[0];
  const size = log.leaves.length;
  const origin = `carnet/${practice}/${log.writer}`;
  const incident = {
    checkpoints: { [origin]: readFileSync(join(V1, "copy", practice, log.writer, "checkpoint"), "utf8") },
    traces: state.traces.map(({ entry }) => ({
      entry: entry.id, log: origin, sequence: entry.sequence,
      inclusion: merkle.inclusion(log.leaves, entry.sequence, size).map(hex),
    })),
  };
  assert.deepEqual(verifyIncident(state, incident), { proofs: state.traces.length, checkpoints: 1, unproved: 0, wrong: [] });
  incident.traces[0].inclusion[0] = "00".repeat(32);
  incident.traces[1].entry = "00".repeat(32);
  assert.equal(verifyIncident(state, incident).wrong.length, 2);
  incident.checkpoints[origin] = incident.checkpoints[origin].replace(`\n${size}\n`, `\n${size - 1}\n`);
  assert.match(verifyIncident(state, incident).wrong[0], /did not sign/);
});

test("the kit is read from its printed lines, and a slip is named by its line", () => {
  const root = readKit(kitText);
  const lines = printed(root);
  assert.ok(readKit(["CARNET", ...lines.map((each) => each.toLowerCase().replace(/ /g, "-")), ""].join("\n")).equals(root));
  const slip = [...lines];
  slip[2] = (slip[2][0] === "A" ? "B" : "A") + slip[2].slice(1);
  assert.throws(() => readKit(slip.join("\n")), /line 3/);
  assert.throws(() => readKit([lines[1], lines[0], lines[2], lines[3]].join("\n")), /line 1/);
});

test("from the command line it prints the chart and leaves no file", () => {
  const here = mkdtempSync(join(scratch, "cwd-"));
  const run = (...more) => spawnSync(process.execPath,
    [fileURLToPath(new URL("./reader.mjs", import.meta.url)), "--copy", join(V1, "copy"), ...more],
    { cwd: here, encoding: "utf8" });
  const done = run("--kit", join(V1, "kit.txt"), "--patient", PATIENT);
  assert.equal(done.status, 0, done.stderr);
  assert.equal(done.stdout.trim().split("\n").length, 11);
  const everyone = run("--kit", join(V1, "kit.txt"), "--patients").stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(everyone.find((each) => each.id === PATIENT).name);
  assert.deepEqual(readdirSync(here), []);
  assert.equal(run().status, 0);
  writeFileSync(join(scratch, "other.txt"), "11".repeat(32));
  assert.equal(run("--kit", join(scratch, "other.txt")).status, 2);
});

test("a root prints as the server prints it", () => {
  assert.deepEqual(printed(Buffer.from([...Array(32).keys()].map((each) => (7 * each + 3) & 255))),
    ["0C512 60Z4R PK8R9", "7D14J M2QBS JPRQC", "EDX83 24FJT ET853", "NESBK G67SV AXRKD"]);
});
