import type { EngineLimits } from "../kit/limits.ts";

/** Knows the turns during which the event loop was blocked, also those of an earlier process. */
export interface TurnWatch {
  /**
   * A turn runs from now on. Calls back when the loop was blocked again although the turn was resumed only
   * once for that.
   */
  began(turnId: string, onBlockedAgain: () => void): void;
  /** A turn that ran has ended, or was left for another start to resume. */
  stopped(turnId: string, how: "ended" | "left"): void;
  /**
   * Whether a turn that a restart cut off may be resumed: one during which the loop was blocked is resumed
   * once only. Records the answer as a resumption.
   */
  mayResume(turnId: string): boolean;
}

/** Watches nothing: for logs that do not survive a restart. */
export const unwatched: TurnWatch = {
  began: () => undefined,
  stopped: () => undefined,
  mayResume: () => true,
};

/** The reason why a turn is not resumed again, or ended after it was. */
export function blockedLoopText({ maxLoopBlockMs }: Pick<EngineLimits, "maxLoopBlockMs">): string {
  return `The server did not respond for more than ${maxLoopBlockMs / 1000} s while this turn ran (limit maxLoopBlockMs). It was resumed once and is not resumed again. Send the message again to try once more.`;
}
