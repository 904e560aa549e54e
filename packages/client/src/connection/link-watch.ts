import type { Clock } from "../kit/clock.ts";

/**
 * When a connection that says nothing is doubted. A browser shows neither pings nor a network that has gone silently away, so the client asks
 * the server for a sign of life, and only where it waits for something. `Infinity` turns a rule off.
 */
export interface LivenessPolicy {
  /** Silence after which a request that is not answered makes the connection doubtful. Default 10,000. */
  readonly unansweredMs: number;
  /** Silence after which a connection on which sessions are followed is doubtful. Default 45,000. */
  readonly quietMs: number;
  /** How long the server may take for the sign of life before the connection is given up. Default 10,000. */
  readonly probeTimeoutMs: number;
  /** The same after the machine has slept, or a page is shown or online again. Default 3,000. */
  readonly wakeTimeoutMs: number;
}

/** The policy that applies where none is named. */
export const defaultLivenessPolicy: LivenessPolicy = {
  unansweredMs: 10_000,
  quietMs: 45_000,
  probeTimeoutMs: 10_000,
  wakeTimeoutMs: 3_000,
};

/** What a watch needs of its connection. */
export interface LinkWatchOptions {
  readonly clock: Clock;
  readonly policy: LivenessPolicy;
  /** When the request was sent that has waited longest for its answer. */
  readonly oldestSentAt: () => number | undefined;
  /** Whether events may come at any time. */
  readonly isFollowing: () => boolean;
  /** Asks the server for a sign of life: anything that it sends is one. */
  readonly probe: () => void;
  /** Called once, when there was none. */
  readonly onDead: () => void;
}

/** Finds out whether a connection that says nothing is dead. One timer, which traffic does not touch. */
export class LinkWatch {
  readonly #options: LinkWatchOptions;
  #heardAt: number;
  /** When the connection is given up unless something comes: a probe is under way. */
  #deadAt: number | undefined;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;
  #isStopped = false;

  constructor(options: LinkWatchOptions) {
    this.#options = options;
    this.#heardAt = options.clock.now();
    this.#planLook(this.#heardAt + options.policy.quietMs);
  }

  /** Something has come. */
  heard(): void {
    this.#heardAt = this.#options.clock.now();
    this.#deadAt = undefined;
  }

  /** A request has been sent. */
  sent(): void {
    const { clock, policy } = this.#options;
    this.#planLook(clock.now() + policy.unansweredMs);
  }

  /** Asks for a sign of life now: there is a reason to doubt the connection. Where it is asked for already, the earlier end of the wait counts. */
  probe(timeoutMs = this.#options.policy.probeTimeoutMs): void {
    if (this.#isStopped) return;
    const { clock, probe } = this.#options;
    const isUnderWay = this.#deadAt !== undefined;
    this.#deadAt = Math.min(this.#deadAt ?? Number.POSITIVE_INFINITY, clock.now() + timeoutMs);
    this.#planLook(this.#deadAt);
    if (!isUnderWay) probe();
  }

  /** Frees the timer; call it when the connection has ended. */
  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  #look(): void {
    const { clock, policy, onDead } = this.#options;
    const now = clock.now();
    // The machine's clock may have been set back.
    this.#heardAt = Math.min(this.#heardAt, now);
    if (now >= (this.#deadAt ?? Number.POSITIVE_INFINITY)) {
      this.stop();
      onDead();
      return;
    }
    const doubtAt = this.#doubtAt();
    if (now >= doubtAt && this.#deadAt === undefined) this.probe();
    this.#planLook(Math.min(now + policy.quietMs, this.#deadAt ?? doubtAt));
  }

  #doubtAt(): number {
    const { policy, oldestSentAt, isFollowing } = this.#options;
    const sentAt = oldestSentAt() ?? Number.POSITIVE_INFINITY;
    const unanswered = Math.max(this.#heardAt, sentAt) + policy.unansweredMs;
    const quiet = isFollowing() ? this.#heardAt + policy.quietMs : Number.POSITIVE_INFINITY;
    return Math.min(unanswered, quiet);
  }

  #planLook(at: number): void {
    if (this.#isStopped || !Number.isFinite(at) || (this.#timer !== undefined && this.#timer.at <= at))
      return;
    this.#timer?.cancel();
    const { clock } = this.#options;
    const cancel = clock.schedule(Math.max(0, at - clock.now()), () => {
      this.#timer = undefined;
      this.#look();
    });
    this.#timer = { at, cancel };
  }
}
