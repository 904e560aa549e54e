import { useEffect } from "react";
import { questionId } from "../approval/question.ts";
import { isTyping } from "../navigation/key-target.ts";
import { navigate } from "../navigation/route.ts";
import { commandOf, type PageCommand } from "./shortcuts.ts";

/** Id of the button that opens the list of keys. */
export const shortcutsButtonId = "shortcuts";

/** Id of the button that pauses and resumes the shown session or plan. */
export const pauseButtonId = "pause";

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
  "focus-question": () => document.getElementById(questionId)?.focus(),
  "new-conversation": () => navigate(),
  "toggle-pause": () => document.getElementById(pauseButtonId)?.click(),
  "show-shortcuts": () => document.getElementById(shortcutsButtonId)?.click(),
};

const altWrites = /Mac|iP(hone|ad|od)/.test(navigator.platform);

function toKeyPress({ key, code, altKey, ctrlKey, metaKey, target }: KeyboardEvent) {
  return { key, code, altKey, ctrlKey, metaKey, isTyping: isTyping(target), altWrites };
}
