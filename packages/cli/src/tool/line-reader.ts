import { createInterface, type Interface } from "node:readline";
import type { InputStream } from "../kit/command-host.ts";

/**
 * Reads lines of a terminal that edits them itself, from the first one that is waited for on: before that the
 * input is left alone, so that a program in the background is not halted by it. Ctrl-C is a signal as ever.
 */
export class LineReader {
  readonly #input: InputStream;
  readonly #onLine: (text: string) => void;
  #lines: Interface | undefined;

  constructor(input: InputStream, onLine: (text: string) => void) {
    this.#input = input;
    this.#onLine = onLine;
  }

  /** Begins to read, where that has not been done. */
  open(): void {
    if (this.#lines !== undefined) return;
    this.#lines = createInterface({ input: this.#input, terminal: false });
    this.#lines.on("line", this.#onLine);
  }

  /** Reads nothing more. */
  close(): void {
    this.#lines?.close();
  }
}
