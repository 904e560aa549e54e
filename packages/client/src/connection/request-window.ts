import type { Requester, RequestOptions } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Clock } from "../kit/clock.ts";

/** Options of a window. */
export interface RequestWindowOptions {
  readonly requester: Requester;
  readonly clock: Clock;
  /** Maximum number of unanswered requests; further ones are queued. */
  readonly maxInFlight: number;
  /** Called when a request is sent. */
  readonly onSent: () => void;
}

interface Place {
  readonly take: () => void;
  readonly refuse: () => void;
}

/**
 * Limits the unanswered requests of one link to what a server accepts from one connection; the rest wait in
 * order. So all queued requests can be submitted at once when a link opens.
 */
export class RequestWindow implements Requester {
  readonly #options: RequestWindowOptions;
  /** When each unanswered request was sent, the oldest first. */
  readonly #inFlight = new Set<{ readonly sentAt: number }>();
  readonly #waiting = new Set<Place>();
  #free: number;

  constructor(options: RequestWindowOptions) {
    this.#options = options;
    this.#free = options.maxInFlight;
  }

  /** When the oldest unanswered request was sent. */
  get oldestSentAt(): number | undefined {
    return this.#inFlight.values().next().value?.sentAt;
  }

  /**
   * Sends a request as soon as the window has room. Rejects as the requester does, and with
   * `ConnectionLostError` "not-sent" if the link ends first.
   */
  async request(method: string, params?: unknown, options: RequestOptions = {}): Promise<unknown> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(method, options.signal);
    try {
      return await this.requestAtOnce(method, params, options);
    } finally {
      this.#passOn();
    }
  }

  /** Sends a request at once, outside of the window: for requests that may take long. */
  async requestAtOnce(method: string, params?: unknown, options: RequestOptions = {}): Promise<unknown> {
    const { requester, clock, onSent } = this.#options;
    const entry = { sentAt: clock.now() };
    this.#inFlight.add(entry);
    try {
      const answer = requester.request(method, params, options);
      onSent();
      return await answer;
    } finally {
      this.#inFlight.delete(entry);
    }
  }

  /** Rejects requests that have not been sent: the link has ended. */
  close(): void {
    for (const place of this.#waiting) place.refuse();
    this.#waiting.clear();
  }

  async #turn(method: string, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const refuse = () => reject(new ConnectionLostError(method, { outcome: "not-sent" }));
    const place = { take: resolve, refuse };
    // At the abort itself, not in a promise's reaction: a slot that frees in the same tick is for the next
    // request.
    const onAbort = () => {
      this.#waiting.delete(place);
      reject(signal?.reason);
    };
    this.#waiting.add(place);
    signal?.addEventListener("abort", onAbort, { once: true });
    return promise.finally(() => signal?.removeEventListener("abort", onAbort));
  }

  /** A free slot goes to the longest-waiting request, so that no later request overtakes it. */
  #passOn(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next.take();
  }
}
