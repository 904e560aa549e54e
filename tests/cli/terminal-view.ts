import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import type { Terminal } from "@xterm/headless";
import { type CliProcess, startCli } from "./cli-process.ts";
import { commandLine, SCRIPT } from "./pseudo-terminal.ts";

const require = createRequire(import.meta.url);
const { Terminal: HeadlessTerminal } = require("@xterm/headless") as { Terminal: typeof Terminal };
const { UnicodeGraphemesAddon } = require("@xterm/addon-unicode-graphemes");

/** Size of a terminal, in cells. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Time for a screen to become as it is waited for. */
const PATIENCE_MS = 20_000;

/** A program at a pseudo-terminal, with what a person sees of it. */
export class TerminalView {
  readonly process: CliProcess;
  readonly #screen: Terminal;
  readonly #device: string;
  #seen: number;

  private constructor(process: CliProcess, { columns, rows }: TerminalSize, device: string) {
    this.process = process;
    this.#device = device;
    this.#screen = new HeadlessTerminal({ cols: columns, rows, scrollback: 1_000, allowProposedApi: true });
    this.#screen.loadAddon(new UnicodeGraphemesAddon());
    this.#seen = process.stdout.indexOf("\n") + 1;
  }

  /** Starts the command line at a terminal of that size. */
  static async start(
    args: readonly string[],
    size: TerminalSize,
    env: Readonly<Record<string, string>> = {},
  ): Promise<TerminalView> {
    const { columns, rows } = size;
    const line = `stty cols ${columns} rows ${rows}; tty; exec ${commandLine(args)}`;
    const process = startCli(["-qefc", line, "/dev/null"], {
      command: [SCRIPT],
      env: { TERM: "xterm-256color", ...env },
    });
    const [, device = ""] = await process.waitFor(/^(\/dev\/\S+)\r?\n/);
    return new TerminalView(process, size, device);
  }

  /** Types something. */
  type(text: string): void {
    this.process.write(text);
  }

  /**
   * Changes the size, as a person does who drags the window's edge: first what is shown moves, then the
   * program is notified.
   */
  async resize({ columns, rows }: TerminalSize): Promise<void> {
    await this.#update();
    this.#screen.resize(columns, rows);
    await promisify(execFile)("stty", ["-F", this.#device, "cols", String(columns), "rows", String(rows)]);
  }

  /** The rows that are on the screen, without spaces at their ends and without empty rows at the end. */
  async rows(): Promise<readonly string[]> {
    await this.#update();
    const { active } = this.#screen.buffer;
    return toTexts(active.length - this.#screen.rows, active.length, (row) => active.getLine(row));
  }

  /** Every row, those that have left the screen as well. */
  async allRows(): Promise<readonly string[]> {
    await this.#update();
    const { active } = this.#screen.buffer;
    return toTexts(0, active.length, (row) => active.getLine(row));
  }

  /** Where the cursor is, from 0 on. */
  async cursor(): Promise<{ readonly row: number; readonly column: number }> {
    await this.#update();
    const { cursorY: row, cursorX: column } = this.#screen.buffer.active;
    return { row, column };
  }

  /**
   * The rows on the screen, as soon as they satisfy a condition. Rejects with the screen when the program
   * ends without, or takes too long.
   */
  async until(isReached: (rows: readonly string[]) => boolean): Promise<readonly string[]> {
    for (;;) {
      const { length } = this.process.stdout;
      const rows = await this.rows();
      if (isReached(rows)) return rows;
      const more = this.process.waitFor(new RegExp(`[\\s\\S]{${length + 1}}`));
      await within(PATIENCE_MS, more).catch((error: Error) => {
        throw new Error(`${error.message}\nThe screen:\n${rows.join("\n")}`);
      });
    }
  }

  async #update(): Promise<void> {
    const text = this.process.stdout.slice(this.#seen);
    this.#seen += text.length;
    await new Promise<void>((resolve) => this.#screen.write(text, resolve));
  }
}

function toTexts(
  from: number,
  to: number,
  lineAt: (row: number) => { translateToString(trimRight: boolean): string } | undefined,
): readonly string[] {
  const rows = Array.from(
    { length: to - from },
    (_, index) => lineAt(from + index)?.translateToString(true) ?? "",
  );
  const last = rows.findLastIndex((row) => row.trim() !== "");
  return rows.slice(0, last + 1).map((row) => row.trimEnd());
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`nothing came for ${ms} ms`)), ms);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
