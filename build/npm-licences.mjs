// Which licences come in by npm: fails on one that is not allowed in what ships, lists the rest.
// Reads the lock files and, where they are silent, the installed packages. Writes what it found to the folder named by
// its first argument.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// The web app, the fonts of the printed paper, and the programs beside the server.
const LOCKED = ["web", "server/fonts", "trials"];

// The list for Java is in server/pom.xml.
const ALLOWED = new Set([
  "Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "EPL-2.0", "MPL-2.0", "EUPL-1.2",
  "CC0-1.0", "Unlicense", "OFL-1.1", "BlueOak-1.0.0",
]);

/** An SPDX expression holds if one side of an OR, or each side of an AND, does. AND binds tighter. */
export function allowed(expression) {
  const words = expression.replace(/[()]/g, " $& ").trim().split(/\s+/);
  const anyOf = () => {
    let holds = allOf();
    while (words[0] === "OR") { words.shift(); holds = allOf() || holds; }
    return holds;
  };
  const allOf = () => {
    let holds = one();
    while (words[0] === "AND") { words.shift(); holds = one() && holds; }
    return holds;
  };
  const one = () => {
    const word = words.shift();
    if (word !== "(") return ALLOWED.has(word);
    const holds = anyOf();
    if (words.shift() !== ")") words.push("unbalanced"); // left over, so the whole does not hold
    return holds;
  };
  return anyOf() && words.length === 0;
}

function licenceOf(folder, path, locked) {
  if (locked.license) return locked.license;
  const file = join(folder, path, "package.json");
  if (!existsSync(file)) return "unknown";
  const { license, licenses } = JSON.parse(readFileSync(file, "utf8"));
  return license?.type ?? license ?? licenses?.map((each) => each.type).join(" OR ") ?? "unknown";
}

function packagesOf(folder) {
  const lock = join(folder, "package-lock.json");
  if (!existsSync(lock)) return [];
  return Object.entries(JSON.parse(readFileSync(lock, "utf8")).packages)
    .filter(([path, locked]) => path.includes("node_modules/") && !locked.link)
    .map(([path, locked]) => ({
      name: `${path.split("node_modules/").pop()}@${locked.version}`,
      licence: licenceOf(folder, path, locked),
      ships: !locked.dev && !locked.devOptional,
    }));
}

function main() {
  const root = join(dirname(fileURLToPath(import.meta.url)), "..");
  const found = LOCKED.flatMap((folder) => packagesOf(join(root, folder)))
    .sort((a, b) => a.name.localeCompare(b.name));

  const shipped = found.filter((each) => each.ships);
  const refused = shipped.filter((each) => !allowed(each.licence));
  const list = (some) => some.map((each) => `(${each.licence}) ${each.name}\n`).join("");
  const out = process.argv[2];
  if (out) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, "NPM.txt"), list(shipped));
    writeFileSync(join(out, "NPM-BUILD.txt"), list(found.filter((each) => !each.ships)));
  }
  console.log(`npm licences: ${shipped.length} packages ship, ${found.length - shipped.length} only build and test.`);
  if (refused.length > 0) {
    console.error(`These licences are not on the list in build/npm-licences.mjs:\n${list(refused)}`);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
