import { useEffect, useState } from "react";

const patienceMs = 600;

/**
 * Whether a list that has just been opened may be seen: once it is complete and has been scrolled to its end,
 * so that the movement stays invisible; after a moment in any case.
 */
export function useSettling(isComplete: boolean, scrollToEnd: () => void): boolean {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!isComplete || isSettled) return;
    scrollToEnd();
    // One frame to put the rows in place, one to measure them.
    let frame = requestAnimationFrame(() => {
      scrollToEnd();
      frame = requestAnimationFrame(() => setSettled(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [isComplete, isSettled, scrollToEnd]);
  return isSettled;
}
