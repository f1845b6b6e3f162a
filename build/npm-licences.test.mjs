import assert from "node:assert/strict";
import { test } from "node:test";
import { allowed } from "./npm-licences.mjs";

test("a plain licence is on the list or not", () => {
  assert.ok(allowed("MIT"));
  assert.ok(!allowed("GPL-3.0-only"));
  assert.ok(!allowed("unknown"));
  assert.ok(!allowed(""));
});
test("one allowed side of an OR is enough, each side of an AND is needed", () => {
  assert.ok(allowed("(GPL-2.0 OR MIT)"));
  assert.ok(!allowed("MIT AND CC-BY-NC-4.0"));
  assert.ok(allowed("(MIT AND (GPL-2.0 OR ISC))"));
  assert.ok(!allowed("MIT OR (GPL-2.0"));
});
