import type { Readable, SessionHandle, SessionState } from "@aiwhisperer/client";
import { useClient } from "@aiwhisperer/react";
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";

/** A session on the screen, and its state as of the last frame. */
export interface PacedSession {
  readonly session: SessionHandle;
  readonly state: SessionState;
}

/** How often a page that nobody sees is brought up to date: browsers draw no frames for it. */
const hiddenPaceMs = 500;

/** Follows a session for as long as the component shows it, and renders at most once a frame, however fast the answer comes. */
export function usePacedSession(sessionId: string): PacedSession {
  const client = useClient();
  const session = useMemo(() => client.session(sessionId), [client, sessionId]);
  const subscribe = useCallback((listener: () => void) => subscribeByFrame(session, listener), [session]);
  const state = useSyncExternalStore(subscribe, () => session.state);
  useEffect(() => session.retain(), [session]);
  return { session, state };
}

function subscribeByFrame(readable: Readable<unknown>, listener: () => void): () => void {
  let cancelPlanned: (() => void) | undefined;
  const tell = () => {
    cancelPlanned = undefined;
    listener();
  };
  const unsubscribe = readable.subscribe(() => {
    cancelPlanned ??= document.hidden ? planTimer(tell) : planFrame(tell);
  });
  return () => {
    unsubscribe();
    cancelPlanned?.();
  };
}

function planFrame(action: () => void): () => void {
  const frame = requestAnimationFrame(action);
  return () => cancelAnimationFrame(frame);
}

function planTimer(action: () => void): () => void {
  const timer = setTimeout(action, hiddenPaceMs);
  return () => clearTimeout(timer);
}
