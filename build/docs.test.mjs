// What the documents name is there: tests as `Class.method`, files behind links, classes and methods in ARCHITECTURE.md;
// routes, problem codes and rules in docs/api.md, and commands in the launcher's help, exactly as the sources have them.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const skipped = new Set(["target", "node_modules", ".git", ".carnet", "dist"]);
const files = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((each) =>
  skipped.has(each.name) ? [] : each.isDirectory() ? files(join(folder, each.name)) : [join(folder, each.name)]);
const all = files(root);
const documents = all.filter((each) => each.endsWith(".md"));
const read = (file) => readFileSync(join(root, file), "utf8");
const java = all.filter((each) => each.endsWith(".java"));
/** The text of the class of that name, of all of them where several rooms have one. */
const source = (name) => java.filter((each) => each.endsWith(`/${name}.java`)).map((each) => readFileSync(each, "utf8")).join("\n");

test("every test that a document names exists", () => {
  let named = 0;
  for (const document of documents) {
    for (const [, name, method] of readFileSync(document, "utf8").matchAll(/`([A-Z]\w+Test)(?:\.(\w+))?`/g)) {
      assert.ok(source(name), `${document}: no ${name}`);
      if (method) assert.match(source(name), new RegExp(`void ${method}\\(`), `${document}: ${name}.${method}`);
      named++;
    }
  }
  assert.ok(named > 30);
});

test("every file that a document links to exists", () => {
  for (const document of documents) {
    for (const [, link] of readFileSync(document, "utf8").matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (!/^[a-z]+:/.test(link)) assert.ok(existsSync(join(dirname(document), link)), `${document}: ${link}`);
    }
  }
});

test("every class that ARCHITECTURE.md walks through exists, with its method", () => {
  for (const [, name, method] of read("ARCHITECTURE.md").matchAll(/`(?:[a-z]+\.)?([A-Z]\w+)(?:\.(\w+))?`/g)) {
    assert.ok(source(name) || /^[A-Z_]+$/.test(name), name);
    if (method) assert.match(source(name), new RegExp(`\\b${method}\\(`), `${name}.${method}`);
  }
});

const sources = java.filter((each) => each.includes("/server/src/main/")).map((each) => readFileSync(each, "utf8"));
const found = (pattern, texts) => texts.flatMap((text) => [...text.matchAll(pattern)]);
const sorted = (several) => [...new Set(several)].sort();
const api = read("docs/api.md");

/** The addresses of a mapping annotation: strings, and constants of another class. */
function addresses(inside) {
  return inside.replace(/,\s*produces = .*/s, "").split(",").map((one) => one.replace(/^\s*(?:path =\s*)?\{?\s*(?=["A-Z])/s, "")
    .split("+").map((part) => /"([^"]*)"/.exec(part)?.[1] ?? constant(part.trim().replace(/\}$/, ""))).join(""));
}

function constant(name) {
  const [owner, field] = name.split(".");
  return new RegExp(`String ${field} = "([^"]*)"`).exec(source(owner))[1];
}

test("docs/api.md has the routes that the server has, and no other", () => {
  const bare = (method, path) => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, "{}")}`;
  const served = found(/@(Get|Post|Put|Patch|Delete)Mapping\(((?:"[^"]*"|[^")])*)\)/g, sources)
    .flatMap(([, method, inside]) => addresses(inside).map((path) => bare(method, path)));
  const told = found(/`(GET|POST|PUT|PATCH|DELETE) (\/api\/[^\s`?]*)/g, [api]).map(([, method, path]) => bare(method, path));
  assert.deepEqual(sorted(told), sorted(served));
  assert.ok(served.length > 60);
});

test("docs/api.md has the problem codes, the reasons of an ended session and the rules that the server has, and no other", () => {
  const codes = found(/\bof\(\s*"([a-z-]+)",\s*HttpStatus/g, sources).map(([, code]) => code);
  const rows = found(/^\| ((?:`[a-z-]+`(?:, )?)+) \| [\dx/]+ \|/gm, [api]).map(([, cell]) => cell);
  assert.deepEqual(sorted(found(/`([a-z-]+)`/g, rows).map(([, code]) => code)), sorted(codes));
  const ended = found(/^  [A-Z]+\(\s*"([a-z-]+)"/gm, [source("Ended")]).map(([, code]) => code);
  const [row] = found(/^\| `signed-out` \|.*$/gm, [api]);
  assert.deepEqual(sorted(found(/`([a-z-]+)`/g, [row[0].split("reasons")[1]]).map(([, code]) => code)), sorted(ended));
  const rules = found(/\brule\(\s*"([a-z.-]+)"/g, sources).map(([, code]) => code);
  const told = found(/`([a-z]+)\.` ((?:[a-z-]+(?:, )?)+)/g, [api]).flatMap(([, of, several]) => several.split(", ").map((one) => `${of}.${one}`));
  assert.deepEqual(sorted(told), sorted(rules));
});

test("the launcher's help lists the commands that there are, and no other", () => {
  const help = read("carnet").split("<<'END'")[1].split("\nEND")[0];
  const listed = found(/^  ([a-z]+) {2,}/gm, [help]).map(([, name]) => name);
  const made = found(/@Command\(\s*name = "(\w+)"/g, sources).map(([, name]) => name).filter((name) => name !== "carnet");
  assert.deepEqual(sorted(listed), sorted([...made, "build", "test", "trials", "help"]));
});

test("the guide is set as French is: narrow spaces before double marks and inside guillemets, curled apostrophes", () => {
  for (const file of documents.filter((each) => each.includes("/docs/guide/"))) {
    const words = readFileSync(file, "utf8").replace(/```.*?```|`[^`]*`|\]\([^)]*\)/gs, "");
    for (const wrong of [/[ \u00a0\n][;:?»]|[ \u00a0\n]!(?!\[)/, /«(?!\u202f)/, /\p{L}'/u]) {
      assert.doesNotMatch(words, wrong, file);
    }
  }
});
