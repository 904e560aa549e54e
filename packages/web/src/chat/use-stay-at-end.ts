import { type RefObject, useEffect } from "react";

/**
 * Keeps a list at its end when its window becomes smaller or larger, such as when something appears below it;
 * within that distance, in CSS pixels, it counts as being there.
 */
export function useStayAtEnd(scroller: RefObject<HTMLElement | null>, withinPixels: number): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let isAtEnd = true;
    const note = () => {
      isAtEnd = element.scrollHeight - element.clientHeight - element.scrollTop <= withinPixels;
    };
    const observer = new ResizeObserver(() => {
      if (isAtEnd) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener("scroll", note, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", note);
      observer.disconnect();
    };
  }, [scroller, withinPixels]);
}
