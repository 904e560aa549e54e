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
import { type Failure, toFailure } from "../kit/failure.ts";
import { startRequestDeadline } from "../kit/request-deadline.ts";

/** The parts of a session that its attachment uses. */
export interface AttachmentHost {
  readonly sessionId: string;
  readonly clock: Clock;
  readonly requestTimeoutMs: number;
  /** Delay before the next attempt, after a number of failed ones; at least the server's retry-after. */
  retryDelayMs(failures: number, retryAfterMs?: number): number;
  /** Sequence of the session's last event. */
  sequence(): number;
  link(): Link | undefined;
  onAttaching(): void;
  onAttached(answer: AttachSessionResponse): void;
  onFailed(failure: Failure): void;
}

/**
 * `off`: not followed. `waiting`: attaches when a link opens or, after a temporary failure, after a delay.
 * `attaching`: the request is unanswered. `live`: attached. `held`: drops events until `release`, which reads
 * them from the log.
 */
type Phase = "off" | "waiting" | "attaching" | "live" | "held";

/** Attempts to fill one gap before the stream counts as broken. */
const maxTriesPerGap = 3;

/** Consecutive internal errors before a previously attached session counts as unreadable. */
const maxServerFaults = 8;

/**
 * Receives a session's events, each once and in order: attaches on every new link after the last event, drops
 * repeated events, and reads missing ones from the log.
 */
export class Attachment {
  readonly #host: AttachmentHost;
  #phase: Phase = "off";
  /** Distinguishes the current answer from those of abandoned attempts. */
  #round = 0;
  /** Failed attempts since the last successful one. */
  #failures = 0;
  #wasLive = false;
  #cancelRetry: () => void = () => {};
  #gap = { after: -1, tries: 0 };
  /**
   * The last event before a gap. Events can overtake the resolution of the preceding answer, so a missing
   * event may still arrive; the answer decides.
   */
  #gapBeforeAnswer = -1;

  constructor(host: AttachmentHost) {
    this.#host = host;
  }

  /** Follows the session over this link and all later ones. */
  start(): void {
    if (this.#phase !== "off") return;
    this.#gap = { after: -1, tries: 0 };
    this.#failures = 0;
    this.#enter("waiting");
    this.resume();
  }

  /** Adopts the attachment that the server created when it started the session. */
  adopt(answer: AttachSessionResponse): void {
    this.#enter("live");
    this.#wasLive = true;
    this.#host.onAttached(answer);
  }

  /** Stops following the session. Returns whether it was followed. */
  stop(): boolean {
    const wasOn = this.#phase !== "off";
    this.#enter("off");
    return wasOn;
  }

  /** Attaches over the new link before anything else is sent. */
  resume(): void {
    const link = this.#host.link();
    if (this.#phase === "off" || this.#phase === "held" || link === undefined) return;
    void this.#attachOn(link);
  }

  /** Waits for the next link. */
  suspend(): void {
    if (this.#phase !== "off" && this.#phase !== "held") this.#enter("waiting");
  }

  /** Drops events until `release`. */
  hold(): void {
    this.#enter("held");
  }

  /** Reads the log after the session's last event. */
  release(): void {
    if (this.#phase !== "held") return;
    this.#enter("waiting");
    this.resume();
  }

  /**
   * Whether a received event is the next one. After a gap, events are refused until the log has filled it.
   */
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
    const deadline = startRequestDeadline(interactive.methods.attachSession.fullName, { clock, timeoutMs });
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
    const delayMs = this.#host.retryDelayMs(this.#failures, retryAfterMsOf(error));
    this.#cancelRetry = this.#host.clock.schedule(delayMs, () => this.resume());
  }

  #mayPass(error: unknown): boolean {
    if (error instanceof RequestFailure) return error.reason === "timeout";
    if (!(error instanceof RpcError)) return false;
    // A first attachment fails at once: the error is more useful than the wait.
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
