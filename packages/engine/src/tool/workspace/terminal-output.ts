import { readTerminalText, type TextRun, writeTerminalText } from "@aiwhisperer/protocol";
import type { OutputWindow } from "./command/output-window.ts";

/** Output that is held back, in UTF-16 units: as far back a program can overwrite what it has put out. */
const MAX_PENDING_LENGTH = 32_000;

/**
 * Output that is read as it comes. Of what follows, the end alone is read: a flood must not keep the server
 * busy.
 */
const MAX_READ_LENGTH = 2_000_000;
const MAX_LATE_LENGTH = 500_000;

/** Lines of it that stay held back. */
const PENDING_LINES = 100;

/**
 * Output of a command as a terminal would show it in the end: progress that overwrites itself takes no room,
 * colours stay, and no other control sequence does. Pieces may be cut anywhere.
 */
export class TerminalOutput {
  readonly #window: OutputWindow;
  #pending = "";
  #length = 0;
  #late = "";

  constructor(window: OutputWindow) {
    this.#window = window;
  }

  add(text: string): void {
    this.#length += text.length;
    if (this.#length > Math.max(MAX_READ_LENGTH, 2 * this.#window.maxLength)) this.#addLate(text);
    else {
      this.#pending += text;
      if (this.#pending.length > MAX_PENDING_LENGTH) this.#pass();
    }
  }

  /** All of it, as far as the window keeps it. */
  text(): string {
    this.#window.add(writeTerminalText(readTerminalText(this.#pending + this.#late)));
    this.#pending = "";
    this.#late = "";
    return this.#window.text();
  }

  #addLate(text: string): void {
    if (this.#pending !== "") {
      this.#window.add(writeTerminalText(readTerminalText(this.#pending)));
      this.#pending = "";
    }
    this.#late += text;
    // Cut now and then only: many small pieces cost no more than few large ones.
    const kept = Math.max(MAX_LATE_LENGTH, this.#window.maxLength);
    if (this.#late.length <= 2 * kept) return;
    this.#window.skip(this.#late.length - kept);
    this.#late = this.#late.slice(-kept);
  }

  /** Passes on what can hardly be overwritten any more. */
  #pass(): void {
    const cut = unfinishedStart(this.#pending);
    const runs = readTerminalText(this.#pending.slice(0, cut));
    const [passed, kept] = splitRuns(runs, startOfLastLines(runs));
    const unfinished = this.#pending.slice(cut);
    this.#window.add(writeTerminalText(passed));
    this.#pending = writeTerminalText(kept) + unfinished;
    if (this.#pending.length <= MAX_PENDING_LENGTH) return;
    this.#window.add(writeTerminalText(kept));
    this.#pending = unfinished;
  }
}

const INTRODUCERS = String.raw`\u001b\u009b`;
const UNFINISHED = new RegExp(`(?:[${INTRODUCERS}][^${INTRODUCERS}]{0,64}|\\r)$`);

/** Where a sequence may begin that the next piece continues, or a line end of Windows. */
function unfinishedStart(text: string): number {
  const found = UNFINISHED.exec(text.slice(-66));
  return found ? text.length - found[0].length : text.length;
}

function startOfLastLines(runs: readonly TextRun[]): number {
  const text = runs.map((run) => run.text).join("");
  let start = text.length;
  for (let line = 0; line < PENDING_LINES && start > 0; line++) start = text.lastIndexOf("\n", start - 1);
  return Math.max(0, start + 1);
}

function splitRuns(runs: readonly TextRun[], place: number): [TextRun[], TextRun[]] {
  const before: TextRun[] = [];
  const after: TextRun[] = [];
  let offset = 0;
  for (const { text, look } of runs) {
    const cut = Math.min(Math.max(place - offset, 0), text.length);
    if (cut > 0) before.push({ text: text.slice(0, cut), look });
    if (cut < text.length) after.push({ text: text.slice(cut), look });
    offset += text.length;
  }
  return [before, after];
}
