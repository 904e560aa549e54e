import { useEffect, useRef, useState } from "react";

/** An entry in the queue for a later frame. */
export type Turn = () => void;

/** The work that fits into a frame. */
export interface FrameBound {
  /** Characters of all pieces together. */
  readonly maxLength: number;
  /** Time since the first piece, in milliseconds: on a slow machine a frame has room for less. */
  readonly maxMs: number;
}

/**
 * Work that is spread over frames. Each frame has room for at least one piece of work, whatever its length.
 * Work that does not fit waits for a later frame, newest first: it is nearest to the read position.
 */
export class FrameBudget {
  readonly #bound: FrameBound;
  readonly #waiting: { readonly length: number; readonly turn: Turn }[] = [];
  #takenLength = 0;
  #firstAtMs: number | undefined;
  #isPlanned = false;
  #isUnbounded = false;

  constructor(bound: FrameBound) {
    this.#bound = bound;
  }

  /** Turns the budget off, after running the queued work, or on again. */
  setUnbounded(isUnbounded: boolean): void {
    this.#isUnbounded = isUnbounded;
    if (isUnbounded) for (const { turn } of this.#waiting.splice(0)) turn();
  }

  /**
   * Whether there is room for work of that length in this frame; takes it. Where there are no frames, there
   * is room for all.
   */
  take(length: number): boolean {
    if (this.#isUnbounded || typeof requestAnimationFrame === "undefined") return true;
    const now = performance.now();
    if (this.#firstAtMs !== undefined) {
      const isTooLong = this.#takenLength + length > this.#bound.maxLength;
      if (isTooLong || now - this.#firstAtMs > this.#bound.maxMs) return false;
    }
    this.#firstAtMs ??= now;
    this.#takenLength += length;
    this.#plan();
    return true;
  }

  /** Calls back in a later frame with room, which the call has taken. Returns a function that dequeues. */
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
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    requestAnimationFrame(() => this.#nextFrame());
  }

  #nextFrame(): void {
    this.#isPlanned = false;
    this.#takenLength = 0;
    this.#firstAtMs = undefined;
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
export const frameBudget = new FrameBudget({ maxLength: 4_000, maxMs: 10 });

/**
 * The newest value whose work may be done: at once where this frame has room for that many characters, else
 * after a frame that has. Undefined until the first has its turn; until a later one has, the one before it.
 */
export function useFrameTurn<T>(value: T, length: number): T | undefined {
  const granted = useRef<{ readonly value: T } | undefined>(undefined);
  const [, setTurns] = useState(0);
  const isGranted = granted.current !== undefined && Object.is(granted.current.value, value);
  if (!isGranted && frameBudget.take(length)) granted.current = { value };
  const isWaiting = granted.current === undefined || !Object.is(granted.current.value, value);
  useEffect(() => {
    if (!isWaiting) return;
    return frameBudget.wait(length, () => {
      granted.current = { value };
      setTurns((turns) => turns + 1);
    });
  }, [isWaiting, value, length]);
  return granted.current?.value;
}
