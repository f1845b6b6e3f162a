// The client against a server of a few lines that asks for a nonce once and verifies each proof.
import assert from "node:assert/strict";
import { createHash, createPublicKey, verify, webcrypto } from "node:crypto";
import { createServer } from "node:http";
import { test } from "node:test";
import { Api, Problem, device } from "./api.mjs";
import { authenticator, base32, code } from "./totp.mjs";

test("codes are those of RFC 6238", () => {
  const seed = Buffer.from("12345678901234567890");
  assert.equal(code(seed, 1), "287082"); // 94287082 at 59 s
  assert.equal(code(seed, Math.floor(1111111109 / 30)), "081804");
  assert.ok(base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").equals(seed));
});

test("the first code comes at once", async () => {
  assert.match(await authenticator("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")(), /^[0-9]{6}$/);
});

test("a proof is of this request, this nonce, this token, and asked again once", async () => {
  const seen = [];
  const server = createServer((request, response) => {
    const [head, claims, signature] = request.headers.dpop.split(".");
    const { jwk, typ } = JSON.parse(Buffer.from(head, "base64url"));
    const key = createPublicKey({ key: jwk, format: "jwk" });
    const good = verify("sha256", Buffer.from(`${head}.${claims}`), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
    const claim = JSON.parse(Buffer.from(claims, "base64url"));
    seen.push({ good, typ, secret: jwk.d, claim, authorization: request.headers.authorization });
    response.setHeader("DPoP-Nonce", "n1");
    if (claim.nonce !== "n1") {
      response.writeHead(401, { "Content-Type": "application/problem+json" });
      response.end(JSON.stringify({ type: "urn:carnet:use-dpop-nonce" }));
    } else if (request.url.startsWith("/api/no")) {
      response.writeHead(403, { "Content-Type": "application/problem+json" });
      response.end(JSON.stringify({ type: "urn:carnet:frozen", detail: "Frozen." }));
    } else {
      response.end(JSON.stringify({ ok: true }));
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${server.address().port}`;
  try {
    const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
    const api = new Api(address, await device(await webcrypto.subtle.exportKey("jwk", pair.privateKey)));
    assert.deepEqual(await api.json("GET", "/api/day?date=2026-11-24"), { ok: true });
    api.use({ token: "secret" });
    await assert.rejects(api.json("POST", "/api/no", {}), (wrong) => wrong instanceof Problem && wrong.code === "frozen");
  } finally {
    server.close();
    server.closeAllConnections();
  }
  assert.deepEqual(seen.map((each) => [each.good, each.typ, each.secret, each.claim.htu]), [
    [true, "dpop+jwt", undefined, `${address}/api/day`], [true, "dpop+jwt", undefined, `${address}/api/day`],
    [true, "dpop+jwt", undefined, `${address}/api/no`],
  ]);
  assert.equal(seen[2].claim.ath, createHash("sha256").update("secret").digest("base64url"));
  assert.equal(seen[2].authorization, "DPoP secret");
  assert.equal(new Set(seen.map((each) => each.claim.jti)).size, 3);
});
