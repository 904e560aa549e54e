import { createInterface, type Interface } from "node:readline";
import type { CommandHost } from "../kit/command-host.ts";
import { shownText, styleOf, type TextStyle } from "../terminal/terminal-text.ts";
import { PROMPT, type Screen, type ScreenListener } from "./screen.ts";

/** A screen that is no terminal: lines come in and go out as they are. */
export class LineScreen implements Screen {
  readonly style: TextStyle;
  readonly isTerminal = false;
  readonly #host: CommandHost;
  readonly #lines: Interface;
  #promptText = PROMPT;
  #isPrompting = false;
  #isAtLineStart = true;
  #hasEnded = false;

  constructor(host: CommandHost, listener: ScreenListener) {
    const { stdin: input, stdout: output } = host;
    this.#host = host;
    this.style = styleOf(output, host.env);
    this.#lines = createInterface({ input, output, terminal: false, prompt: PROMPT });
    this.#lines.on("line", (text) => this.#accept(text, listener));
    this.#lines.on("SIGINT", () => listener.onInterrupt());
    this.#lines.on("close", () => {
      this.#hasEnded = true;
      listener.onEnd();
    });
  }

  get isAtLineStart(): boolean {
    return this.#isAtLineStart;
  }

  write(text: string): void {
    if (text === "") return;
    this.#leavePrompt();
    this.#host.stdout.write(text);
    this.#isAtLineStart = text.endsWith("\n");
  }

  line(text = ""): void {
    this.endLine();
    this.write(`${text}\n`);
  }

  endLine(): void {
    if (!this.#isAtLineStart) this.write("\n");
  }

  note(text: string): void {
    const wasPrompting = this.#isPrompting;
    this.endLine();
    this.#leavePrompt();
    const { stderr, env } = this.#host;
    stderr.write(`${styleOf(stderr, env).warning(shownText(text))}\n`);
    if (wasPrompting) this.prompt(this.#promptText);
  }

  prompt(text: string = PROMPT): void {
    if (this.#hasEnded || (this.#isPrompting && text === this.#promptText)) return;
    this.endLine();
    this.#isPrompting = true;
    this.#promptText = text;
    this.#lines.setPrompt(text);
    this.#lines.prompt(true);
  }

  withdrawPrompt(): void {
    this.#leavePrompt();
  }

  close(): void {
    this.#leavePrompt();
    this.#lines.close();
  }

  /** The line is added to the output, so that this reads like a conversation. */
  #accept(text: string, listener: ScreenListener): void {
    if (this.#isPrompting) this.#host.stdout.write(`${text}\n`);
    this.#isPrompting = false;
    listener.onLine(text);
  }

  #leavePrompt(): void {
    if (!this.#isPrompting) return;
    this.#isPrompting = false;
    this.#host.stdout.write("\n");
    this.#isAtLineStart = true;
  }
}
