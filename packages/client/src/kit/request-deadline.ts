import { RequestFailure, type RequestOptions } from "@aiwhisperer/protocol";
import type { Clock } from "./clock.ts";

/** A time limit. */
export interface RequestDeadline {
  /** Aborts with a `RequestFailure` "timeout" at the limit, or with the caller's own reason. */
  readonly signal: AbortSignal;
  /** Remaining time, in milliseconds. */
  remainingMs(): number;
  /** Stops the timer. */
  cancel(): void;
}

/** Starts the time limit of a method. The options may contain another limit and a signal of the caller. */
export function startRequestDeadline(
  method: string,
  { clock, timeoutMs: defaultMs }: { readonly clock: Clock; readonly timeoutMs: number },
  { timeoutMs = defaultMs, signal }: RequestOptions = {},
): RequestDeadline {
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
