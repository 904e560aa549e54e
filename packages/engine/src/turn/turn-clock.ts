import type { Clock, Timer } from "../kit/clock.ts";

/** The parts of a clock that measure durations. */
type PassingTime = Pick<Clock, "monotonic" | "setTimer">;

/** A turn's own time. Its timers are suspended while the turn is held. */
export class TurnClock implements Clock {
  readonly #wallClock: Clock;
  readonly #clock: PassingTime;
  readonly #timers = new Set<HeldTimer>();
  #hold: PromiseWithResolvers<void> | undefined;
  #heldMs = 0;
  #heldSince = 0;

  /** A clock on another such clock is suspended while either is held. */
  constructor(clock: Clock) {
    this.#clock =
      clock instanceof TurnClock
        ? { monotonic: () => clock.#passed(), setTimer: clock.setTimer.bind(clock) }
        : clock;
    this.#wallClock = clock;
  }

  now(): number {
    return this.#wallClock.now();
  }

  monotonic(): number {
    return this.#wallClock.monotonic();
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const timer = new HeldTimer(this.#clock, delayMs, () => {
      this.#timers.delete(timer);
      callback();
    });
    this.#start(timer);
    return {
      refresh: () => {
        timer.rewind();
        this.#start(timer);
      },
      cancel: () => {
        timer.stop();
        this.#timers.delete(timer);
      },
    };
  }

  /** Pending while paused; `undefined` while running. */
  whenReleased(): Promise<void> | undefined {
    return this.#hold?.promise;
  }

  hold(): void {
    if (this.#hold !== undefined) return;
    this.#hold = Promise.withResolvers<void>();
    this.#heldSince = this.#clock.monotonic();
    for (const timer of this.#timers) timer.stop();
  }

  release(): void {
    const hold = this.#hold;
    if (hold === undefined) return;
    this.#hold = undefined;
    this.#heldMs += this.#clock.monotonic() - this.#heldSince;
    for (const timer of this.#timers) timer.run();
    hold.resolve();
  }

  /** The time of the clock beneath, less what this one was held for. */
  #passed(): number {
    return (this.#hold === undefined ? this.#clock.monotonic() : this.#heldSince) - this.#heldMs;
  }

  #start(timer: HeldTimer): void {
    this.#timers.add(timer);
    if (this.#hold === undefined) timer.run();
  }
}

/** A timer that keeps what is left of its delay while it is stopped. */
class HeldTimer {
  readonly #clock: PassingTime;
  readonly #delayMs: number;
  readonly #callback: () => void;
  #remainingMs: number;
  #startedAt = 0;
  #running: Timer | undefined;
  /** A timer of the whole delay that can be refreshed: one lasts for all reads of a stream. */
  #whole: Timer | undefined;

  constructor(clock: PassingTime, delayMs: number, callback: () => void) {
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#remainingMs = delayMs;
    this.#callback = callback;
  }

  run(): void {
    if (this.#running !== undefined) return;
    this.#startedAt = this.#clock.monotonic();
    const isWhole = this.#remainingMs === this.#delayMs;
    if (isWhole && this.#whole !== undefined) {
      this.#whole.refresh();
      this.#running = this.#whole;
      return;
    }
    this.#running = this.#clock.setTimer(this.#remainingMs, () => {
      this.#running = undefined;
      this.#callback();
    });
    if (isWhole) this.#whole = this.#running;
  }

  stop(): void {
    if (this.#running === undefined) return;
    this.#running.cancel();
    this.#running = undefined;
    this.#whole = undefined;
    this.#remainingMs = Math.max(0, this.#remainingMs - (this.#clock.monotonic() - this.#startedAt));
  }

  /** Sets the whole delay again. */
  rewind(): void {
    // The whole timer is refreshed by `run`; any other has too short a delay and is replaced.
    if (this.#running !== this.#whole) this.#running?.cancel();
    this.#running = undefined;
    this.#remainingMs = this.#delayMs;
  }
}

/**
 * Milliseconds until a deadline of the wall clock, which may have been written before a restart. A clock that
 * was set back meanwhile does not make them more than `longestMs`.
 */
export function remainingTime(clock: Pick<Clock, "now">, deadline: number, longestMs: number): number {
  return Math.min(Math.max(0, deadline - clock.now()), longestMs);
}
