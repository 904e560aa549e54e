/** Calls back whenever a browser learns that the machine is on a network again; elsewhere never. The returned function ends that. */
export function listenForOnline(callback: () => void): () => void {
  // Node has no such events, and its global object no such method.
  const target = globalThis as Partial<Pick<EventTarget, "addEventListener" | "removeEventListener">>;
  target.addEventListener?.("online", callback);
  return () => target.removeEventListener?.("online", callback);
}
