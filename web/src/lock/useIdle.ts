import { useEffect, useRef } from 'react';
import { touchedAt } from '../api/touch';

/** Calls after so many seconds without a key, a touch or a move, in any tab of this browser. */
export function useIdle(seconds: number | undefined, then: () => void): void {
  const latest = useRef(then);
  latest.current = then;
  useEffect(() => {
    if (seconds === undefined || seconds <= 0) return;
    const begun = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - Math.max(begun, touchedAt()) > seconds * 1000) latest.current();
    }, 1000);
    return () => clearInterval(timer);
  }, [seconds]);
}
