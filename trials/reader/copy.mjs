// A folder copy: <practice>/<writer>/entries-FROM-TO.bin, leaves-FROM-TO.bin, checkpoint. Only ever read.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readEntry } from "./format.mjs";
import { readCheckpoint } from "./notes.mjs";

const isId = (name) => /^[0-9a-f]{32}$/.test(name);
const ids = (folder) => readdirSync(folder).filter(isId).sort();

export const practicesOf = (copy) => ids(copy);

function segments(folder, what) {
  const all = readdirSync(folder).flatMap((name) => {
    const found = /^([a-z]+)-([0-9]{18})-([0-9]{18})\.bin$/.exec(name);
    return found && found[1] === what ? [{ name, from: Number(found[2]), to: Number(found[3]) }] : [];
  }).sort((a, b) => a.from - b.from || b.to - a.to);
  const contiguous = [];
  let next = 0;
  for (const each of all) {
    if (each.from === next) { contiguous.push(each); next = each.to; }
  }
  return contiguous;
}

/** Every log of a practice: entries by sequence, the leaves kept beside them, the checkpoint, and what is damaged. */
export function readLogs(copy, practice) {
  return ids(join(copy, practice)).map((writer) => readLog(join(copy, practice, writer), practice, writer));
}

function readLog(folder, practice, writer) {
  const log = { writer, entries: [], leaves: [], checkpoint: null, findings: [] };
  const report = (what, sequence, detail) => log.findings.push({ what, writer, sequence, detail });
  for (const segment of segments(folder, "leaves")) {
    const bytes = readFileSync(join(folder, segment.name));
    for (let at = 0; at + 32 <= bytes.length && log.leaves.length < segment.to; at += 32) {
      log.leaves.push(bytes.subarray(at, at + 32));
    }
  }
  for (const segment of segments(folder, "entries")) {
    const bytes = readFileSync(join(folder, segment.name));
    let sequence = segment.from;
    for (let at = 0; at < bytes.length && sequence < segment.to; sequence++) {
      let read;
      try {
        read = readEntry(bytes, at);
      } catch (wrong) {
        report("MISSING", sequence, `${wrong.message}; the rest of ${segment.name} cannot be read`);
        break;
      }
      at = read.next;
      const entry = read.entry;
      const leaf = log.leaves[sequence];
      const placed = entry.practice === practice && entry.writer === writer && entry.sequence === sequence;
      if (!placed || (leaf && !leaf.equals(entry.leaf))) {
        report("DAMAGED", sequence, placed ? "it is not what its leaf commits to" : "its envelope names another place");
      } else {
        log.entries[sequence] = entry;
        log.leaves[sequence] ??= entry.leaf;
      }
    }
    if (sequence < segment.to && !log.findings.some((each) => each.what === "MISSING")) {
      report("MISSING", sequence, `${segment.name} ends early`);
    }
  }
  const note = join(folder, "checkpoint");
  if (existsSync(note)) {
    try {
      log.checkpoint = readCheckpoint(readFileSync(note, "utf8"));
    } catch (wrong) {
      report("UNSIGNED", -1, `the checkpoint cannot be read: ${wrong.message}`);
    }
  }
  return log;
}
