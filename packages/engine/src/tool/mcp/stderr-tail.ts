/** A line longer than this is cut. */
const MAX_LINE_LENGTH = 1_000;
const MAX_LINES = 20;

/** Words that mark the line of a crash that says what went wrong, unlike the trace around it. */
const TELLING = /error|exception|fatal|panic|cannot|can't|could not|failed|denied|invalid|missing|not found/i;
const TRACE = /^\s*(at |File "|\^|Node\.js v)/;

/** The last lines that a process wrote to its standard error, kept only to say why it ended. */
export class StderrTail {
  #lines: string[] = [];
  #rest = "";

  push(text: string): void {
    const lines = `${this.#rest}${text}`.split(/\r?\n/);
    this.#rest = (lines.pop() ?? "").slice(0, MAX_LINE_LENGTH);
    const full = lines.filter((line) => line.trim() !== "").map((line) => line.slice(0, MAX_LINE_LENGTH));
    this.#lines = [...this.#lines, ...full].slice(-MAX_LINES);
  }

  /**
   * The line that most likely states the error: the last specific one, else the last one; `undefined` when
   * nothing was written.
   */
  get lastWords(): string | undefined {
    const lines = this.#rest.trim() === "" ? this.#lines : [...this.#lines, this.#rest];
    const telling = lines.findLast((line) => TELLING.test(line) && !TRACE.test(line));
    return (telling ?? lines.at(-1))?.trim();
  }
}
