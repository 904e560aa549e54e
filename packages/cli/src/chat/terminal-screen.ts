import type { Key } from "node:readline";
import { revealHidden } from "@aiwhisperer/protocol";
import type { CommandHost } from "../kit/command-host.ts";
import { Draft } from "../terminal/draft.ts";
import { editDraft, keyName } from "../terminal/edit-keys.ts";
import { BRACKETED_PASTE_OFF, BRACKETED_PASTE_ON, Keyboard } from "../terminal/keyboard.ts";
import { LiveArea } from "../terminal/live-area.ts";
import { OutputFlow } from "../terminal/output-flow.ts";
import { CONTINUATION, promptRows } from "../terminal/prompt-rows.ts";
import { shownText, styleOf, type TextStyle } from "../terminal/terminal-text.ts";
import type { InputHistory } from "./input-history.ts";
import { PROMPT, type Screen, type ScreenListener } from "./screen.ts";

const CLEAR_SCREEN = "\u001b[H\u001b[2J";
/** Sizes of a terminal that does not know its own. */
const DEFAULT_COLUMNS = 80;
const DEFAULT_ROWS = 24;

/**
 * A terminal: the output grows above, the prompt with what is typed is below it. What is typed while an
 * answer comes is shown there, too, and never in the answer. The prompt is not shown while nothing is asked
 * and nothing typed.
 */
export class TerminalScreen implements Screen {
  readonly style: TextStyle;
  readonly isTerminal = true;
  readonly #host: CommandHost;
  readonly #listener: ScreenListener;
  readonly #history: InputHistory;
  readonly #keyboard: Keyboard;
  readonly #draft = new Draft();
  readonly #flow: OutputFlow;
  readonly #live = new LiveArea();
  #promptText = PROMPT;
  #isPrompting = false;
  #hasEnded = false;
  /** A message that was being typed when something else was asked. */
  #kept = "";

  constructor(host: CommandHost, listener: ScreenListener, history: InputHistory) {
    this.#host = host;
    this.#listener = listener;
    this.#history = history;
    this.style = styleOf(host.stdout, host.env);
    this.#flow = new OutputFlow(this.#columns);
    this.#keyboard = new Keyboard(host.stdin, {
      onText: (text) => this.#edit(() => this.#draft.insert(text)),
      onEnter: () => this.#submit(),
      onKey: (key) => this.#press(key),
      onEnd: () => this.#end(),
    });
    host.stdout.on("resize", this.#onResize);
    host.stdout.write(BRACKETED_PASTE_ON);
  }

  get isAtLineStart(): boolean {
    return this.#flow.isAtLineStart;
  }

  write(text: string): void {
    if (text !== "") this.#update(() => this.#flow.append(text));
  }

  line(text = ""): void {
    this.write(`${this.#flow.isAtLineStart ? "" : "\n"}${text}\n`);
  }

  endLine(): void {
    if (!this.#flow.isAtLineStart) this.write("\n");
  }

  note(text: string): void {
    const { stderr, env } = this.#host;
    const styled = styleOf(stderr, env).warning(shownText(text));
    // Both streams are the same screen, which only one of them can keep in order.
    if (stderr.isTTY === true) this.line(styled);
    else stderr.write(`${styled}\n`);
  }

  prompt(text: string = PROMPT): void {
    if (this.#hasEnded || (this.#isPrompting && text === this.#promptText)) return;
    this.endLine();
    this.#isPrompting = true;
    this.#promptText = text;
    if (text === PROMPT && this.#draft.isEmpty) this.#draft.set(this.#takeKept());
    this.#update();
  }

  withdrawPrompt(): void {
    this.#keyboard.forgetEnter();
    if (this.#promptText === PROMPT && !this.#draft.isEmpty) this.#kept = this.#draft.text;
    this.#draft.set("");
    this.#isPrompting = false;
    this.#promptText = PROMPT;
    this.#update();
  }

  close(): void {
    this.#hasEnded = true;
    this.#isPrompting = false;
    this.#draft.set("");
    this.#update();
    this.#host.stdout.off("resize", this.#onResize);
    this.#keyboard.close();
    this.#host.stdout.write(BRACKETED_PASTE_OFF);
  }

  readonly #onResize = (): void => this.#redraw();

  get #columns(): number {
    return this.#host.stdout.columns || DEFAULT_COLUMNS;
  }

  #press(key: Key): void {
    const name = keyName(key);
    switch (name) {
      case "ctrl-c":
        this.#interrupt();
        return;
      case "ctrl-d":
        if (this.#draft.isEmpty) this.#end();
        else this.#edit(() => this.#draft.delete(1));
        return;
      case "ctrl-z":
        void this.#suspend();
        return;
      case "ctrl-l":
        this.#redraw();
        return;
      case "up":
      case "ctrl-p":
        this.#edit(() => this.#moveVertically(-1));
        return;
      case "down":
      case "ctrl-n":
        this.#edit(() => this.#moveVertically(1));
        return;
      default:
        this.#edit(() => editDraft(this.#draft, name));
    }
  }

  async #suspend(): Promise<void> {
    const { suspend, stdout } = this.#host;
    if (suspend === undefined) return;
    stdout.write(`${this.#live.erase(this.#flow.column, this.#columns)}${BRACKETED_PASTE_OFF}`);
    await this.#keyboard.lend(suspend);
    stdout.write(BRACKETED_PASTE_ON);
    this.#redraw();
  }

  /** Moves inside a message of several lines, else to another message of the history. */
  #moveVertically(direction: -1 | 1): void {
    if (this.#draft.moveByLine(direction) || this.#promptText !== PROMPT) return;
    const other = direction < 0 ? this.#history.previous(this.#draft.text) : this.#history.next();
    if (other !== undefined) this.#draft.set(other);
  }

  /** Ctrl-C takes back what is typed; where nothing is, it is for the conversation. */
  #interrupt(): void {
    this.#keyboard.forgetEnter();
    this.#history.rewind();
    if (this.#draft.isEmpty) this.#listener.onInterrupt();
    else this.#edit(() => this.#draft.set(""));
  }

  #submit(): void {
    if (this.#hasEnded) return;
    const { text } = this.#draft;
    const isMessage = this.#promptText === PROMPT;
    if (!this.#isPrompting && text.trim() === "") return;
    this.#draft.set("");
    if (isMessage) this.#history.add(text);
    this.#isPrompting = false;
    const shown = revealHidden(text).replaceAll("\n", `\n${CONTINUATION}`);
    this.line(`${this.#promptText}${shown}`);
    this.#listener.onLine(text);
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#isPrompting = false;
    this.#update();
    this.#listener.onEnd();
  }

  #edit(change: () => void): void {
    change();
    this.#update();
  }

  /** Lets the output grow above the prompt, and draws the prompt anew, in one write. */
  #update(grow: () => string = () => ""): void {
    const erased = this.#live.erase(this.#flow.column, this.#columns);
    const written = erased + grow() + this.#drawLive();
    if (written !== "") this.#host.stdout.write(written);
  }

  /**
   * Terminals move what is shown in different ways when their size changes, so that everything is drawn
   * again.
   */
  #redraw(): void {
    this.#live.forget();
    const rows = this.#host.stdout.rows || DEFAULT_ROWS;
    const live = this.#isLive ? this.#promptRows().rows.length : 0;
    const output = this.#flow.redraw(this.#columns, Math.max(1, rows - live));
    this.#host.stdout.write(`${CLEAR_SCREEN}${output}${this.#drawLive()}`);
  }

  #drawLive(): string {
    return this.#isLive ? this.#live.draw(this.#promptRows(), this.#flow.column) : "";
  }

  get #isLive(): boolean {
    return this.#isPrompting || !this.#draft.isEmpty;
  }

  #promptRows() {
    const rows = this.#host.stdout.rows || DEFAULT_ROWS;
    const size = { columns: this.#columns, maxRows: Math.max(1, rows - 2) };
    return promptRows(this.#promptText, this.#draft, size);
  }

  #takeKept(): string {
    const kept = this.#kept;
    this.#kept = "";
    return kept;
  }
}
