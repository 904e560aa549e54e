import {
  type Implementation,
  interactive,
  type RpcError,
  type SendUserMessageRequest,
} from "@aiwhisperer/protocol";
import type { Connection } from "../connection/connection.ts";
import { limitExceeded, overloaded, rateLimited } from "../kit/limit-error.ts";
import type { Overload } from "../quota/overload.ts";
import { TokenBuckets, type TokenBucketsOptions } from "../quota/token-buckets.ts";
import type { ConnectionCall } from "./command.ts";

/** Says why a call is not run now; nothing where it is. The params are those that the method declares. */
export type CallRule = (params: unknown, call: ConnectionCall) => RpcError | undefined;

const { startSession, sendUserMessage, startPlan } = interactive.methods;

/**
 * Methods that begin new work. All others continue under overload: they end work, or belong to work that was
 * begun.
 */
const BEGINNINGS: ReadonlySet<string> = new Set(
  [startSession, sendUserMessage, startPlan].map(({ fullName }) => fullName),
);

/** Retry-after of an overloaded server, which is longer than the overload takes to end. */
const OVERLOAD_RETRY_MS = 2_000;

/** The same methods, each call of which is run unless a rule says why not. */
export function withRules(
  { methods }: Implementation<Connection>,
  rules: readonly CallRule[],
): Implementation<Connection> {
  return {
    methods: methods.map((method) => ({
      ...method,
      handler(params, call) {
        for (const rule of rules) {
          const error = rule(params, call);
          if (error !== undefined) throw error;
        }
        return method.handler(params, call);
      },
    })),
  };
}

/** So many requests a second of one user, over all connections. */
export function requestRate(options: TokenBucketsOptions): CallRule {
  const buckets = new TokenBuckets(options);
  return (_params, { context }) => {
    const retryAfterMs = buckets.take(context.userId);
    if (retryAfterMs === 0) return undefined;
    return rateLimited({ limit: "maxRequestsPerSecond", value: options.perSecond, retryAfterMs });
  };
}

/** Messages of no more than that length, in UTF-16 units. */
export function messageLength(value: number): CallRule {
  return (params, { method }) => {
    if (method !== sendUserMessage.fullName) return undefined;
    const { length } = (params as SendUserMessageRequest).message;
    if (length <= value) return undefined;
    return limitExceeded({
      limit: "maxMessageLength",
      value,
      reason: `The message has ${length} characters.`,
    });
  };
}

/** No new work while there is too much. */
export function noNewWorkUnder(overload: Overload): CallRule {
  return (_params, { method }) => {
    const { passed } = overload;
    if (passed === undefined || !BEGINNINGS.has(method)) return undefined;
    return overloaded({ ...passed, retryAfterMs: OVERLOAD_RETRY_MS });
  };
}
