import { clearLine, createInterface, cursorTo, type Interface } from "node:readline";
import type { CommandHost } from "../command-host.ts";
import { styleOf, type TextStyle } from "./terminal-text.ts";

const PROMPT = "> ";

/** What a screen tells of the person in front of it. */
export interface ScreenListener {
  /** A line was typed. */
  onLine(text: string): void;
  /** Ctrl-C was pressed. */
  onInterrupt(): void;
  /** There will be no more lines: Ctrl-D, or the end of what was piped in. */
  onEnd(): void;
}

/** The terminal of a conversation: an output that grows at its end, and a prompt below it while nothing else is going on. */
export class Screen {
  readonly style: TextStyle;
  readonly isTerminal: boolean;
  readonly #host: CommandHost;
  readonly #lines: Interface;
  #isPrompting = false;
  #isAtLineStart = true;
  #hasEnded = false;

  constructor(host: CommandHost, listener: ScreenListener) {
    const { stdin: input, stdout: output } = host;
    this.#host = host;
    this.isTerminal = input.isTTY === true && output.isTTY === true;
    this.style = styleOf(output, host.env);
    this.#lines = createInterface({ input, output, terminal: this.isTerminal, prompt: PROMPT });
    this.#lines.on("line", (text) => {
      this.#acceptLine(text);
      listener.onLine(text);
    });
    this.#lines.on("SIGINT", () => listener.onInterrupt());
    this.#lines.on("close", () => {
      this.#hasEnded = true;
      listener.onEnd();
    });
  }

  /** Adds text where the output ends. */
  write(text: string): void {
    if (text === "") return;
    this.#leavePrompt();
    this.#host.stdout.write(text);
    this.#isAtLineStart = text.endsWith("\n");
  }

  /** Adds a line, on a line of its own. */
  line(text = ""): void {
    this.endLine();
    this.write(`${text}\n`);
  }

  /** Ends the line that the output is in, if it is in one. */
  endLine(): void {
    if (!this.#isAtLineStart) this.write("\n");
  }

  /** Tells something beside the conversation, as a line of the error stream. */
  note(text: string): void {
    const wasPrompting = this.#isPrompting;
    this.endLine();
    this.#leavePrompt();
    const { stderr, env } = this.#host;
    stderr.write(`${styleOf(stderr, env).warning(text)}\n`);
    if (wasPrompting) this.prompt();
  }

  /** Asks for a line. What had been typed already stays. */
  prompt(): void {
    if (this.#hasEnded) return;
    this.endLine();
    this.#isPrompting = true;
    this.#lines.prompt(true);
  }

  /** Gives the terminal back. */
  close(): void {
    this.#leavePrompt();
    this.#lines.close();
  }

  /** A terminal has shown what was typed, line end and all. Elsewhere it is added, so that the output reads like a conversation. */
  #acceptLine(text: string): void {
    if (this.isTerminal) this.#isAtLineStart = true;
    else if (this.#isPrompting) this.#host.stdout.write(`${text}\n`);
    this.#isPrompting = false;
  }

  #leavePrompt(): void {
    if (!this.#isPrompting) return;
    this.#isPrompting = false;
    if (this.isTerminal) {
      clearLine(this.#host.stdout, 0);
      cursorTo(this.#host.stdout, 0);
    } else this.#host.stdout.write("\n");
    this.#isAtLineStart = true;
  }
}
