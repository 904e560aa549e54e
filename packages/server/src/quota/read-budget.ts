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

/**
 * Events of a small delivery: what a reconnect lacks. Small ones have a budget of their own, so that no large
 * read keeps a client from reconnecting.
 */
const SMALL_DELIVERY_EVENTS = 1_000;

/**
 * Bytes of an event that are charged before it is read, so that many deliveries that begin at once count at
 * once.
 */
const BYTES_AHEAD = 64;

/** Charges what one delivery reads. */
export interface DeliveryAccount {
  /**
   * Charges what was read. With the number of its events, the rest of the delivery is charged ahead as if its
   * events were as large.
   */
  charge(bytes: number, events?: number): void;
}

/**
 * Bytes of events that users read from the log, by deliveries and pages of history. Who has read too much
 * waits before the next read; deliveries that have begun continue. New events, which no read brings, cost
 * nothing.
 */
export class ReadBudget {
  readonly #max: number;
  readonly #large: TokenBuckets | undefined;
  readonly #small: TokenBuckets | undefined;

  constructor({ maxReadBytesPerMinute: max, now }: ReadBudgetOptions) {
    this.#max = max;
    if (max === 0) return;
    this.#large = new TokenBuckets({ perSecond: max / 60, burst: max, now });
    this.#small = new TokenBuckets({ perSecond: max / 60, burst: max, now });
  }

  /** The error for a page of history that the user has to wait for. */
  refusalOfPage(userId: string): RpcError | undefined {
    return this.#refusalBy(this.#large, userId);
  }

  /** The error for a delivery of so many stored events that the user has to wait for. */
  refusalOfDelivery(userId: string, events: number): RpcError | undefined {
    return this.#refusalBy(this.#bucketsFor(events), userId);
  }

  /** Charges a delivery of so many stored events ahead; what it reads is charged by its account. */
  openDelivery(userId: string, events: number): DeliveryAccount {
    const buckets = this.#bucketsFor(events);
    let paidBytes = events * BYTES_AHEAD;
    let unreadEvents = events;
    buckets?.charge(userId, paidBytes);
    return {
      charge(bytes, count = 0) {
        unreadEvents = Math.max(0, unreadEvents - count);
        const aheadBytes = count === 0 ? 0 : (bytes / count) * unreadEvents;
        const isRead = count > 0 && unreadEvents === 0;
        // Of a delivery that is read, an excess charge is refunded.
        const unpaid = isRead ? bytes - paidBytes : Math.max(0, bytes + aheadBytes - paidBytes);
        buckets?.charge(userId, unpaid);
        paidBytes += unpaid - bytes;
      },
    };
  }

  /** Charges a page of history. */
  chargePage(userId: string, bytes: number): void {
    this.#large?.charge(userId, bytes);
  }

  #bucketsFor(events: number): TokenBuckets | undefined {
    return events <= SMALL_DELIVERY_EVENTS ? this.#small : this.#large;
  }

  #refusalBy(buckets: TokenBuckets | undefined, userId: string): RpcError | undefined {
    const retryAfterMs = buckets?.waitFor(userId) ?? 0;
    if (retryAfterMs === 0) return undefined;
    return rateLimited({ limit: "maxReadBytesPerMinute", value: this.#max, retryAfterMs });
  }
}

/** Bytes of events as they are sent. */
export function bytesOf(events: readonly { readonly text: string }[]): number {
  return events.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}
