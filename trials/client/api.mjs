// Carnet's HTTP API as docs/api.md tells it: proofs of possession (RFC 9449) with the replica's nonce, and problems.
import { webcrypto } from "node:crypto";

const { subtle } = webcrypto;
const ES256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const sha256 = async (text) => base64url(await subtle.digest("SHA-256", Buffer.from(text)));

/** A problem of RFC 9457, as the server said it. */
export class Problem extends Error {
  constructor(status, body) {
    const code = body.code ?? String(body.type ?? "").replace(/^urn:carnet:/, "");
    super(`${status} ${code || "?"}: ${body.detail ?? body.title ?? ""}${body.field ? ` (${body.field})` : ""}`);
    Object.assign(this, { status, code, body });
  }
}

/** The key of a device: non-extractable once here. From a private JWK (the demo's), or a new one. */
export async function device(jwk) {
  if (!jwk) {
    const pair = await subtle.generateKey(ES256, false, ["sign"]);
    return { key: pair.privateKey, jwk: publicPart(await subtle.exportKey("jwk", pair.publicKey)) };
  }
  const { kty, crv, x, y, d } = jwk;
  return { key: await subtle.importKey("jwk", { kty, crv, x, y, d }, ES256, false, ["sign"]), jwk: publicPart(jwk) };
}

const publicPart = ({ kty, crv, x, y }) => ({ kty, crv, x, y });

export class Api {
  #device;
  #nonce = "";
  #token = null;

  constructor(address, ofDevice) {
    this.address = address.replace(/\/$/, "");
    this.#device = ofDevice;
  }

  use(session) { this.#token = session?.token ?? null; }

  async #proof(method, url) {
    const claims = {
      htm: method, htu: url, jti: base64url(webcrypto.getRandomValues(new Uint8Array(16))),
      iat: Math.floor(Date.now() / 1000), nonce: this.#nonce,
      ...(this.#token ? { ath: await sha256(this.#token) } : {}),
    };
    const part = (json) => base64url(JSON.stringify(json));
    const signed = `${part({ typ: "dpop+jwt", alg: "ES256", jwk: this.#device.jwk })}.${part(claims)}`;
    return `${signed}.${base64url(await subtle.sign(ES256, this.#device.key, Buffer.from(signed)))}`;
  }

  /** The answer to one request; asked again once where only the nonce was old. */
  async #ask(method, path, body, type) {
    const url = this.address + path;
    for (let once = true; ; once = false) {
      const headers = {
        "DPoP": await this.#proof(method, url.split("?")[0]), "Accept-Language": "en",
        ...(this.#token ? { Authorization: `DPoP ${this.#token}` } : {}),
        ...(body === undefined ? {} : { "Content-Type": type }),
      };
      const answer = await fetch(url, { method, headers, body });
      this.#nonce = answer.headers.get("DPoP-Nonce") ?? this.#nonce;
      if (answer.ok) return answer;
      const problem = new Problem(answer.status, await answer.json().catch(() => ({})));
      if (!(once && problem.code === "use-dpop-nonce")) throw problem;
    }
  }

  async json(method, path, body) {
    const answer = await this.#ask(method, path, body === undefined ? undefined : JSON.stringify(body), "application/json");
    const text = await answer.text();
    return text ? JSON.parse(text) : null;
  }

  async bytes(method, path, body) {
    const answer = await this.#ask(method, path, body === undefined ? undefined : JSON.stringify(body), "application/json");
    return Buffer.from(await answer.arrayBuffer());
  }
}
