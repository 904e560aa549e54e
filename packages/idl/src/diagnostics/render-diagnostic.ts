import { lineText, positionAt } from "../text/source-text.ts";
import type { Diagnostic, DiagnosticLocation } from "./diagnostic.ts";

/** How diagnostics are written for people. */
export interface RenderOptions {
  /** Whether to use ANSI colours. Default false. */
  readonly color?: boolean;
}

type Paint = (style: "bold" | "red" | "blue" | "green", text: string) => string;

const ansiCodes = { bold: 1, red: 31, blue: 34, green: 32 } as const;

/**
 * Text of one diagnostic: `file:line:column: error: what is wrong`, the source line, a caret under the text
 * at fault, and `help: what to do`. It ends with a line break.
 */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const paint: Paint = (style, text) =>
    options.color ? `\u001b[${ansiCodes[style]}m${text}\u001b[0m` : text;
  const head = `${paint("bold", placeText(diagnostic))}: ${paint("red", "error")}: ${diagnostic.message}`;
  const excerpt = diagnostic.location ? excerptLines(diagnostic.location, paint) : [];
  return [head, ...excerpt, `${paint("green", "help")}: ${diagnostic.help}`, ""].join("\n");
}

/** Text of many diagnostics with a blank line between, and how many there are. Empty when there are none. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: RenderOptions = {}): string {
  if (diagnostics.length === 0) return "";
  const count = diagnostics.length === 1 ? "1 error" : `${diagnostics.length} errors`;
  return [...diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, options)), `${count}\n`].join("\n");
}

function placeText({ path, location }: Diagnostic): string {
  if (!location) return path;
  const { line, column } = positionAt(location.source, location.span.start);
  return `${path}:${line}:${column}`;
}

function excerptLines({ source, span }: DiagnosticLocation, paint: Paint): string[] {
  const { line, column } = positionAt(source, span.start);
  const text = withoutControls(lineText(source, line));
  const before = text.slice(0, column - 1);
  const marked = text.slice(column - 1, column - 1 + Math.max(1, span.end - span.start));
  const carets = "^".repeat(Math.max(1, Array.from(marked).length));
  const number = String(line);
  const gutter = `${" ".repeat(number.length)} |`;
  return [
    paint("blue", gutter),
    `${paint("blue", `${number} |`)} ${text}`,
    `${paint("blue", gutter)} ${blankOf(before)}${paint("red", carets)}`,
  ];
}

/** As wide as the text, so that the caret is aligned with the characters above it. */
function blankOf(text: string): string {
  return Array.from(text, (character) => (character === "\t" ? "\t" : " ")).join("");
}

/** Keeps a hostile file from driving the terminal. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\t]/gu, "\uFFFD");
}
