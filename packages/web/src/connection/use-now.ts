import { useEffect, useState } from "react";

/**
 * The present in milliseconds since 1970-01-01T00:00:00Z, renewed at an interval; does not change while the
 * interval is undefined.
 */
export function useNow(intervalMs: number | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (intervalMs === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
