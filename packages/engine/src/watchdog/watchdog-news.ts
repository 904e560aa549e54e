/** What the thread of a watchdog begins with. */
export interface WatchdogStart {
  /** File of the record. */
  readonly path: string;
  readonly maxLoopBlockMs: number;
  /** One number that the main thread counts up while turns run. */
  readonly beat: Int32Array<SharedArrayBuffer>;
}

/** News for the thread of a watchdog. The last one is that the process closes in good order. */
export type WatchdogNews =
  | { readonly type: "began" | "ended" | "left" | "resumed"; readonly turnId: string }
  | { readonly type: "closing" };

/**
 * News from the thread of a watchdog: a resumed turn ran while the loop was blocked again, or the record
 * cannot be written.
 */
export type WatchdogAnswer = { readonly blockedAgain: string } | { readonly error: unknown };

/**
 * Looks without a beat that make a block. Looks are counted, not time: a machine that was suspended has
 * blocked nothing.
 */
export const LOOKS = 4;
