import { useEffect, useRef } from 'react';

/** Calls once after so many seconds without a key, a touch or a move, in any tab of this browser. */
export function useIdle(seconds: number | undefined, then: () => void): void {
  const latest = useRef(then);
  latest.current = then;
  useEffect(() => {
    if (seconds === undefined || seconds <= 0) return;
    const tabs = new BroadcastChannel('carnet.awake');
    let touched = Date.now();
    let told = 0;
    const awake = (): void => {
      touched = Date.now();
      if (touched - told > 5000) {
        told = touched;
        tabs.postMessage(0);
      }
    };
    const heard = (): void => {
      touched = Date.now();
    };
    const events = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;
    for (const event of events) addEventListener(event, awake, { passive: true, capture: true });
    tabs.addEventListener('message', heard);
    const timer = setInterval(() => {
      if (Date.now() - touched > seconds * 1000) latest.current();
    }, 1000);
    return () => {
      for (const event of events) removeEventListener(event, awake, { capture: true });
      tabs.close();
      clearInterval(timer);
    };
  }, [seconds]);
}
