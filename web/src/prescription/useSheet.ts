import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '../api/bytes';
import type { Duration, Renewed } from '../api/types';
import { sealed } from '../chart/shelved';
import { lacksLength, takenOver, type Line, type Sheet } from './lines';

const fresh = (): Sheet => ({ id: newId(), lines: [], removed: [], left: [] });

/**
 * The lines being written, kept sealed on this device until they are signed. A sheet that the chart holds signed is no
 * draft any more, in whichever window it was signed: the chart is asked, not this window's memory.
 */
export function useSheet(patient: string, member: string, signed: ReadonlySet<string>) {
  const place = `ordonnance/${member}/${patient}`;
  const [sheet, setSheet] = useState<Sheet>(fresh);
  const [ready, setReady] = useState(false);
  const latest = useRef(sheet);
  const shelf = useRef(Promise.resolve());

  const show = useCallback((next: Sheet): void => {
    latest.current = next;
    setSheet(next);
  }, []);
  /** In the order asked: a line that is still being sealed must not come back after its sheet was dropped. */
  const afterwards = useCallback((work: () => Promise<void>): void => {
    shelf.current = shelf.current.then(work, work);
  }, []);
  const change = useCallback(
    (by: (before: Sheet) => Sheet): void => {
      show(by(latest.current));
      afterwards(() => sealed.write(place, latest.current));
    },
    [place, show, afterwards],
  );
  const clear = useCallback((): void => {
    show(fresh());
    afterwards(() => sealed.drop(place));
  }, [place, show, afterwards]);

  useEffect(() => {
    let wanted = true;
    void sealed.read<Sheet>(place).then((kept) => {
      if (!wanted) return;
      if (kept) show({ ...fresh(), ...kept, lines: [...kept.lines, ...latest.current.lines] });
      setReady(true);
    });
    return () => {
      wanted = false;
    };
  }, [place, show]);
  useEffect(() => {
    if (signed.has(sheet.id)) clear();
  }, [signed, sheet.id, clear]);

  return {
    sheet,
    ready,
    add: (line: Line) => change((before) => ({ ...before, lines: before.lines.some((one) => one.key === line.key) ? before.lines.map((one) => (one.key === line.key ? line : one)) : [...before.lines, line] })),
    update: (key: string, part: Partial<Line>) => change((before) => ({ ...before, lines: before.lines.map((one) => (one.key === key ? { ...one, ...part } : one)) })),
    remove: (key: string) => change((before) => ({ ...before, lines: before.lines.filter((one) => one.key !== key), removed: [...before.removed, ...before.lines.filter((one) => one.key === key)] })),
    restore: (key: string) => change((before) => ({ ...before, removed: before.removed.filter((one) => one.key !== key), lines: [...before.lines, ...before.removed.filter((one) => one.key === key)] })),
    takeOver: (renewed: readonly Renewed[]) => change((before) => takenOver(before, renewed)),
    lengthen: (duration: Duration, renewals: number) => change((before) => ({ ...before, lines: before.lines.map((one) => (lacksLength(one) ? { ...one, duration, renewals } : one)) })),
    dismiss: (of: string) => change((before) => ({ ...before, left: before.left.filter((one) => one.of !== of) })),
    clear,
  };
}
