// Published vectors: C2SP XAES-256-GCM, HPKE with X-Wing (draft-ietf-hpke-pq), RFC 6962 roots.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as merkle from "./merkle.mjs";
import { readFileSync } from "node:fs";
import { ascii, derive, hex, hpkeSchedule, sha256, xwingPublicKey, xwingShared, xaesOpen, xaesSeal, CannotOpen } from "./primitives.mjs";

test("XAES-256-GCM gives the two examples of C2SP, and opens them", () => {
  const nonce = ascii("ABCDEFGHIJKLMNOPQRSTUVWX");
  for (const [fill, associated, expected] of [
    [1, "", "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271"],
    [3, "c2sp.org/XAES-256-GCM", "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"],
  ]) {
    const key = Buffer.alloc(32, fill);
    const sealed = xaesSeal(key, nonce, ascii("XAES-256-GCM"), ascii(associated));
    assert.equal(hex(sealed), expected);
    assert.equal(xaesOpen(key, Buffer.concat([nonce, sealed]), ascii(associated)).toString(), "XAES-256-GCM");
    sealed[0] ^= 1;
    assert.throws(() => xaesOpen(key, Buffer.concat([nonce, sealed]), ascii(associated)), CannotOpen);
  }
});

test("HKDF-SHA-256 with empty salt is RFC 5869's case 3", () => {
  const out = derive(Buffer.alloc(22, 0x0b), "");
  assert.equal(hex(out), "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
});

test("roots and proofs are those of RFC 6962's reference tree", () => {
  const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const leaves = inputs.map((each) => sha256(Buffer.from([0]), Buffer.from(each, "hex")));
  assert.equal(hex(merkle.root([])), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert.equal(hex(merkle.root(leaves)), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  for (let size = 1; size <= 8; size++) {
    for (let index = 0; index < size; index++) {
      const proof = merkle.inclusion(leaves, index, size);
      const root = merkle.root(leaves.slice(0, size));
      assert.ok(merkle.proves(leaves[index], index, size, proof, root));
      assert.ok(!merkle.proves(leaves[index], index, size, [...proof, leaves[0]], root));
    }
  }
});

test("X-Wing and HPKE's key schedule are those of draft-ietf-hpke-pq", () => {
  const vector = JSON.parse(readFileSync(new URL("./hpke-vector.json", import.meta.url), "utf8"));
  const bytes = (name) => Buffer.from(vector[name], "hex");
  assert.equal(hex(xwingPublicKey(bytes("skRm"))), vector.pkRm);
  const shared = xwingShared(bytes("skRm"), bytes("enc"));
  assert.equal(hex(shared), vector.shared_secret);
  const { key, nonce } = hpkeSchedule(shared, bytes("info"), 3);
  assert.equal(hex(key), vector.key);
  assert.equal(hex(nonce), vector.base_nonce);
});
