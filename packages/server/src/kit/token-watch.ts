import type { Clock, Timer } from "@aiwhisperer/engine";
import {
  type Authenticator,
  type AuthOutcome,
  hasEnded,
  isRefused,
  type Principal,
  refuse,
} from "./principal.ts";

/** Why a credential holds no more. */
export type TokenEnd = "expired" | "revoked";

/** Who is told of a credential in use. Nothing is told before `watch` has returned. */
export interface TokenListener {
  /** The credential ends soon: told once for each credential that has an end. */
  onExpiring(expiresAt: number): void;
  /** The credential has ended: told at most once, and nothing after it. */
  onEnded(end: TokenEnd): void;
}

/** What a watch is made of. */
export interface TokenWatchOptions {
  readonly principal: Principal;
  readonly clock: Clock;
  /** How long before the end it is told of. */
  readonly expiryNoticeMs: number;
  readonly authenticator: Authenticator;
  readonly listener: TokenListener;
  /** Called when the watch is over, however it ended. */
  readonly onStopped: (watch: TokenWatch) => void;
}

/** A later timer than this would run at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * Who somebody is for as long as a line stands: tells before the credential ends and when it has, and takes a newer one in its place.
 */
export class TokenWatch {
  readonly #options: TokenWatchOptions;
  #principal: Principal;
  #isAnnounced = false;
  #noticeAt = 0;
  #isStopped = false;
  #timer: Timer | undefined;

  constructor(options: TokenWatchOptions) {
    this.#options = options;
    this.#principal = options.principal;
    this.#expect();
    this.#plan();
  }

  /** Whom the newest credential names; the user is the same all the time, the rights may change. */
  get principal(): Principal {
    return this.#principal;
  }

  /** Puts a newer credential in place of the one in use. One that is refused, or is another user's, changes nothing. */
  async renew(token: string): Promise<AuthOutcome> {
    const outcome = await this.#options.authenticator.authenticate(token);
    if (isRefused(outcome)) return outcome;
    if (outcome.userId !== this.#principal.userId) return refuse("other_user");
    // It was closed for its end while the new one was being checked.
    if (this.#isStopped) return refuse("expired");
    // Of one that ends no later than what was announced, to tell again would only ask for it once more.
    const isTold = this.#isAnnounced && endOf(outcome) <= endOf(this.#principal);
    this.#principal = outcome;
    if (!isTold) this.#expect();
    this.#plan();
    return outcome;
  }

  /** Ends the watch because the credential does, and says so. */
  end(end: TokenEnd): void {
    if (this.#isStopped) return;
    this.stop();
    this.#options.listener.onEnded(end);
  }

  /** Ends the watch because the line has ended. */
  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#options.onStopped(this);
  }

  /** Decides when to tell of the end: as long before it as is set, but not before half of the time is over, since short tokens would be renewed all the time. */
  #expect(): void {
    const { clock, expiryNoticeMs } = this.#options;
    const end = endOf(this.#principal);
    this.#isAnnounced = false;
    this.#noticeAt = end - Math.min(expiryNoticeMs, Math.max(0, end - clock.now()) / 2);
  }

  /** Sets the timer for what comes next: the notice, or the end. */
  #plan(): void {
    this.#timer?.cancel();
    const { clock } = this.#options;
    const { expiresAt } = this.#principal;
    if (expiresAt === undefined || this.#isStopped) return;
    const at = this.#isAnnounced ? expiresAt : this.#noticeAt;
    const delayMs = Math.min(Math.max(0, at - clock.now()), MAX_TIMER_MS);
    this.#timer = clock.setTimer(delayMs, () => this.#check(expiresAt));
  }

  /** The time is read again: a timer may have been cut short, or the machine have slept. */
  #check(expiresAt: number): void {
    const { clock, listener } = this.#options;
    const now = clock.now();
    if (hasEnded(this.#principal, now)) {
      this.end("expired");
      return;
    }
    if (!this.#isAnnounced && this.#noticeAt <= now) {
      this.#isAnnounced = true;
      listener.onExpiring(expiresAt);
    }
    this.#plan();
  }
}

function endOf({ expiresAt = Number.POSITIVE_INFINITY }: Pick<Principal, "expiresAt">): number {
  return expiresAt;
}
