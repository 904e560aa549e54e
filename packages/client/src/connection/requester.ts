import { type Requester, RequestFailure, type RequestOptions } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Clock } from "../kit/clock.ts";
import { type Deadline, startDeadline } from "../kit/deadline.ts";
import type { Connection } from "./connection.ts";
import type { Link } from "./link.ts";
import { repetitionOf, saysDone, withIdempotencyKey } from "./repetition.ts";
import { RequestProgress } from "./request-progress.ts";
import { retryAfterMsOf } from "./retry-after.ts";
import type { TraceMark } from "./trace-mark.ts";

/** What requests are bounded and marked by. */
export interface RequesterOptions {
  readonly clock: Clock;
  /** From 0, inclusive, to 1, exclusive. */
  readonly random: () => number;
  /** For the wait for the link, for every sending and for the answer together. */
  readonly timeoutMs: number;
  /** Requests that may wait at the same time, for a link or for an answer. */
  readonly maxWaiting: number;
  readonly createKey: () => string;
  readonly markTrace: TraceMark;
}

/** One sending of a request. */
export interface Sending {
  /** The caller's, with the trace, and with the idempotency key where the method takes one: the same in every sending. */
  readonly params: unknown;
  readonly signal: AbortSignal;
  /** Whether an earlier sending may have been carried out. */
  readonly isRepeated: boolean;
}

/** A request, and how it is sent on a link. */
export interface LinkRequest<T> extends RequestOptions {
  readonly method: string;
  readonly params: unknown;
  readonly send: (link: Link, sending: Sending) => Promise<T>;
}

/** Share of a told delay that is added by chance, so that a crowd that was refused together does not come back together. */
const retrySpread = 0.25;

/** Sends requests over whichever link stands, or will stand before the time is over, and again where that does no harm. */
export class ReconnectingRequester implements Requester {
  readonly #connection: Connection;
  readonly #options: RequesterOptions;
  #waiting = 0;

  constructor(connection: Connection, options: RequesterOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /**
   * The answer. A request of the contract is sent again, with the same key, when the link breaks before its answer, and after the time that an overloaded
   * or ending server asks for, where that leaves time. Rejects with `RequestFailure` "timeout" where the time is over and
   * "too-many-pending" where too many wait, and with `ConnectionLostError` where there is no link by then.
   */
  async request(method: string, params?: unknown, options: RequestOptions = {}): Promise<unknown> {
    const repetition = repetitionOf(method);
    return this.perform({
      ...options,
      method,
      params,
      send: async ({ requests }, { params: sent, signal, isRepeated }) => {
        if (repetition.kind === "never") return requests.requestAtOnce(method, sent, { signal });
        try {
          return await requests.request(method, sent, { signal });
        } catch (error) {
          if (isRepeated && saysDone(repetition, error)) return repetition.result;
          throw error;
        }
      },
    });
  }

  /** Sends a request in a way of the caller's own, as often and with the failures of `request`. */
  async perform<T>({ method, params, send, ...limits }: LinkRequest<T>): Promise<T> {
    const repetition = repetitionOf(method);
    const endWait = this.#beginWait(method);
    const deadline = startDeadline(method, this.#options, limits);
    const progress = new RequestProgress(method, repetition);
    const { createKey, markTrace } = this.#options;
    const marked = markTrace(params);
    const sent = repetition.kind === "keyed" ? withIdempotencyKey(marked, createKey) : marked;
    try {
      for (;;) {
        const link = await this.#linkFor(progress, deadline.signal);
        try {
          return await send(link, { params: sent, signal: deadline.signal, isRepeated: progress.maybeDone });
        } catch (error) {
          await this.#recover(error, progress, deadline);
        }
      }
    } finally {
      deadline.cancel();
      endWait();
    }
  }

  #beginWait(method: string): () => void {
    const { maxWaiting } = this.#options;
    if (this.#waiting >= maxWaiting) {
      throw new RequestFailure("too-many-pending", method, { text: `${maxWaiting} requests wait already` });
    }
    this.#waiting += 1;
    return () => {
      this.#waiting -= 1;
    };
  }

  async #linkFor(progress: RequestProgress, signal: AbortSignal): Promise<Link> {
    try {
      return await this.#connection.ready(progress.method, signal);
    } catch (error) {
      if (error instanceof RequestFailure) throw progress.lost();
      throw error instanceof ConnectionLostError ? progress.lost(error) : error;
    }
  }

  /** Returns when the request may be sent again; throws what the caller gets where it may not. */
  async #recover(error: unknown, progress: RequestProgress, deadline: Deadline): Promise<void> {
    if (error instanceof ConnectionLostError && error.outcome === "not-sent") return;
    if (error instanceof RequestFailure && error.reason === "closed") {
      progress.linkBroke(error);
      return;
    }
    const retryAfterMs = progress.isPatient ? retryAfterMsOf(error) : undefined;
    if (retryAfterMs === undefined) throw error;
    const { random } = this.#options;
    const delayMs = Math.max(retryAfterMs * (1 + retrySpread * random()), progress.nextRefusalDelayMs());
    // Where the time would be over by then, the refusal says more than a timeout.
    if (delayMs >= deadline.remainingMs()) throw error;
    await this.#connection.pause(delayMs, deadline.signal);
  }
}
