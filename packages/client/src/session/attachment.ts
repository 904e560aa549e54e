import {
  type AttachSessionResponse,
  errorCode,
  interactive,
  RequestFailure,
  RpcError,
} from "@aiwhisperer/protocol";
import type { Link } from "../connection/link.ts";
import { retryAfterMsOf } from "../connection/retry-after.ts";
import type { EventPosition } from "../conversation/session-event.ts";
import type { Clock } from "../kit/clock.ts";
import { startDeadline } from "../kit/deadline.ts";
import { type Failure, toFailure } from "../kit/failure.ts";

/** What an attachment needs of its session. */
export interface AttachmentHost {
  readonly sessionId: string;
  readonly clock: Clock;
  readonly requestTimeoutMs: number;
  /** Delay before the next try after as many failed ones. */
  retryDelayMs(failures: number): number;
  /** The last event that the session has. */
  sequence(): number;
  link(): Link | undefined;
  onAttaching(): void;
  onAttached(answer: AttachSessionResponse): void;
  onFailed(failure: Failure): void;
}

/**
 * `off`: not followed. `waiting`: attached as soon as there is a link, or, after a failure that may pass, a while later. `attaching`: asked, not answered. `live`: answered.
 * `held`: nothing is taken until `release`, which reads on from the log.
 */
type Phase = "off" | "waiting" | "attaching" | "live" | "held";

/** Attachings from one and the same sequence before the stream counts as broken. */
const maxTriesPerGap = 3;

/** Faults of the server's own in a row before a session that was followed before counts as unreadable. */
const maxServerFaults = 8;

/**
 * Keeps a session's events coming, each once and in order: attaches on every new link from the last event on, drops what has come already, and
 * reads on from the log where something is missing instead of guessing.
 */
export class Attachment {
  readonly #host: AttachmentHost;
  #phase: Phase = "off";
  /** Tells the answer that counts from those of attachings given up. */
  #round = 0;
  /** Attachings that failed since one succeeded. */
  #failures = 0;
  #wasLive = false;
  #cancelRetry: () => void = () => {};
  #gap = { after: -1, tries: 0 };
  /**
   * The last event before one that was missing when something later came. Events may overtake the promise of the answer that precedes them, so
   * what is missing now may be on its way or not; with the answer it is known.
   */
  #gapBeforeAnswer = -1;

  constructor(host: AttachmentHost) {
    this.#host = host;
  }

  /** Follows the session from now on, over this link and all later ones. */
  start(): void {
    if (this.#phase !== "off") return;
    this.#gap = { after: -1, tries: 0 };
    this.#failures = 0;
    this.#enter("waiting");
    this.resume();
  }

  /** Takes over the attachment that the server made by itself when it started the session. */
  adopt(answer: AttachSessionResponse): void {
    this.#enter("live");
    this.#wasLive = true;
    this.#host.onAttached(answer);
  }

  /** Follows the session no longer. Returns whether it did. */
  stop(): boolean {
    const wasOn = this.#phase !== "off";
    this.#enter("off");
    return wasOn;
  }

  /** There is a link: attaches on it before anything else is sent. */
  resume(): void {
    const link = this.#host.link();
    if (this.#phase === "off" || this.#phase === "held" || link === undefined) return;
    void this.#attachOn(link);
  }

  /** The link is gone. */
  suspend(): void {
    if (this.#phase !== "off" && this.#phase !== "held") this.#enter("waiting");
  }

  /** Takes nothing until `release`. */
  hold(): void {
    this.#enter("held");
  }

  /** Reads on from the last event that the session has. */
  release(): void {
    if (this.#phase !== "held") return;
    this.#enter("waiting");
    this.resume();
  }

  /** Whether an event that has come is the next one. After a gap the answer is no until the log has filled it. */
  isNext({ sequence, firstSequence = sequence }: EventPosition): boolean {
    const last = this.#host.sequence();
    if (sequence <= last || this.#phase === "off" || this.#phase === "held") return false;
    if (firstSequence === last + 1) return true;
    if (this.#phase === "live") this.#closeGap(last);
    else this.#gapBeforeAnswer = last;
    return false;
  }

  #closeGap(after: number): void {
    this.#gap = { after, tries: this.#gap.after === after ? this.#gap.tries + 1 : 1 };
    if (this.#gap.tries <= maxTriesPerGap) {
      this.resume();
      return;
    }
    this.#enter("off");
    this.#host.onFailed({
      code: "invalid_stream",
      message: `The server does not deliver event ${after + 1}.`,
    });
  }

  async #attachOn(link: Link): Promise<void> {
    const round = this.#enter("attaching");
    this.#gapBeforeAnswer = -1;
    this.#host.onAttaching();
    try {
      const answer = await this.#ask(link);
      if (round !== this.#round) return;
      this.#phase = "live";
      this.#wasLive = true;
      this.#failures = 0;
      this.#host.onAttached(answer);
      if (this.#gapBeforeAnswer === this.#host.sequence()) this.#closeGap(this.#gapBeforeAnswer);
    } catch (error) {
      if (round === this.#round) this.#fail(error);
    }
  }

  async #ask(link: Link): Promise<AttachSessionResponse> {
    const { sessionId, clock, requestTimeoutMs: timeoutMs } = this.#host;
    const deadline = startDeadline(interactive.methods.attachSession.fullName, { clock, timeoutMs });
    try {
      const params = { sessionId, afterSequence: this.#host.sequence() };
      return await link.rpc.attachSession(params, { signal: deadline.signal });
    } finally {
      deadline.cancel();
    }
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    if (!this.#mayPass(error)) {
      this.#enter("off");
      this.#host.onFailed(toFailure(error));
      return;
    }
    this.#enter("waiting");
    const delayMs = Math.max(retryAfterMsOf(error) ?? 0, this.#host.retryDelayMs(this.#failures));
    this.#cancelRetry = this.#host.clock.schedule(delayMs, () => this.resume());
  }

  #mayPass(error: unknown): boolean {
    if (error instanceof RequestFailure) return error.reason === "timeout";
    if (!(error instanceof RpcError)) return false;
    // Whoever opens a session for the first time is better served by the error than by the wait.
    if (error.code === errorCode.internalError) return this.#wasLive && this.#failures < maxServerFaults;
    return retryAfterMsOf(error) !== undefined;
  }

  #enter(phase: Phase): number {
    this.#cancelRetry();
    this.#phase = phase;
    this.#round += 1;
    return this.#round;
  }
}
