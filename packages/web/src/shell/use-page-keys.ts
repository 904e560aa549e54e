import { useEffect } from "react";
import { navigate } from "./route.ts";
import { commandOf, type PageCommand } from "./shortcuts.ts";

/** Id of the button that opens the list of keys. */
export const shortcutsButtonId = "shortcuts";

/** Makes the page understand its keys, as `shortcuts` lists them, wherever the focus is. */
export function usePageKeys(): void {
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      const command = event.defaultPrevented ? undefined : commandOf(toKeyPress(event));
      if (!command) return;
      event.preventDefault();
      run[command]();
    };
    addEventListener("keydown", handle);
    return () => removeEventListener("keydown", handle);
  }, []);
}

const run: Readonly<Record<PageCommand, () => void>> = {
  "focus-composer": () => document.getElementById("composer")?.focus(),
  "new-conversation": () => navigate(),
  "show-shortcuts": () => document.getElementById(shortcutsButtonId)?.click(),
};

function toKeyPress({ key, code, altKey, ctrlKey, metaKey, target }: KeyboardEvent) {
  const isTyping =
    target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
  return { key, code, altKey, ctrlKey, metaKey, isTyping };
}
