import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '../api/bytes';
import type { Duration, Renewed } from '../api/types';
import { sealed } from '../chart/shelved';
import { lengthened, takenOver, type Line, type Sheet } from './lines';

const fresh = (): Sheet => ({ id: newId(), lines: [], removed: [], left: [] });

/** The lines being written, kept sealed on this device until they are signed. */
export function useSheet(patient: string, member: string) {
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
  /** That sheet is signed: what is not in it goes on under another id. What another window has begun meanwhile is left. */
  const leave = useCallback(
    (id: string, rest: (lines: readonly Line[]) => readonly Line[]): void => {
      if (latest.current.id !== id) return;
      const next = { ...fresh(), lines: rest(latest.current.lines) };
      show(next);
      afterwards(async () => {
        if (next.lines.length > 0) await sealed.write(place, next);
        else if ((await sealed.read<Sheet>(place))?.id === id) await sealed.drop(place);
      });
    },
    [place, show, afterwards],
  );

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

  return {
    sheet,
    ready,
    add: (line: Line) => change((before) => ({ ...before, lines: before.lines.some((one) => one.key === line.key) ? before.lines.map((one) => (one.key === line.key ? line : one)) : [...before.lines, line] })),
    update: (key: string, part: Partial<Line>) => change((before) => ({ ...before, lines: before.lines.map((one) => (one.key === key ? { ...one, ...part } : one)) })),
    remove: (key: string) => change((before) => ({ ...before, lines: before.lines.filter((one) => one.key !== key), removed: [...before.removed, ...before.lines.filter((one) => one.key === key)] })),
    restore: (key: string) => change((before) => ({ ...before, removed: before.removed.filter((one) => one.key !== key), lines: [...before.lines, ...before.removed.filter((one) => one.key === key)] })),
    takeOver: (renewed: readonly Renewed[]) => change((before) => takenOver(before, renewed)),
    /** What was typed and could not be added as it stands: told until it is seen. */
    aside: (typed: string, reason: string) => change((before) => ({ ...before, left: [...before.left, { of: newId(), name: typed, reason, source: '' }] })),
    /** Renewals that a line has stay where none are given. */
    lengthen: (duration: Duration, renewals: number | undefined) => change((before) => lengthened(before, duration, renewals)),
    dismiss: (of: string) => change((before) => ({ ...before, left: before.left.filter((one) => one.of !== of) })),
    leave,
  };
}
