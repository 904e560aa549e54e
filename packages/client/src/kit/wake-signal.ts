type Events = Partial<Pick<EventTarget, "addEventListener" | "removeEventListener">>;

/**
 * Window events after which connections are in doubt: the network is back, or the page was restored from the
 * history.
 */
const windowEvents = ["online", "pageshow"] as const;

/** Document events of the same kind: the page is visible again, or a browser that froze it runs it again. */
const documentEvents = ["visibilitychange", "resume"] as const;

/**
 * Calls back when the machine may have been offline: on `online`, `pageshow` and `resume`, and when the page
 * becomes visible. The events come from `target`, by default a browser's window and document; without these,
 * never. The returned function unsubscribes.
 */
export function listenForWake(callback: () => void, target?: EventTarget): () => void {
  const { document = {} } = globalThis as {
    readonly document?: Events & { readonly visibilityState?: string };
  };
  const notice = () => {
    if (target !== undefined || document.visibilityState !== "hidden") callback();
  };
  // Node's global object is no event target, contrary to the DOM's types.
  const sources: readonly (readonly [Events, readonly string[]])[] = [
    [target ?? (globalThis as Events), windowEvents],
    [target ?? document, documentEvents],
  ];
  for (const [events, names] of sources) for (const name of names) events.addEventListener?.(name, notice);
  return () => {
    for (const [events, names] of sources)
      for (const name of names) events.removeEventListener?.(name, notice);
  };
}
