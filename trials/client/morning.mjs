// A doctor's morning through the API alone, from the file that `./carnet demo --json FILE` writes. Keeps nothing on disk.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Api, device } from "./api.mjs";
import { authenticator } from "./totp.mjs";

const USAGE = `usage: node morning.mjs --demo FILE [--login NAME] [--address URL]

  --demo FILE     what ./carnet demo --json FILE wrote: addresses, and each member's factors and device key
  --login NAME    whose morning (default: the first clinician who has not left)
  --address URL   another replica than the first in the file
Prints each step with its milliseconds. Exit: 0 all steps done, 1 one failed, 2 it could not start.`;

const id = () => randomBytes(16).toString("hex");
const today = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });

export async function morning(demo, { login, address, say = console.log } = {}) {
  const who = demo.members.find((each) =>
    login ? each.login === login : each.profession === "gp" && !each.left);
  if (!who) throw new Error(`no such member: ${login ?? "a clinician"}`);
  const api = new Api(address ?? demo.addresses[0], await device(who.deviceKey ?? demo.demoDevice));
  const nextCode = authenticator(who.totp, (waiting) => say(`        ${waiting}`));
  const steps = [];

  async function step(name, needs, act) {
    if (needs === undefined || needs === null) {
      steps.push({ name, failed: "an earlier step failed" });
      say(`     -- ${name}: not tried, an earlier step failed`);
      return undefined;
    }
    const start = performance.now();
    try {
      const { value, note } = await act(needs);
      const ms = performance.now() - start;
      steps.push({ name, ms });
      say(`${ms.toFixed(0).padStart(7)} ${name}${note ? `: ${note}` : ""}`);
      return value;
    } catch (wrong) {
      steps.push({ name, failed: wrong.message });
      say(` FAILED ${name}: ${wrong.message}`);
      return undefined;
    }
  }

  /** By another who has been a member for a day: the server names them. */
  async function accepted(request) {
    const other = demo.members.find((each) => request.mayAccept.some((may) => may.id === each.id));
    const codeOf = authenticator(other.totp, (waiting) => say(`        ${waiting}`));
    const colleague = new Api(address ?? demo.addresses[0], await device(other.deviceKey));
    colleague.use(await colleague.json("POST", "/api/sign-in", { login: other.login, passphrase: other.passphrase, code: await codeOf() }));
    const value = await colleague.json("POST", `/api/exports/${request.id}/second`, { code: await codeOf() });
    await colleague.json("DELETE", "/api/session");
    return value;
  }

  const code = await nextCode();
  const session = await step("signs in", who, async () => {
    const value = await api.json("POST", "/api/sign-in", { login: who.login, passphrase: who.passphrase, code });
    api.use(value);
    return { value, note: `${value.member.name}, holds ${value.holds.join(", ")}` };
  });
  const day = await step("day list", session, async () => {
    const value = await api.json("GET", `/api/day?date=${today()}`);
    return { value, note: `${value.rows.length} rows` };
  });
  const found = await step("searches", session, async () => {
    const text = (day?.rows.find((each) => each.patient)?.patient.family ?? "martin").slice(0, 3);
    const value = await api.json("POST", "/api/search", { text });
    if (value.hits.length === 0) throw new Error(`nobody found under "${text}"`);
    return { value, note: `${value.hits.length} hits${value.more ? " and more" : ""}` };
  });
  const patient = found && `/api/patients/${found.hits[0].id}`;
  await step("opens a chart", patient, async () => {
    const value = await api.json("POST", `${patient}/chart`, {});
    if (value.resourceType !== "Bundle") throw new Error("the chart is no Bundle");
    return { value, note: `${value.entry?.length ?? 0} resources` };
  });
  await step("signs a note", patient, async () => {
    const value = await api.json("POST", `${patient}/notes`, {
      id: id(), parents: [], motive: "Toux depuis trois jours", exam: "Auscultation libre", conclusion: "Rhinopharyngite",
      plan: "Repos", sign: true,
    });
    return { value, note: `version ${value.version.slice(0, 8)}` };
  });
  await step("takes measures", patient, async () => {
    const value = await api.json("POST", `${patient}/measures`, {
      id: id(), takenAt: new Date().toISOString(),
      measures: [{ code: "85354-9", value: "128/78", unit: "mm[Hg]" }, { code: "8867-4", value: 72, unit: "/min" }],
    });
    return { value };
  });
  const line = await step("understands a prescription", session, async () => {
    const value = await api.json("POST", "/api/prescription/understand", { text: "paracetamol 1 g 3 fois par jour 5 jours" });
    return { value, note: value.drug ? value.drug.inn : `misses ${value.missing}` };
  });
  const prescription = await step("signs a prescription", patient && line, async () => {
    const drug = line.drug ?? line.choices?.[0];
    const value = await api.json("POST", `${patient}/prescriptions`, {
      id: id(), format: "A5", lines: [{
        drug: drug?.id ?? { text: "paracétamol" }, dose: drug?.dose ?? "1 g", form: drug?.form ?? "comprimé",
        route: drug?.route ?? "orale", posology: line.posology ?? "1 comprimé 3 fois par jour",
        duration: line.duration ?? { value: 5, unit: "d" }, renewals: 0, ald: false,
      }],
    });
    return { value, note: `number ${value.number}` };
  });
  await step("fetches its PDF", prescription, async () => {
    const value = await api.bytes("GET", `${patient}/prescriptions/${prescription.id}/pdf?format=A5`);
    if (value.subarray(0, 5).toString("latin1") !== "%PDF-") throw new Error("it is no PDF");
    return { value, note: `${value.length} bytes, begins with %PDF-` };
  });
  await step("sends a message", session, async () => {
    const to = demo.members.find((each) => each.role === "secretary" && !each.left) ?? who;
    const value = await api.json("POST", "/api/messages", { to: [to.id], text: "Rappeler pour le résultat", patient: found?.hits[0].id });
    return { value, note: `to ${to.login}` };
  });
  await step("asks who opened", patient, async () => {
    const value = await api.json("GET", `${patient}/accesses`);
    const mine = value.rows.filter((each) => each.member.id === session.member.id).length;
    if (mine === 0) throw new Error("our own opening is not among them");
    return { value, note: `${value.rows.length} rows, ${mine} ours` };
  });
  const asking = session && (await nextCode());
  const request = await step("asks to export", session, async () => {
    const value = await api.json("POST", "/api/exports", { code: asking, reason: "portability" });
    return { value, note: value.state };
  });
  const granted = await step("a colleague accepts", request, async () => {
    const value = await accepted(request);
    return { value, note: `${value.acceptedBy.name}, until ${value.until}` };
  });
  const later = granted && (await nextCode());
  await step("exports", granted, async () => {
    const value = (await api.bytes("POST", "/api/export", { code: later })).toString("utf8");
    const lines = value.split("\n").filter(Boolean);
    lines.forEach((each) => JSON.parse(each));
    return { value: lines, note: `${lines.length} lines of NDJSON, ${Buffer.byteLength(value)} bytes` };
  });
  await step("signs out", session, async () => ({ value: (await api.json("DELETE", "/api/session")) ?? true }));
  await step("is signed out", session, async () => {
    const refused = await api.json("GET", "/api/session").then(() => null, (wrong) => wrong);
    if (refused?.status !== 401) throw new Error("the token still serves");
    return { value: true, note: refused.code };
  });
  return steps;
}

if (process.argv[1] && import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({
    options: { demo: { type: "string" }, login: { type: "string" }, address: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help || !values.demo) {
    console.error(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  try {
    const steps = await morning(JSON.parse(readFileSync(values.demo, "utf8")), values);
    const failed = steps.filter((each) => each.failed).length;
    console.log(`${steps.length - failed} of ${steps.length} steps done`);
    process.exitCode = failed === 0 ? 0 : 1;
  } catch (wrong) {
    console.error(`client: ${wrong.message}`);
    process.exitCode = 2;
  }
}
