// RFC 6962 trees over leaf hashes; proofs as in RFC 9162, section 2.1.
import { sha256 } from "./primitives.mjs";

export const node = (left, right) => sha256(Buffer.from([1]), left, right);

/** Of the leaves from an index to before another. */
export function root(leaves, from = 0, to = leaves.length) {
  if (to === from) return sha256();
  if (to - from === 1) return leaves[from];
  let split = 1;
  while (split * 2 < to - from) split *= 2;
  return node(root(leaves, from, from + split), root(leaves, from + split, to));
}

/** The hashes beside the way from a leaf to the root, the lowest first. */
export function inclusion(leaves, index, size) {
  const beside = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    let split = 1;
    while (split * 2 < to - from) split *= 2;
    const middle = from + split;
    if (index < middle) { beside.unshift(root(leaves, middle, to)); to = middle; }
    else { beside.unshift(root(leaves, from, middle)); from = middle; }
  }
  return beside;
}

export function proves(leaf, index, size, hashes, expected) {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let [at, last, reached] = [index, size - 1, leaf];
  for (const hash of hashes) {
    if (last === 0 || hash.length !== 32) return false;
    if (at % 2 === 1 || at === last) {
      reached = node(hash, reached);
      while (at % 2 === 0 && at !== 0) { at = Math.floor(at / 2); last = Math.floor(last / 2); }
    } else {
      reached = node(reached, hash);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && reached.equals(expected);
}
