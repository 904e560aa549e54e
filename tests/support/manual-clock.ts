import type { Clock, Timer } from "@aiwhisperer/engine";

interface Waiting {
  readonly delayMs: number;
  readonly callback: () => void;
  dueAt: number;
}

/** A clock that only the test advances. */
export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  /** Jumps of the wall clock, which timers and the monotonic time do not take part in. */
  #jumpedMs = 0;
  readonly #timers = new Set<Waiting>();
  readonly #watchers = new Set<(delayMs: number) => void>();

  now(): number {
    return this.#now + this.#jumpedMs;
  }

  monotonic(): number {
    return this.#now;
  }

  /** Sets the wall clock forward, or back, as an operator or a time server does. */
  jump(byMs: number): void {
    this.#jumpedMs += byMs;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const waiting: Waiting = { delayMs, callback, dueAt: this.#now + delayMs };
    this.#timers.add(waiting);
    for (const watch of [...this.#watchers]) watch(delayMs);
    return {
      refresh: () => {
        waiting.dueAt = this.#now + delayMs;
        this.#timers.add(waiting);
      },
      cancel: () => void this.#timers.delete(waiting),
    };
  }

  /** Delays of the timers that are set, shortest first. */
  get delays(): readonly number[] {
    return [...this.#timers].map(({ dueAt }) => dueAt - this.#now).sort((a, b) => a - b);
  }

  /** Resolves when a timer of that delay is set, now or later. */
  async timerOf(delayMs: number): Promise<void> {
    await this.nextOf((set) => set === delayMs);
  }

  /** Resolves with the delay of the first timer that fits and is set, now or later. */
  nextOf(fits: (delayMs: number) => boolean): Promise<number> {
    const set = this.delays.find(fits);
    if (set !== undefined) return Promise.resolve(set);
    return new Promise((resolve) => {
      const watch = (delayMs: number): void => {
        if (!fits(delayMs)) return;
        this.#watchers.delete(watch);
        resolve(delayMs);
      };
      this.#watchers.add(watch);
    });
  }

  /** Moves time on and runs what is due, in order. */
  advance(delayMs: number): void {
    const until = this.#now + delayMs;
    for (;;) {
      const [next] = [...this.#timers]
        .filter(({ dueAt }) => dueAt <= until)
        .sort((a, b) => a.dueAt - b.dueAt);
      if (next === undefined) break;
      this.#now = next.dueAt;
      this.#timers.delete(next);
      next.callback();
    }
    this.#now = until;
  }
}
