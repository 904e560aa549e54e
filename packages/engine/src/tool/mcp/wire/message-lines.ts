const LF = 10;
const BYTE_ORDER_MARK = "\ufeff";

/** The lines of a server's output, which comes in pieces. A line is complete when its line break has come. */
export class MessageLines {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #length = 0;

  /** @param maxBytes Length of a line that is too long, also when it is not complete. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Adds a piece and returns the lines that it completes, without line breaks.
   * @throws {RangeError} when a line is too long. What was added is dropped.
   */
  push(bytes: Buffer): readonly string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
      this.#add(bytes.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    this.#add(bytes.subarray(start));
    return lines;
  }

  /** Drops the line that is not complete. */
  clear(): void {
    this.#parts = [];
    this.#length = 0;
  }

  #add(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.#maxBytes) {
      this.clear();
      throw new RangeError("The line is too long.");
    }
    if (part.length > 0) this.#parts.push(part);
  }

  #take(): string {
    const line = Buffer.concat(this.#parts).toString("utf8");
    this.clear();
    const end = line.endsWith("\r") ? -1 : undefined;
    return line.slice(line.startsWith(BYTE_ORDER_MARK) ? 1 : 0, end);
  }
}
