import type { AccessRow } from '../api/types';
import { date } from '../text/format';

/** What one person was shown alike on one day: they differ by the time alone. Earliest first. */
export type Folded = readonly [AccessRow, ...AccessRow[]];

/** What leaves on paper or in a file is a row each time. */
const left = new Set(['print', 'export', 'export.chart']);

/** One row for a person, a device, a reason and a day, with every time in it; what nothing explains is never folded. */
export function fold(rows: readonly AccessRow[]): readonly Folded[] {
  const alike = new Map<string, [AccessRow, ...AccessRow[]]>();
  const folded: [AccessRow, ...AccessRow[]][] = [];
  for (const row of [...rows].sort((a, b) => a.at.localeCompare(b.at))) {
    const key = JSON.stringify([date(row.at), row.member.id, row.device, row.kind, row.classes, row.explanation, row.refused, row.unexplained]);
    const before = row.unexplained || left.has(row.kind) ? undefined : alike.get(key);
    if (before) {
      before.push(row);
    } else {
      const made: [AccessRow] = [row];
      alike.set(key, made);
      folded.push(made);
    }
  }
  return folded;
}

export const latest = (folded: Folded): string => (folded.at(-1) ?? folded[0]).at;
