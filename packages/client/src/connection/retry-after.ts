import { type InteractiveErrors, interactive, isRpcError } from "@aiwhisperer/protocol";

/** Names of the errors that carry a retry-after. */
type DelayErrorName = {
  [E in keyof InteractiveErrors]: InteractiveErrors[E] extends
    | { readonly retryAfterMs: number }
    | { readonly reconnectAfterMs: number }
    ? E
    : never;
}[keyof InteractiveErrors];

type DelayTable = { readonly [E in DelayErrorName]: (data: InteractiveErrors[E]) => number };

/** Every such error of the contract must be listed. `Busy` is none: the caller asked for that refusal. */
const delays: DelayTable = {
  RateLimited: ({ retryAfterMs }) => retryAfterMs,
  Overloaded: ({ retryAfterMs }) => retryAfterMs,
  Draining: ({ reconnectAfterMs }) => reconnectAfterMs,
};

/** Returns the server's retry-after in milliseconds; undefined for any other failure. */
export function retryAfterMsOf(error: unknown): number | undefined {
  for (const name of Object.keys(delays) as DelayErrorName[]) {
    const delayMs = readDelay(name, error);
    if (delayMs !== undefined) return delayMs;
  }
  return undefined;
}

/** Random share added to a server's retry-after, so that clients refused together do not return together. */
const retrySpread = 0.25;

/** Returns a delay of at least a server's retry-after. `random` is from 0, inclusive, to 1, exclusive. */
export function spreadRetryAfter(retryAfterMs: number, random: number): number {
  return retryAfterMs * (1 + retrySpread * random);
}

function readDelay<E extends DelayErrorName>(name: E, error: unknown): number | undefined {
  return isRpcError(error, interactive.errors[name]) ? delays[name](error.data) : undefined;
}
