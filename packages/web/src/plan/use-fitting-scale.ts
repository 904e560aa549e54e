import { type RefObject, useLayoutEffect, useState } from "react";

/** Below this the boxes are unreadable: then it is better to scroll. */
const leastScale = 0.45;

/**
 * The scale, at most 1, at which something of that width fits into an element, as wide as the element is now.
 */
export function useFittingScale(frame: RefObject<HTMLElement | null>, width: number): number {
  const [room, setRoom] = useState<number>();
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    setRoom(element.clientWidth);
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  if (room === undefined || width === 0) return 1;
  return Math.min(1, Math.max(leastScale, room / width));
}
