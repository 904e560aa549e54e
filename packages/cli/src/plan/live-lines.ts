import type { OutputStream } from "../kit/command-host.ts";

const DEFAULT_ROWS = 24;
const WRAP_OFF = "\u001b[?7l";
const WRAP_ON = "\u001b[?7h";
const CLEAR_TO_END = "\u001b[J";

/**
 * Lines at the end of a terminal's output that are drawn anew in their place. What does not fit into a row is
 * cut by the terminal.
 */
export class LiveLines {
  readonly #output: OutputStream;
  #drawn = "";
  #height = 0;

  constructor(output: OutputStream) {
    this.#output = output;
  }

  /** How many lines can be drawn: one less than the terminal shows. */
  get maxLines(): number {
    // A terminal that does not know its size says 0.
    return (this.#output.rows || DEFAULT_ROWS) - 1;
  }

  /** Draws lines in the place of those that were drawn last. */
  draw(lines: readonly string[]): void {
    const text = `${lines.join("\n")}\n`;
    if (text === this.#drawn) return;
    const up = this.#height === 0 ? "" : `\u001b[${this.#height}A`;
    this.#output.write(`${up}\r${CLEAR_TO_END}${WRAP_OFF}${text}${WRAP_ON}`);
    this.#drawn = text;
    this.#height = lines.length;
  }

  /** Leaves what is drawn as it is: what is drawn next comes below whatever is written meanwhile. */
  release(): void {
    this.#drawn = "";
    this.#height = 0;
  }
}
