import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '../api/bytes';
import { sealed } from '../chart/shelved';
import type { Duration, Renewed } from '../api/types';
import { lacksLength, takenOver, type Line, type Sheet } from './lines';

const fresh = (): Sheet => ({ id: newId(), lines: [], removed: [], left: [] });

/** The lines being written, kept sealed on this device until they are signed. */
export function useSheet(patient: string, member: string) {
  const place = `ordonnance/${member}/${patient}`;
  const [sheet, setSheet] = useState<Sheet>(fresh);
  const latest = useRef(sheet);
  useEffect(() => {
    let wanted = true;
    void sealed.read<Sheet>(place).then((kept) => {
      if (!wanted || !kept || latest.current.lines.length > 0) return;
      latest.current = { ...fresh(), ...kept };
      setSheet(latest.current);
    });
    return () => {
      wanted = false;
    };
  }, [place]);
  const change = useCallback(
    (by: (before: Sheet) => Sheet): void => {
      latest.current = by(latest.current);
      setSheet(latest.current);
      void sealed.write(place, latest.current);
    },
    [place],
  );
  return {
    sheet,
    add: (line: Line) => change((before) => ({ ...before, lines: before.lines.some((one) => one.key === line.key) ? before.lines.map((one) => (one.key === line.key ? line : one)) : [...before.lines, line] })),
    update: (key: string, part: Partial<Line>) => change((before) => ({ ...before, lines: before.lines.map((one) => (one.key === key ? { ...one, ...part } : one)) })),
    remove: (key: string) => change((before) => ({ ...before, lines: before.lines.filter((one) => one.key !== key), removed: [...before.removed, ...before.lines.filter((one) => one.key === key)] })),
    restore: (key: string) => change((before) => ({ ...before, removed: before.removed.filter((one) => one.key !== key), lines: [...before.lines, ...before.removed.filter((one) => one.key === key)] })),
    takeOver: (renewed: readonly Renewed[]) => change((before) => takenOver(before, renewed)),
    lengthen: (duration: Duration, renewals: number) => change((before) => ({ ...before, lines: before.lines.map((one) => (lacksLength(one) ? { ...one, duration, renewals } : one)) })),
    dismiss: (of: string) => change((before) => ({ ...before, left: before.left.filter((one) => one.of !== of) })),
    clear: () => {
      latest.current = fresh();
      setSheet(latest.current);
      void sealed.drop(place);
    },
  };
}
