import type { ReactElement } from "react";

/** The first stop of the Tab key: past the list of conversations, to where a message is written. */
export function SkipLink(): ReactElement {
  return (
    <button
      type="button"
      onClick={() => document.getElementById("composer")?.focus()}
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-lg bg-accent px-4 py-2 font-medium text-on-accent text-sm focus:translate-y-0"
    >
      Skip to the message field
    </button>
  );
}
