type Events = Partial<Pick<EventTarget, "addEventListener" | "removeEventListener">>;

/** Events of a window after which its connections are in doubt: a network is back, the page was shown again from the history. */
const windowEvents = ["online", "pageshow"] as const;

/** The same of a document: it is looked at again, or a browser that had frozen it runs it again. */
const documentEvents = ["visibilitychange", "resume"] as const;

/**
 * Calls back whenever the machine may have been away from its network: on `online`, `pageshow` and `resume`, and when the page becomes visible. The
 * events come from `target`, by default from a browser's window and document; where there are none, never. The returned function ends that.
 */
export function listenForWake(callback: () => void, target?: EventTarget): () => void {
  const { document = {} } = globalThis as {
    readonly document?: Events & { readonly visibilityState?: string };
  };
  const notice = () => {
    if (target !== undefined || document.visibilityState !== "hidden") callback();
  };
  // Node's global object is no event target, whatever the DOM's types say.
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
