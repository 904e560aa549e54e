import { useState } from "react";

const prefix = "aiwhisperer.draft.";

/** A text that is being written, kept in this tab so that a reload does not lose it. `place` tells the drafts of a tab apart. */
export function useDraft(place: string): readonly [text: string, change: (text: string) => void] {
  const [text, setText] = useState(() => read(place));
  const change = (next: string) => {
    setText(next);
    write(place, next);
  };
  return [text, change];
}

function read(place: string): string {
  try {
    return sessionStorage.getItem(prefix + place) ?? "";
  } catch {
    // Storage is forbidden in some private modes; the draft then lasts as long as the page.
    return "";
  }
}

function write(place: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(prefix + place);
    else sessionStorage.setItem(prefix + place, text);
  } catch {
    // As above, and when the storage is full: the text is still on the screen.
  }
}
