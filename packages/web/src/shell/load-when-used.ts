import { loadQuestions } from "../ask/lazy-questions.tsx";
import { loadMarkdown } from "../markdown/lazy-markdown.tsx";
import { parseRoute } from "../navigation/route.ts";

/** Events that show that the page is used: an answer may follow soon. */
const signsOfUse = ["keydown", "pointerdown", "paste", "hashchange"] as const;

/**
 * The parts that a page in use needs at any time, also while the server is away. Loaded again, they do
 * nothing.
 */
const usedParts: readonly (() => Promise<unknown>)[] = [
  loadMarkdown,
  loadQuestions,
  () => import("./shortcuts-dialog.tsx"),
  () => import("./sidebar-drawer.tsx"),
  () => import("../tool/tool-card.tsx"),
  () => import("../tool-servers/tool-servers-dialog.tsx"),
  () => import("../ui/confirm-dialog-popup.tsx"),
];

/**
 * Loads parts of the bundle with the first sign that the page is used, so that they are there before they are
 * needed. Where the address shows a conversation, Markdown loads at once. Each part shows its failure where
 * it is used.
 */
export function loadWhenUsed(): void {
  if (parseRoute(location.hash).page === "session") load(loadMarkdown);
  for (const sign of signsOfUse) addEventListener(sign, loadUsedParts, { once: true, passive: true });
}

function loadUsedParts(): void {
  usedParts.forEach(load);
}

function load(part: () => Promise<unknown>): void {
  part().catch(() => undefined);
}
