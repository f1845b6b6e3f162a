// The recovery kit: 32 bytes, as hex or as the four printed lines.
import { derive, keyId, publicKeyOf, sha256, xwingPublicKey } from "./primitives.mjs";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32
const value = (symbol) => ALPHABET.indexOf({ I: "1", L: "1", O: "0" }[symbol] ?? symbol);

/** 13 symbols for 8 bytes and a zero bit, then two that check the line: its number from 0, and its bytes. */
function lineOf(index, part) {
  const bits = part.readBigUInt64BE(0) << 1n;
  let symbols = "";
  for (let shift = 60n; shift >= 0n; shift -= 5n) symbols += ALPHABET[Number((bits >> shift) & 31n)];
  const sum = sha256(Buffer.from([index]), part);
  const ten = (sum[0] << 2) | (sum[1] >> 6);
  return symbols + ALPHABET[ten >> 5] + ALPHABET[ten & 31];
}

export const printed = (root) => [0, 1, 2, 3].map((index) => {
  const line = lineOf(index, root.subarray(index * 8, index * 8 + 8));
  return `${line.slice(0, 5)} ${line.slice(5, 10)} ${line.slice(10)}`;
});

function readLine(index, symbols) {
  let bits = 0n;
  for (const symbol of symbols.slice(0, 13)) {
    if (value(symbol) < 0) throw new Error(`line ${index + 1}: "${symbol}" is none of the kit's symbols`);
    bits = (bits << 5n) | BigInt(value(symbol));
  }
  const part = Buffer.alloc(8);
  part.writeBigUInt64BE(bits >> 1n);
  const typed = [...symbols].map((each) => ALPHABET[value(each)]).join("");
  if (lineOf(index, part) !== typed) throw new Error(`line ${index + 1} does not check: read it again`);
  return part;
}

/** From a file's text: 64 hex digits anywhere, or four lines of fifteen symbols; other lines are skipped. */
export function readKit(text) {
  const asHex = /(?:^|\s)([0-9a-fA-F]{64})(?:\s|$)/m.exec(text);
  if (asHex) return Buffer.from(asHex[1], "hex");
  const lines = text.split(/\r?\n/).map((each) => each.replace(/[\s-]/g, "").toUpperCase())
    .filter((each) => each.length === 15 && [...each].every((symbol) => value(symbol) >= 0));
  if (lines.length !== 4) throw new Error(`a kit has four lines of fifteen symbols; ${lines.length} were found`);
  return Buffer.concat(lines.map((line, index) => readLine(index, line)));
}

export async function openKit(root) {
  const signing = await publicKeyOf(derive(root, "carnet/1/kit-sign"));
  const kem = derive(root, "carnet/1/kit-kem");
  return { signing, kem, id: keyId(xwingPublicKey(kem)) };
}
