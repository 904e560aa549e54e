import { clearLine, createInterface, cursorTo, type Interface, type Key } from "node:readline";
import type { CommandHost } from "../command-host.ts";
import type { TextOutput } from "../tool/text-output.ts";
import { styleOf, type TextStyle } from "./terminal-text.ts";

const PROMPT = "> ";
const CONTINUATION_PROMPT = "… ";
/** Has the terminal mark what is pasted, so that its line ends can be told from those that are typed. */
const BRACKETED_PASTE_ON = "\u001b[?2004h";
const BRACKETED_PASTE_OFF = "\u001b[?2004l";

/** What a screen tells of the person in front of it. */
export interface ScreenListener {
  /** Something was typed, as a rule one line; what is pasted counts as one with what is typed behind it. */
  onLine(text: string): void;
  /** Ctrl-C was pressed. */
  onInterrupt(): void;
  /** There will be no more lines: Ctrl-D, or the end of what was piped in. */
  onEnd(): void;
}

/** The terminal of a conversation: an output that grows at its end, and a prompt below it while nothing else is going on. */
export class Screen implements TextOutput {
  readonly style: TextStyle;
  readonly isTerminal: boolean;
  readonly #host: CommandHost;
  readonly #listener: ScreenListener;
  readonly #lines: Interface;
  #promptText = PROMPT;
  #isPrompting = false;
  #isAtLineStart = true;
  #isPasting = false;
  /** Lines of a paste that wait for the line end that is typed. */
  #pasted: readonly string[] = [];
  #hasEnded = false;

  constructor(host: CommandHost, listener: ScreenListener) {
    const { stdin: input, stdout: output } = host;
    this.#host = host;
    this.#listener = listener;
    this.isTerminal = input.isTTY === true && output.isTTY === true;
    this.style = styleOf(output, host.env);
    this.#lines = createInterface({ input, output, terminal: this.isTerminal, prompt: PROMPT });
    this.#lines.on("line", (text) => this.#acceptLine(text));
    this.#lines.on("SIGINT", () => this.#interrupt());
    this.#lines.on("close", () => {
      this.#hasEnded = true;
      listener.onEnd();
    });
    if (!this.isTerminal) return;
    input.on("keypress", this.#watchPaste);
    output.write(BRACKETED_PASTE_ON);
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
    if (wasPrompting) this.prompt(this.#promptText);
  }

  /** Asks for a line. What had been typed already stays. */
  prompt(text = PROMPT): void {
    if (this.#hasEnded) return;
    // A terminal draws it in its place; elsewhere it would stand there twice.
    if (this.#isPrompting && text === this.#promptText && !this.isTerminal) return;
    this.endLine();
    this.#isPrompting = true;
    this.#promptText = text;
    this.#lines.setPrompt(this.#pasted.length > 0 ? CONTINUATION_PROMPT : text);
    this.#lines.prompt(true);
  }

  /** Asks for nothing any more, and forgets what had been typed: it was meant for what was asked. */
  withdrawPrompt(): void {
    if (!this.#isPrompting) return;
    this.#forgetTyped();
    this.#leavePrompt();
  }

  /** Gives the terminal back. */
  close(): void {
    this.#leavePrompt();
    if (this.isTerminal) {
      this.#host.stdin.off("keypress", this.#watchPaste);
      this.#host.stdout.write(BRACKETED_PASTE_OFF);
    }
    this.#lines.close();
  }

  readonly #watchPaste = (_text: string | undefined, { name }: Key): void => {
    if (name === "paste-start") this.#isPasting = true;
    if (name === "paste-end") this.#isPasting = false;
  };

  /** A terminal has shown what was typed, line end and all. Elsewhere it is added, so that the output reads like a conversation. */
  #acceptLine(text: string): void {
    const wasPrompting = this.#isPrompting;
    if (this.isTerminal) this.#isAtLineStart = true;
    else if (wasPrompting) this.#host.stdout.write(`${text}\n`);
    this.#isPrompting = false;
    const lines = [...this.#pasted, text];
    this.#pasted = this.#isPasting ? lines : [];
    if (!this.#isPasting) this.#listener.onLine(lines.join("\n"));
    else if (wasPrompting) this.prompt(this.#promptText);
  }

  /** Ctrl-C takes back what was pasted; where nothing was, it is for the conversation. */
  #interrupt(): void {
    if (this.#pasted.length === 0) {
      this.#listener.onInterrupt();
      return;
    }
    const wasPrompting = this.#isPrompting;
    this.#forgetTyped();
    if (wasPrompting) this.prompt(this.#promptText);
  }

  #forgetTyped(): void {
    this.#pasted = [];
    if (!this.isTerminal) return;
    this.#lines.write(null, { ctrl: true, name: "e" });
    this.#lines.write(null, { ctrl: true, name: "u" });
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
