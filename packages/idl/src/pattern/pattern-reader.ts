import { PatternFault } from "./pattern-node.ts";

/** A reading position in the source of a pattern, in steps of code points. */
export class PatternReader {
  readonly #source: string;
  #offset = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Position in the source, in UTF-16 units. */
  get offset(): number {
    return this.#offset;
  }

  /** What has not been read. */
  rest(): string {
    return this.#source.slice(this.#offset);
  }

  /** Whether everything has been read. */
  atEnd(): boolean {
    return this.#offset >= this.#source.length;
  }

  /** The character ahead; empty at the end. */
  peek(): string {
    return this.atEnd() ? "" : String.fromCodePoint(this.#codePoint());
  }

  /** Whether this text is ahead. */
  at(text: string): boolean {
    return this.#source.startsWith(text, this.#offset);
  }

  /** Reads this text if it is ahead. */
  accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.#offset += text.length;
    return true;
  }

  /** Reads a character and returns its code point. Throws `PatternFault` at the end. */
  next(): number {
    if (this.atEnd()) this.fail("the pattern ends here", "complete it");
    const codePoint = this.#codePoint();
    this.#offset += codePoint > 0xffff ? 2 : 1;
    return codePoint;
  }

  /** Passes over so many UTF-16 units. */
  skip(length: number): void {
    this.#offset += length;
  }

  /** Throws `PatternFault` for the character ahead. */
  fail(message: string, help: string): never {
    return this.failAt(this.#offset, message, help);
  }

  /** Throws `PatternFault` for a place that was passed. */
  failAt(offset: number, message: string, help: string, length = 1): never {
    throw new PatternFault({ offset, length }, message, help);
  }

  #codePoint(): number {
    return this.#source.codePointAt(this.#offset) ?? 0;
  }
}
