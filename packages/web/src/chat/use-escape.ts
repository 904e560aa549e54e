import { useEffect } from "react";
import { isCovered } from "../navigation/key-target.ts";

/**
 * Calls a function when Escape is pressed and nothing else, such as a dialog or a menu, takes the key for
 * itself.
 */
export function useEscape(onEscape: (() => void) | undefined): void {
  useEffect(() => {
    if (!onEscape) return;
    const handle = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (!isCovered()) onEscape();
    };
    addEventListener("keydown", handle);
    return () => removeEventListener("keydown", handle);
  }, [onEscape]);
}
