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

/** Listener of a credential in use. It is not called before `watch` has returned. */
export interface TokenListener {
  /** The credential expires soon: called once for each credential that expires. */
  onExpiring(expiresAt: number): void;
  /** The credential has ended: called at most once, and nothing after it. */
  onEnded(end: TokenEnd): void;
}

/** What a watch is made of. */
export interface TokenWatchOptions {
  readonly principal: Principal;
  readonly clock: Clock;
  /** How long before the end the notice comes. */
  readonly expiryNoticeMs: number;
  readonly authenticator: Authenticator;
  readonly listener: TokenListener;
  /** Called when the watch is over, however it ended. */
  readonly onStopped: (watch: TokenWatch) => void;
}

/** A later timer than this would run at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * A user's identity while a connection is open: announces the end of the credential, reports the end, and
 * accepts a newer one in its place.
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

  /** The user of the newest credential; the user never changes, the rights may. */
  get principal(): Principal {
    return this.#principal;
  }

  /**
   * Puts a newer credential in place of the one in use. One that is refused, or is another user's, changes
   * nothing.
   */
  async renew(token: string): Promise<AuthOutcome> {
    const outcome = await this.#options.authenticator.authenticate(token);
    if (isRefused(outcome)) return outcome;
    if (outcome.userId !== this.#principal.userId) return refuse("other_user");
    // It was closed for its end while the new one was being checked.
    if (this.#isStopped) return refuse("expired");
    // A credential that ends no later than what was announced needs no second notice: it would only ask for
    // another.
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

  /**
   * Decides when to announce the end: as long before it as is set, but not in the first half of the lifetime,
   * since short tokens would be renewed all the time.
   */
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
