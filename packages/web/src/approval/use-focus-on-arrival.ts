import { type RefObject, useLayoutEffect } from "react";

/** Takes the focus where nothing has it, and leaves it to the message field afterwards. */
export function useFocusOnArrival(frame: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const section = frame.current;
    if (document.activeElement === document.body) section?.focus({ preventScroll: true });
    return () => {
      if (section?.contains(document.activeElement)) document.getElementById("composer")?.focus();
    };
  }, [frame]);
}
