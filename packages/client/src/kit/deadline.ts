import { RequestFailure, type RequestOptions } from "@aiwhisperer/protocol";
import type { Clock } from "./clock.ts";

/** A bound on how long something is waited for. */
export interface Deadline {
  /** Aborts with a `RequestFailure` "timeout" when the time is over, or with the caller's own reason. */
  readonly signal: AbortSignal;
  /** Time that is left, in milliseconds. */
  remainingMs(): number;
  /** Frees the timer. */
  cancel(): void;
}

/** Starts a deadline for a method; `limits` may name a shorter or longer time, and a signal of the caller. */
export function startDeadline(
  method: string,
  { clock, timeoutMs: defaultMs }: { readonly clock: Clock; readonly timeoutMs: number },
  { timeoutMs = defaultMs, signal }: RequestOptions = {},
): Deadline {
  const controller = new AbortController();
  const endsAt = clock.now() + timeoutMs;
  const cancel = clock.schedule(timeoutMs, () => {
    controller.abort(new RequestFailure("timeout", method, { text: `no answer within ${timeoutMs} ms` }));
  });
  return {
    cancel,
    remainingMs: () => endsAt - clock.now(),
    signal: signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]),
  };
}
