import type { Readable, SessionState } from "@aiwhisperer/client";

/** Interval of updates while the page is hidden: browsers draw no frames for it. */
const hiddenPaceMs = 500;

/**
 * Interval of updates during a replay: the layout of a part that changes by the next frame costs more than
 * its read.
 */
const replayPaceMs = 500;

/**
 * A session whose changes are announced once a frame at most, and twice a second during a replay; the end of
 * a replay is announced with the next frame. The snapshot is always the newest. Needs a browser's page.
 */
export function paceByFrame(session: Readable<SessionState>): Readable<SessionState> {
  return {
    get state() {
      return session.state;
    },
    subscribe: (listener) => subscribeByFrame(session, listener),
  };
}

function subscribeByFrame(session: Readable<SessionState>, listener: () => void): () => void {
  let planned: Plan | undefined;
  const announce = () => {
    planned = undefined;
    listener();
  };
  const unsubscribe = session.subscribe(() => {
    const isReplay = isReplaying(session.state);
    if (planned?.isSlow && !isReplay) {
      planned.cancel();
      planned = undefined;
    }
    planned ??= plan(announce, isReplay);
  });
  return () => {
    unsubscribe();
    planned?.cancel();
  };
}

/** Whether a replay is on its way: the server has said how far it goes. */
function isReplaying({ caughtUp, replayUntil }: SessionState): boolean {
  return !caughtUp && Number.isFinite(replayUntil);
}

interface Plan {
  /** Whether it is later than the change after a replay may be announced. */
  readonly isSlow: boolean;
  cancel(): void;
}

function plan(action: () => void, isReplay: boolean): Plan {
  if (isReplay) return { ...planTimer(action, replayPaceMs), isSlow: true };
  const { document, requestAnimationFrame, cancelAnimationFrame } = globalThis as Frames;
  if (document?.hidden !== false || requestAnimationFrame === undefined)
    return { ...planTimer(action, hiddenPaceMs), isSlow: false };
  const frame = requestAnimationFrame(action);
  return { isSlow: false, cancel: () => cancelAnimationFrame?.(frame) };
}

/** What a page has for frames; absent outside of browsers. */
interface Frames {
  readonly document?: { readonly hidden: boolean };
  readonly requestAnimationFrame?: (action: () => void) => number;
  readonly cancelAnimationFrame?: (frame: number) => void;
}

function planTimer(action: () => void, delayMs: number): Pick<Plan, "cancel"> {
  const timer = setTimeout(action, delayMs);
  return { cancel: () => clearTimeout(timer) };
}
