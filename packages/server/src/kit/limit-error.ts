import { interactive, type RpcError, rpcError } from "@aiwhisperer/protocol";

/** A named limit that was reached, and what there is to say about it. */
export interface LimitNotice {
  /** As the configuration has it. */
  readonly limit: string;
  readonly value: number;
  /** In words for a person, as sentences. */
  readonly reason?: string;
}

/** The error for what is more than a limit allows, and stays so until something changes. */
export function limitExceeded(notice: LimitNotice): RpcError {
  const { limit, value } = notice;
  return rpcError(interactive.errors.LimitExceeded, { limit, value }, textOf(notice, "was exceeded"));
}

/** The error for what came too often. */
export function rateLimited({ retryAfterMs, ...notice }: LimitNotice & { retryAfterMs: number }): RpcError {
  const { limit, value } = notice;
  const text = `${textOf(notice, "was reached")} Try again in ${retryAfterMs} ms.`;
  return rpcError(interactive.errors.RateLimited, { limit, value, retryAfterMs }, text);
}

/** The error for work that is not begun while the server has too much of it. */
export function overloaded({ retryAfterMs, ...notice }: LimitNotice & { retryAfterMs: number }): RpcError {
  const text = `The server is overloaded. ${textOf(notice, "was passed")} Try again in ${retryAfterMs} ms.`;
  return rpcError(interactive.errors.Overloaded, { retryAfterMs }, text);
}

function textOf({ limit, value, reason = "" }: LimitNotice, happened: string): string {
  return `The limit ${limit} (${value}) ${happened}. ${reason}`.trimEnd();
}
