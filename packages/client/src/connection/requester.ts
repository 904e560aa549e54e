import { type Requester, RequestFailure, type RequestOptions } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Clock } from "../kit/clock.ts";
import { type RequestDeadline, startRequestDeadline } from "../kit/request-deadline.ts";
import type { Connection } from "./connection.ts";
import type { Link } from "./link.ts";
import { repetitionOf, saysDone, withIdempotencyKey } from "./repetition.ts";
import { RequestProgress } from "./request-progress.ts";
import { retryAfterMsOf, spreadRetryAfter } from "./retry-after.ts";
import type { TraceMark } from "./trace-mark.ts";

/** Limits and marks of requests. */
export interface RequesterOptions {
  readonly clock: Clock;
  /** From 0, inclusive, to 1, exclusive. */
  readonly random: () => number;
  /** Limit of a request, including the wait for the link and every resend. */
  readonly timeoutMs: number;
  /** Maximum number of requests that wait for a link or for an answer. */
  readonly maxWaiting: number;
  readonly createKey: () => string;
  readonly markTrace: TraceMark;
}

/** One send of a request. */
export interface Sending {
  /**
   * The caller's params with the trace and, if the method takes one, the idempotency key; the same in every
   * send.
   */
  readonly params: unknown;
  readonly signal: AbortSignal;
  /** Whether an earlier send may have been carried out. */
  readonly isRepeated: boolean;
}

/** A request and the way to send it on a link. */
export interface LinkRequest<T> extends RequestOptions {
  readonly method: string;
  readonly params: unknown;
  readonly send: (link: Link, sending: Sending) => Promise<T>;
}

/**
 * Sends requests over the open link, or over the next one within the time limit, and resends those that are
 * safe to resend.
 */
export class ReconnectingRequester implements Requester {
  readonly #connection: Connection;
  readonly #options: RequesterOptions;
  #waiting = 0;

  constructor(connection: Connection, options: RequesterOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /**
   * Resolves with the answer. A request of the contract is resent with the same key if the link breaks before
   * its answer, and after the retry-after of an overloaded, limiting or draining server, within the time
   * limit. Rejects with `RequestFailure` "timeout" after the time limit and "too-many-pending" over
   * `maxWaiting`, and with `ConnectionLostError` if no link opens.
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

  /** Sends a request by the caller's own function, with the resends and failures of `request`. */
  async perform<T>({ method, params, send, ...limits }: LinkRequest<T>): Promise<T> {
    const repetition = repetitionOf(method);
    const endWait = this.#beginWait(method);
    const deadline = startRequestDeadline(method, this.#options, limits);
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

  /** Resolves when the request may be sent again. Throws the caller's error if it may not. */
  async #recover(error: unknown, progress: RequestProgress, deadline: RequestDeadline): Promise<void> {
    if (error instanceof ConnectionLostError && error.outcome === "not-sent") return;
    if (error instanceof RequestFailure && error.reason === "closed") {
      progress.linkBroke(error);
      return;
    }
    const retryAfterMs = progress.isPatient ? retryAfterMsOf(error) : undefined;
    if (retryAfterMs === undefined) throw error;
    const { random } = this.#options;
    const delayMs = Math.max(spreadRetryAfter(retryAfterMs, random()), progress.nextRefusalDelayMs());
    // If the time limit ends first, the refusal is more informative than a timeout.
    if (delayMs >= deadline.remainingMs()) throw error;
    await this.#connection.pause(delayMs, deadline.signal);
  }
}
