import { formatNumber } from "../kit/text.ts";

/** The beginning and the end of an output that may be endless: errors tend to be at its end. */
export class OutputWindow {
  /** UTF-16 units that are kept. */
  readonly maxLength: number;
  #headLength: number;
  readonly #tailLength: number;
  #head = "";
  #tail = "";
  #length = 0;

  /** Keeps that many UTF-16 units, half of them from the end. */
  constructor(maxLength: number) {
    this.maxLength = maxLength;
    this.#headLength = Math.ceil(maxLength / 2);
    this.#tailLength = Math.floor(maxLength / 2);
  }

  add(text: string): void {
    this.#length += text.length;
    const room = this.#headLength - this.#head.length;
    this.#head += text.slice(0, room);
    this.#tail += text.slice(room);
    // Cut now and then only, so that many small pieces cost no more than few large ones.
    if (this.#tail.length > 2 * this.#tailLength) this.#tail = this.#endOfTail();
  }

  /** Leaves out that many units, at least one, with the end so far; what follows is at the end. */
  skip(length: number): void {
    this.#length += length;
    this.#headLength = this.#head.length;
    this.#tail = "";
  }

  /** What is kept, with a notice where something is left out. */
  text(): string {
    const tail = this.#endOfTail();
    const leftOut = this.#length - this.#head.length - tail.length;
    if (leftOut === 0) return this.#head + tail;
    const notice = `… ${formatNumber(leftOut)} of ${formatNumber(this.#length)} characters left out here; to see them, send the output to a file and read that in parts …`;
    return `${this.#head.toWellFormed()}\n${notice}\n${tail.toWellFormed()}`;
  }

  #endOfTail(): string {
    return this.#tail.slice(Math.max(0, this.#tail.length - this.#tailLength));
  }
}
