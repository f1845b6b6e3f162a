// What the documents name is there: tests as `Class.method`, files behind links, classes in ARCHITECTURE.md.
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
const classes = new Map(all.filter((each) => each.endsWith(".java")).map((each) => [each.replace(/.*\/|\.java$/g, ""), each]));

test("every test that a document names exists", () => {
  let named = 0;
  for (const document of documents) {
    for (const [, name, method] of readFileSync(document, "utf8").matchAll(/`([A-Z]\w+Test)(?:\.(\w+))?`/g)) {
      const file = classes.get(name);
      assert.ok(file, `${document}: no ${name}`);
      if (method) assert.match(readFileSync(file, "utf8"), new RegExp(`void ${method}\\(`), `${document}: ${name}.${method}`);
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

test("every class that ARCHITECTURE.md walks through exists", () => {
  for (const [, name] of readFileSync(join(root, "ARCHITECTURE.md"), "utf8").matchAll(/`(?:[a-z]+\.)?([A-Z]\w+)(?:\.\w+)?`/g)) {
    assert.ok(classes.has(name) || /^[A-Z_]+$/.test(name), name);
  }
});
