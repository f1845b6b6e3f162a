import { useEffect, useState } from 'react';

/** Seconds before the authenticator app shows another code (30-second steps, RFC 6238). */
export function useCodeClock(): number {
  const left = (): number => 30 - (Math.floor(Date.now() / 1000) % 30);
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
