import type { SessionHandle, SessionState } from "@aiwhisperer/client";
import { useClient } from "@aiwhisperer/react";
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";

/** A session on the screen, and its state as of the last frame. */
export interface PacedSession {
  readonly session: SessionHandle;
  readonly state: SessionState;
}

/** How often a hidden page is updated: browsers draw no frames for it. */
const hiddenPaceMs = 500;

/**
 * How often a session that is being read is brought up to date: to lay out what will have changed by the next
 * frame costs more than to read it.
 */
const replayPaceMs = 500;

/**
 * Follows a session for as long as the component shows it, and renders at most once a frame, however fast the
 * answer comes; while the past is read, now and then only, and at once when that is done.
 */
export function usePacedSession(sessionId: string): PacedSession {
  const client = useClient();
  const session = useMemo(() => client.session(sessionId), [client, sessionId]);
  const subscribe = useCallback((listener: () => void) => subscribeByFrame(session, listener), [session]);
  const state = useSyncExternalStore(subscribe, () => session.state);
  useEffect(() => session.retain(), [session]);
  return { session, state };
}

function subscribeByFrame(session: SessionHandle, listener: () => void): () => void {
  let planned: Plan | undefined;
  const tell = () => {
    planned = undefined;
    listener();
  };
  const unsubscribe = session.subscribe(() => {
    const isReplay = isReplaying(session.state);
    if (planned?.isSlow && !isReplay) {
      planned.cancel();
      planned = undefined;
    }
    planned ??= plan(tell, isReplay);
  });
  return () => {
    unsubscribe();
    planned?.cancel();
  };
}

/** Whether the past is on its way: the server has said how far it goes. */
function isReplaying({ caughtUp, replayUntil }: SessionState): boolean {
  return !caughtUp && Number.isFinite(replayUntil);
}

interface Plan {
  /** Whether it comes later than something urgent should. */
  readonly isSlow: boolean;
  cancel(): void;
}

function plan(action: () => void, isReplay: boolean): Plan {
  if (isReplay) return { ...planTimer(action, replayPaceMs), isSlow: true };
  if (document.hidden) return { ...planTimer(action, hiddenPaceMs), isSlow: false };
  const frame = requestAnimationFrame(action);
  return { isSlow: false, cancel: () => cancelAnimationFrame(frame) };
}

function planTimer(action: () => void, delayMs: number): Pick<Plan, "cancel"> {
  const timer = setTimeout(action, delayMs);
  return { cancel: () => clearTimeout(timer) };
}
