/**
 * Calls back whenever `target`, by default a browser's window, learns that the machine is on a network again; where there are no such events,
 * never. The returned function ends that.
 */
export function listenForOnline(callback: () => void, target?: EventTarget): () => void {
  // Node's global object is no event target, whatever the DOM's types say.
  const events = (target ?? globalThis) as Partial<
    Pick<EventTarget, "addEventListener" | "removeEventListener">
  >;
  events.addEventListener?.("online", callback);
  return () => events.removeEventListener?.("online", callback);
}
