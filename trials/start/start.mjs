// How long `./carnet demo` takes from the command to its address: once with a practice to invent, then with the same
// data; in turn with each of these, a command that starts no server. It makes its own installation and removes it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const LIMIT = 3; // seconds, for a start with the same data
const QUIET = 0.5; // processes that run or wait, for each core
const RUNS = 5;
const root = fileURLToPath(new URL("../../", import.meta.url));
const carnet = join(root, "carnet");
const place = mkdtempSync(join(tmpdir(), "carnet-start-"));
const seconds = (since) => (performance.now() - since) / 1000;

/** Of the process and what it waited for; where there is no /proc, nobody says. */
function processor(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
  } catch {
    return NaN;
  }
}

async function start(port, meanwhile = async () => {}) {
  const began = performance.now();
  const child = spawn(carnet, ["demo", "--port", port, "--data", join(place, "data"), "--keys", join(place, "keys")],
    { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done) => child.on("exit", done));
  const listening = new Promise((done) => {
    let said = "";
    child.stdout.on("data", (more) => {
      said += more;
      const address = /^Carnet: http:\/\/localhost:(\d+)$/m.exec(said);
      if (address) done({ port: address[1], wall: seconds(began), cpu: processor(child.pid) });
    });
  });
  const run = await Promise.race([listening, ended.then((code) => { throw new Error(`the demo ended with ${code}`); })]);
  await meanwhile();
  child.kill("SIGTERM");
  await ended.catch(() => {});
  return run;
}

/** The first run of a build trains the AOT cache behind itself. */
async function trained() {
  const work = join(root, ".carnet");
  const has = (name) => readdirSync(work).some((each) => each.startsWith("app-") && existsSync(join(work, each, name)));
  for (let waited = 0; waited < 300 && !has("carnet.aot") && !has("untrainable"); waited++) await pause(1000);
  return has("carnet.aot");
}

function atOnce() {
  const began = performance.now();
  spawnSync(carnet, ["demo", "--help"], { stdio: "ignore" });
  return seconds(began);
}

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
const told = (all) => `median ${median(all).toFixed(2)} s   (${all.map((each) => each.toFixed(2)).join(" ")})`;

async function main() {
  const built = spawnSync(carnet, ["build"], { stdio: "inherit" });
  if (built.status !== 0) return built.status;
  const cores = availableParallelism();
  let cached = false;
  const first = await start("0", async () => { cached = await trained(); });
  console.log(`${cores} cores, load ${loadavg()[0].toFixed(1)}, ${cached ? "with" : "without"} an AOT cache`);
  console.log(`first start, 100 patients invented   ${first.wall.toFixed(1)} s   (processor ${first.cpu.toFixed(1)} s)`);
  const load = [];
  const later = [];
  const peer = [];
  for (let run = 0; run < RUNS; run++) {
    load.push(loadavg()[0] / cores);
    later.push(await start(first.port));
    peer.push(atOnce());
  }
  console.log(`a start with the same data           ${told(later.map((each) => each.wall))}`);
  console.log(`  processor time, all threads        ${told(later.map((each) => each.cpu))}`);
  console.log(`a command that starts no server      ${told(peer)}`);
  const kept = median(later.map((each) => each.wall)) <= LIMIT;
  if (!kept && median(load) > QUIET) {
    console.log(`limit ${LIMIT} s: not judged, others are at work here (load ${median(load).toFixed(1)} a core)`);
    return 0;
  }
  console.log(`limit ${LIMIT} s: ${kept ? "kept" : "NOT KEPT"}`);
  return kept ? 0 : 1;
}

try {
  process.exitCode = await main();
} finally {
  rmSync(place, { recursive: true, force: true });
}
