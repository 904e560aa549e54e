import type { Clock } from "@aiwhisperer/client";

/** A clock that only the test advances. */
export class ManualClock implements Clock {
  #now = 0;
  #planned: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  /** What is planned, as delays from now, the next first. */
  get delays(): readonly number[] {
    return this.#planned.map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  schedule(delayMs: number, callback: () => void): () => void {
    const entry = { at: this.#now + delayMs, callback };
    this.#planned.push(entry);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== entry);
    };
  }

  /** Lets time pass as a machine does that sleeps: nothing runs before it is over. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  /** Lets time pass, with everything that falls into it, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#planned.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#planned = this.#planned.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }
}
