import { type RefObject, useLayoutEffect } from "react";

/**
 * Leaves the focus to the message field when a question goes with the focus in it. A question never takes the
 * focus by itself: what a person types elsewhere decides nothing.
 */
export function useFocusAfterwards(frame: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const section = frame.current;
    return () => {
      if (section?.contains(document.activeElement)) document.getElementById("composer")?.focus();
    };
  }, [frame]);
}
