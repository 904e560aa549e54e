import { emitKeypressEvents, type Key } from "node:readline";
import type { InputStream } from "../kit/command-host.ts";

/** Has the terminal mark what is pasted, so that its line ends can be distinguished from typed ones. */
export const BRACKETED_PASTE_ON = "\u001b[?2004h";
export const BRACKETED_PASTE_OFF = "\u001b[?2004l";

/**
 * A terminal that does not mark what is pasted sends it faster than anybody types: what follows a line end
 * within this time belongs to the same paste.
 */
const PASTE_GAP_MS = 30;
const PASTE_START = "\u001b[200~";
/** A line end with text behind it. */
const INNER_LINE_END = /(?:\r\n?|\n)[^\p{Cc}]/u;

/** Events of a keyboard. */
export interface KeyboardListener {
  /** Text was typed or pasted; line ends are `\n`. */
  onText(text: string): void;
  /** Enter was pressed. */
  onEnter(): void;
  /** Another key was pressed. */
  onKey(key: Key): void;
  /** There will be no more keys. */
  onEnd(): void;
}

/**
 * The keys of a terminal in raw mode. What is pasted is text, line ends and all, whether the terminal marks
 * it or not.
 */
export class Keyboard {
  readonly #input: InputStream;
  readonly #listener: KeyboardListener;
  #isMarkedPaste = false;
  /** Line ends in this chunk are text. */
  #isBurst = false;
  #burstEndsAt = 0;
  #isLoneKey = false;
  #wasCarriageReturn = false;
  #text = "";
  /** A line end after text, which is Enter unless more follows at once. */
  #enter: NodeJS.Timeout | undefined;

  constructor(input: InputStream, listener: KeyboardListener) {
    this.#input = input;
    this.#listener = listener;
    input.on("data", this.#onChunk);
    emitKeypressEvents(input);
    input.on("keypress", this.#onKeypress);
    input.on("end", this.#onEnd);
    input.setRawMode?.(true);
    input.resume();
  }

  /** Takes back an Enter that has not been passed on: what was typed is no answer to what is asked now. */
  forgetEnter(): void {
    clearTimeout(this.#enter);
    this.#enter = undefined;
  }

  /** Restores the terminal while another program uses it. */
  async lend(work: () => Promise<void>): Promise<void> {
    this.#input.setRawMode?.(false);
    await work();
    this.#input.setRawMode?.(true);
  }

  /** Restores the terminal. */
  close(): void {
    this.forgetEnter();
    this.#input.off("data", this.#onChunk);
    this.#input.off("keypress", this.#onKeypress);
    this.#input.off("end", this.#onEnd);
    this.#input.setRawMode?.(false);
    this.#input.pause();
  }

  /** Comes before the keys of the chunk. */
  readonly #onChunk = (chunk: Buffer | string): void => {
    const text = chunk.toString();
    const now = performance.now();
    const follows = this.#enter !== undefined;
    if (follows) {
      this.forgetEnter();
      this.#text += "\n";
    }
    this.#isLoneKey = text.length === 1;
    const isMarked = this.#isMarkedPaste || text.includes(PASTE_START);
    // A key by itself is pressed: what is pasted comes in larger pieces.
    this.#isBurst =
      !isMarked && !this.#isLoneKey && (follows || now < this.#burstEndsAt || INNER_LINE_END.test(text));
    if (this.#isBurst) this.#burstEndsAt = now + PASTE_GAP_MS;
    queueMicrotask(() => this.#flush());
  };

  readonly #onKeypress = (character: string | undefined, key: Key): void => {
    const isLineEnd = key.name === "return" || key.name === "enter";
    const isSecondHalf = key.name === "enter" && this.#wasCarriageReturn;
    this.#wasCarriageReturn = key.name === "return";
    if (isSecondHalf) return;
    if (key.name === "paste-start") this.#isMarkedPaste = true;
    else if (key.name === "paste-end") this.#isMarkedPaste = false;
    else if (isLineEnd && (this.#isMarkedPaste || this.#isBurst || key.meta === true)) this.#text += "\n";
    else if (isLineEnd) this.#pressEnter();
    else if (this.#isMarkedPaste || isPrintable(character, key))
      this.#text += character ?? key.sequence ?? "";
    else {
      this.#flush();
      this.#listener.onKey(key);
    }
  };

  readonly #onEnd = (): void => this.#listener.onEnd();

  #pressEnter(): void {
    this.#flush();
    if (this.#isLoneKey) {
      this.#listener.onEnter();
      return;
    }
    this.forgetEnter();
    this.#enter = setTimeout(() => {
      this.#enter = undefined;
      this.#listener.onEnter();
    }, PASTE_GAP_MS);
  }

  #flush(): void {
    const text = this.#text;
    this.#text = "";
    if (text !== "") this.#listener.onText(text);
  }
}

function isPrintable(character: string | undefined, { ctrl, meta }: Key): character is string {
  if (character === undefined || ctrl === true || meta === true) return false;
  return character === "\t" || !/\p{Cc}/u.test(character);
}
