import type { Clock, Timer } from "../clock.ts";

/** Lets a turn pass or stand still. Time that a turn stands still counts toward none of its timeouts. */
export class Gate {
  readonly #clock: Clock;
  #shut: PromiseWithResolvers<void> | undefined;
  #deadline: { remainingMs: number; startedAt: number; callback: () => void; timer: Timer } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when the gate is open; `undefined` while it is. */
  passage(): Promise<void> | undefined {
    return this.#shut?.promise;
  }

  shut(): void {
    if (this.#shut !== undefined) return;
    this.#shut = Promise.withResolvers<void>();
    const deadline = this.#deadline;
    if (deadline === undefined) return;
    deadline.timer.cancel();
    deadline.remainingMs -= this.#clock.now() - deadline.startedAt;
  }

  open(): void {
    const shut = this.#shut;
    if (shut === undefined) return;
    this.#shut = undefined;
    const deadline = this.#deadline;
    if (deadline !== undefined) this.setDeadline(Math.max(0, deadline.remainingMs), deadline.callback);
    shut.resolve();
  }

  /** Calls back once the gate has been open for that long, counted from now. There is one deadline at a time. */
  setDeadline(delayMs: number, callback: () => void): void {
    const timer = this.#clock.setTimer(delayMs, callback);
    this.#deadline = { remainingMs: delayMs, startedAt: this.#clock.now(), callback, timer };
    if (this.#shut !== undefined) timer.cancel();
  }

  clearDeadline(): void {
    this.#deadline?.timer.cancel();
    this.#deadline = undefined;
  }
}
