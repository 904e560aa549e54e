import type { Clock } from "../kit/clock.ts";

/**
 * When a silent connection is probed. Browsers expose neither pings nor a network that has silently gone, so
 * the client asks the server for a sign of life, but only while it expects something. `Infinity` turns a rule
 * off.
 */
export interface LivenessPolicy {
  /** Silence after which an unanswered request causes a probe. Default 10,000. */
  readonly unansweredMs: number;
  /** Silence after which a connection with followed sessions is probed. Default 45,000. */
  readonly quietMs: number;
  /** Limit of the answer to a probe before the connection is given up. Default 10,000. */
  readonly probeTimeoutMs: number;
  /** The same after the machine has slept, or a page is visible or online again. Default 3,000. */
  readonly wakeTimeoutMs: number;
}

/** Default policy. */
export const defaultLivenessPolicy: LivenessPolicy = {
  unansweredMs: 10_000,
  quietMs: 45_000,
  probeTimeoutMs: 10_000,
  wakeTimeoutMs: 3_000,
};

/** Options of a watch. */
export interface LinkWatchOptions {
  readonly clock: Clock;
  readonly policy: LivenessPolicy;
  /** When the longest-waiting request was sent. */
  readonly oldestSentAt: () => number | undefined;
  /** Whether events may arrive at any time. */
  readonly isFollowing: () => boolean;
  /** Asks the server for a sign of life: any frame is one. */
  readonly probe: () => void;
  /** Called once, when the probe fails. */
  readonly onDead: () => void;
}

/** Detects a dead link. Uses one timer, which traffic does not touch. */
export class LinkWatch {
  readonly #options: LinkWatchOptions;
  #heardAt: number;
  /** When the link is given up unless a frame arrives; present while a probe is under way. */
  #deadAt: number | undefined;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;
  #isStopped = false;

  constructor(options: LinkWatchOptions) {
    this.#options = options;
    this.#heardAt = options.clock.now();
    this.#planLook(this.#heardAt + options.policy.quietMs);
  }

  /** Records a received frame. */
  heard(): void {
    this.#heardAt = this.#options.clock.now();
    this.#deadAt = undefined;
  }

  /** Records a sent request. */
  sent(): void {
    const { clock, policy } = this.#options;
    this.#planLook(clock.now() + policy.unansweredMs);
  }

  /** Probes the link now. If a probe is already under way, the earlier deadline counts. */
  probe(timeoutMs = this.#options.policy.probeTimeoutMs): void {
    if (this.#isStopped) return;
    const { clock, probe } = this.#options;
    const isUnderWay = this.#deadAt !== undefined;
    this.#deadAt = Math.min(this.#deadAt ?? Number.POSITIVE_INFINITY, clock.now() + timeoutMs);
    this.#planLook(this.#deadAt);
    if (!isUnderWay) probe();
  }

  /** Stops the timer. Call it when the link has ended. */
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
