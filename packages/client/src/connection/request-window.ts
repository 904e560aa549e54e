import type { Requester, RequestOptions } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Clock } from "../kit/clock.ts";

/** What a window is made of. */
export interface RequestWindowOptions {
  readonly requester: Requester;
  readonly clock: Clock;
  /** Requests that wait for their answer at the same time; more wait for their turn. */
  readonly maxInFlight: number;
  /** Called when a request is sent. */
  readonly onSent: () => void;
}

interface Place {
  readonly take: () => void;
  readonly refuse: () => void;
}

/**
 * The requests of one link that wait for their answer: as many at a time as a server takes from one connection, the rest in the order in which
 * they came. So a link that is back can be given everything that waited for it.
 */
export class RequestWindow implements Requester {
  readonly #options: RequestWindowOptions;
  /** When each request that waits for its answer was sent, the oldest first. */
  readonly #inFlight = new Set<{ readonly sentAt: number }>();
  readonly #waiting = new Set<Place>();
  #free: number;

  constructor(options: RequestWindowOptions) {
    this.#options = options;
    this.#free = options.maxInFlight;
  }

  /** When the request was sent that has waited longest for its answer. */
  get oldestSentAt(): number | undefined {
    return this.#inFlight.values().next().value?.sentAt;
  }

  /** Sends a request when it is its turn. Rejects as the requester does, and with `ConnectionLostError` "not-sent" when the link ends before. */
  async request(method: string, params?: unknown, options: RequestOptions = {}): Promise<unknown> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(method, options.signal);
    try {
      return await this.requestAtOnce(method, params, options);
    } finally {
      this.#passOn();
    }
  }

  /** Sends a request at once, beside the others: for one that may take long by its nature. */
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

  /** The link has ended: refuses what has not been sent. */
  close(): void {
    for (const place of this.#waiting) place.refuse();
    this.#waiting.clear();
  }

  async #turn(method: string, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const refuse = () => reject(new ConnectionLostError(method, { outcome: "not-sent" }));
    const place = { take: resolve, refuse };
    const onAbort = () => {
      this.#waiting.delete(place);
      reject(signal?.reason);
    };
    this.#waiting.add(place);
    signal?.addEventListener("abort", onAbort, { once: true });
    return promise.finally(() => signal?.removeEventListener("abort", onAbort));
  }

  /** A place is handed to whoever waits longest, so that nobody who comes later overtakes. */
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
