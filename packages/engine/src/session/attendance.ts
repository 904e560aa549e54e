import { DetachAction, type DetachPolicy, defaultsOfDetachPolicy } from "@aiwhisperer/protocol";
import type { Clock, Timer } from "../kit/clock.ts";

/** What a session does when its last client has left, and when a client returns. */
export interface AttendanceActions {
  /** Whether a client is attached when the watch begins. */
  readonly isAttended: boolean;
  cancel(): void;
  pause(): void;
  resume(): void;
}

/**
 * Watches whether a client is attached to a session while a turn runs, and applies the session's policy when
 * none has returned in time.
 */
export class Attendance {
  readonly #policy: DetachPolicy;
  readonly #clock: Clock;
  readonly #actions: AttendanceActions;
  #isAttended: boolean;
  #hasPaused = false;
  #timer: Timer | undefined;

  constructor(policy: DetachPolicy | undefined, clock: Clock, actions: AttendanceActions) {
    this.#policy = policy ?? { action: DetachAction.RunOn };
    this.#clock = clock;
    this.#actions = actions;
    this.#isAttended = actions.isAttended;
  }

  /** Called when the first client attaches and when the last one leaves. */
  set(isAttended: boolean): void {
    this.#isAttended = isAttended;
    if (!isAttended) {
      this.#wait();
      return;
    }
    this.#timer?.cancel();
    this.#timer = undefined;
    if (!this.#hasPaused) return;
    this.#hasPaused = false;
    this.#actions.resume();
  }

  /** Called when a turn begins, possibly without any client. */
  turnBegan(): void {
    if (!this.#isAttended) this.#wait();
  }

  /** Ends the watch. */
  dispose(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #wait(): void {
    if (this.#policy.action === DetachAction.RunOn || this.#timer !== undefined) return;
    this.#timer = this.#clock.setTimer(this.#policy.graceMs ?? defaultsOfDetachPolicy.graceMs, () =>
      this.#leave(),
    );
  }

  #leave(): void {
    this.#timer = undefined;
    if (this.#policy.action === DetachAction.Cancel) {
      this.#actions.cancel();
      return;
    }
    this.#hasPaused = true;
    this.#actions.pause();
  }
}
