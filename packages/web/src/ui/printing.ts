import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import { frameBudget } from "./frame-budget.ts";

let isPrinting = false;
const listeners = new Set<() => void>();

/**
 * Renders the page as it is printed before the browser lays out the pages, and as it was afterwards. Called
 * once, before the page is shown.
 */
export function watchPrinting(): void {
  const print = matchMedia("print");
  addEventListener("beforeprint", () => change(true));
  addEventListener("afterprint", () => change(print.matches));
  // A browser that is asked for a document by a program has no such events.
  print.addEventListener("change", ({ matches }) => change(matches));
}

/** Whether the page is being printed: then everything is in the document and unfolded. */
export function useIsPrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isPrinting,
    () => false,
  );
}

function change(next: boolean): void {
  if (next === isPrinting) return;
  isPrinting = next;
  flushSync(() => {
    frameBudget.setUnbounded(next);
    for (const listener of listeners) listener();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
