import { readTerminalText, revealHidden, writeTerminalText } from "@aiwhisperer/protocol";
import type { Environment, OutputStream } from "../kit/command-host.ts";

/** Looks of text on a terminal; each returns the text unchanged where there are no colours. */
export interface TextStyle {
  dim(text: string): string;
  bold(text: string): string;
  added(text: string): string;
  removed(text: string): string;
  warning(text: string): string;
}

/** The style of a stream: plain where it is no terminal, or where NO_COLOR is set to anything. */
export function styleOf(stream: OutputStream, env: Environment): TextStyle {
  const isPlain = stream.isTTY !== true || (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  const wrap = (start: number, end: number) => (text: string) =>
    isPlain || text === "" ? text : `\u001b[${start}m${text}\u001b[${end}m`;
  return {
    dim: wrap(2, 22),
    bold: wrap(1, 22),
    added: wrap(32, 39),
    removed: wrap(31, 39),
    warning: wrap(33, 39),
  };
}

/** Output of a program with its own colours where there are any, and with no other control sequence. */
export function programText(output: string, style: TextStyle): string {
  const isPlain = style.dim("x") === "x";
  return writeTerminalText(
    readTerminalText(output).map(({ text, look }) => ({
      text: withoutControls(text),
      look: isPlain ? {} : look,
    })),
  );
}

/**
 * Takes control characters out of a piece of foreign text, so that it cannot move the cursor, change the
 * title or press keys. Line ends and tabs stay. It is for pieces that come one after the other; a whole text
 * has codes instead (`shownText`).
 */
export function withoutControls(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
      character === "\n" || character === "\t" ? character : "",
    );
}

/**
 * Writes every character of a text that a terminal would not show as its code, so that the user who decides
 * on it sees all of it. Line ends and tabs stay.
 */
export function withVisibleControls(text: string): string {
  return revealHidden(text);
}

/**
 * Foreign text as lines of a terminal: with codes for what it would not show, and line ends as they are here.
 */
export function shownText(text: string): string {
  return withVisibleControls(text.replaceAll("\r\n", "\n"));
}

/** The start of a text on one line, with codes for what a terminal would not show, cut to a length. */
export function oneLine(text: string, maxLength: number): string {
  const flat = shownText(text).replaceAll(/\s+/g, " ").trim();
  return flat.length > maxLength ? `${flat.slice(0, maxLength - 1)}…` : flat;
}
