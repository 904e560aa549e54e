import type { RpcError } from "@aiwhisperer/protocol";
import { rateLimited } from "../kit/limit-error.ts";
import { TokenBuckets } from "./token-buckets.ts";

/** How a read budget is held. */
export interface ReadBudgetOptions {
  /** Bytes that one user may read within a minute; 0 for no limit. */
  readonly maxReadBytesPerMinute: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** Events that a client may always catch up with, whatever its user has read: what a reconnect lacks. */
const FREE_EVENTS = 1_000;

/** Bytes of an event that are charged before it is read, so that many deliveries that begin at once count at once. */
const BYTES_AHEAD = 64;

/**
 * Bytes of events that users read from the log, by deliveries and pages of history. Who has read too much waits before the next large read;
 * deliveries that have begun go on. New events, which no read brings, cost nothing.
 */
export class ReadBudget {
  readonly #max: number;
  readonly #buckets: TokenBuckets | undefined;

  constructor({ maxReadBytesPerMinute: max, now }: ReadBudgetOptions) {
    this.#max = max;
    this.#buckets = max === 0 ? undefined : new TokenBuckets({ perSecond: max / 60, burst: max, now });
  }

  /** The error for a page of history that the user has to wait for. */
  refusalOfPage(userId: string): RpcError | undefined {
    const retryAfterMs = this.#buckets?.waitFor(userId) ?? 0;
    if (retryAfterMs === 0) return undefined;
    return rateLimited({ limit: "maxReadBytesPerMinute", value: this.#max, retryAfterMs });
  }

  /** The error for a delivery of so many stored events that the user has to wait for. */
  refusalOfDelivery(userId: string, events: number): RpcError | undefined {
    return events <= FREE_EVENTS ? undefined : this.refusalOfPage(userId);
  }

  /** Charges a delivery of so many stored events ahead; returns the bytes that are paid for. */
  payAhead(userId: string, events: number): number {
    const bytes = events <= FREE_EVENTS ? 0 : events * BYTES_AHEAD;
    this.charge(userId, bytes);
    return bytes;
  }

  /** Charges what was read. */
  charge(userId: string, bytes: number): void {
    if (bytes > 0) this.#buckets?.charge(userId, bytes);
  }
}

/** Bytes of events as they are sent. */
export function bytesOf(events: readonly { readonly text: string }[]): number {
  return events.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}
