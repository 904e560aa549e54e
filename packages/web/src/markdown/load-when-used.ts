import { parseRoute } from "../navigation/route.ts";
import { loadMarkdown } from "./lazy-markdown.tsx";

/** What shows that the page is used: an answer may follow soon. */
const signsOfUse = ["keydown", "pointerdown", "paste", "hashchange"] as const;

/**
 * Loads the part of the bundle that knows Markdown: at once where the address shows a conversation, else with
 * the first sign that the page is used, so that it is there before the first answer. A failure shows where
 * the text does, as plain text.
 */
export function loadMarkdownWhenUsed(): void {
  if (parseRoute(location.hash).page === "session") load();
  else for (const sign of signsOfUse) addEventListener(sign, load, { once: true, passive: true });
}

/** Loading again what is loaded does nothing. */
function load(): void {
  loadMarkdown().catch(() => undefined);
}
