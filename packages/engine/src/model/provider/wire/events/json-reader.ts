import type { WireEvent } from "./wire-event.ts";

/**
 * Reads a body that is JSON instead of Server-Sent Events, in pieces of any size: one value, or values after
 * each other with or without line ends between them.
 */
export class JsonReader {
  readonly #maxLength: number;
  #pieces: string[] = [];
  #length = 0;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Whether a value was longer than the limit: nothing is read from there on. */
  isTooLong = false;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** The values that the text completes. */
  push(text: string): readonly WireEvent[] {
    const events: WireEvent[] = [];
    let start = 0;
    for (let at = 0; at < text.length && !this.isTooLong; at += 1) {
      if (!this.#endsValue(text.charCodeAt(at))) continue;
      this.#keep(text.slice(start, at + 1));
      start = at + 1;
      if (!this.isTooLong) events.push({ data: this.#join() });
    }
    if (!this.isTooLong) this.#keep(text.slice(start));
    return events;
  }

  /** What is left: a value that broke off, which no one can read. */
  end(): readonly WireEvent[] {
    const data = this.#join();
    return data === "" || this.isTooLong ? [] : [{ data }];
  }

  #join(): string {
    const data = this.#pieces.join("");
    this.#pieces = [];
    this.#length = 0;
    return data.trim();
  }

  #keep(text: string): void {
    if (text === "") return;
    this.#pieces.push(text);
    this.#length += text.length;
    this.isTooLong = this.#length > this.#maxLength;
  }

  #endsValue(code: number): boolean {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === 0x5c) this.#isEscaped = true;
      else if (code === 0x22) this.#isInString = false;
      return false;
    }
    switch (code) {
      case 0x22:
        this.#isInString = true;
        return false;
      case 0x7b:
      case 0x5b:
        this.#depth += 1;
        return false;
      case 0x7d:
      case 0x5d:
        this.#depth = Math.max(0, this.#depth - 1);
        return this.#depth === 0;
      default:
        return false;
    }
  }
}
