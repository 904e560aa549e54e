import type { Readable, SessionState } from "@aiwhisperer/client";

/** Interval of updates while the page is hidden: browsers draw no frames for it. */
const hiddenPaceMs = 500;

/**
 * Interval of updates during a replay: the layout of a part that changes by the next frame costs more than
 * its read.
 */
const replayPaceMs = 500;

/** The parts of a browser's page that set the pace. */
export interface FramedPage {
  readonly document: { readonly hidden: boolean };
  requestAnimationFrame(callback: () => void): number;
  cancelAnimationFrame(handle: number): void;
}

/**
 * A session whose changes are announced once a frame at most, and twice a second during a replay; the end of
 * a replay is announced with the next frame. The snapshot is always the newest. Needs a browser's page.
 */
export function paceByFrame(
  session: Readable<SessionState>,
  page: FramedPage = globalThis as unknown as FramedPage,
): Readable<SessionState> {
  return {
    get state() {
      return session.state;
    },
    subscribe: (listener) => subscribeByFrame(session, listener, page),
  };
}

function subscribeByFrame(
  session: Readable<SessionState>,
  listener: () => void,
  page: FramedPage,
): () => void {
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
    planned ??= isReplay
      ? { ...planTimer(announce, replayPaceMs), isSlow: true }
      : { ...planFrame(announce, page), isSlow: false };
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

function planFrame(action: () => void, page: FramedPage): Pick<Plan, "cancel"> {
  if (page.document.hidden) return planTimer(action, hiddenPaceMs);
  const frame = page.requestAnimationFrame(action);
  return { cancel: () => page.cancelAnimationFrame(frame) };
}

function planTimer(action: () => void, delayMs: number): Pick<Plan, "cancel"> {
  const timer = setTimeout(action, delayMs);
  return { cancel: () => clearTimeout(timer) };
}
