/** A place in the line of those who wait for a later frame. */
export type Turn = () => void;

/**
 * Work that is spread over frames: each frame has room for a number of characters, and at least for one piece of work. Who finds no room
 * waits in line for a later frame, the last to come first: it is nearest to what is read.
 */
export class FrameBudget {
  readonly #perFrame: number;
  readonly #waiting: { readonly length: number; readonly turn: Turn }[] = [];
  #left: number;
  #isPlanned = false;

  constructor(perFrame: number) {
    this.#perFrame = perFrame;
    this.#left = perFrame;
  }

  /** Whether there is room for work of that length in this frame; takes it. */
  take(length: number): boolean {
    if (this.#left < length && this.#left < this.#perFrame) return false;
    this.#left -= length;
    this.#plan();
    return true;
  }

  /** Calls back in a later frame with room, which the call has taken. Returns what leaves the line. */
  wait(length: number, turn: Turn): () => void {
    const entry = { length, turn };
    this.#waiting.push(entry);
    this.#plan();
    return () => {
      const place = this.#waiting.indexOf(entry);
      if (place !== -1) this.#waiting.splice(place, 1);
    };
  }

  #plan(): void {
    if (this.#isPlanned || typeof requestAnimationFrame === "undefined") return;
    this.#isPlanned = true;
    requestAnimationFrame(() => this.#nextFrame());
  }

  #nextFrame(): void {
    this.#isPlanned = false;
    this.#left = this.#perFrame;
    for (;;) {
      const next = this.#waiting.at(-1);
      if (!next || !this.take(next.length)) break;
      this.#waiting.pop();
      next.turn();
    }
    if (this.#waiting.length > 0) this.#plan();
  }
}

/** The one budget of the page: what is formatted and coloured in a frame. */
export const frameBudget = new FrameBudget(12_000);
