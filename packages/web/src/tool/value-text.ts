import { hasTerminalSequences, revealHidden, toPlainTerminalText } from "@aiwhisperer/protocol";

/**
 * An argument or result of a tool for people: a text as it is, anything else as indented JSON; hidden
 * characters as codes.
 */
export function toValueText(value: unknown): string {
  if (isTerminalOutput(value)) return revealHidden(toPlainTerminalText(value));
  return revealHidden(typeof value === "string" ? value : (JSON.stringify(value, undefined, 2) ?? ""));
}

/** The first line of a text that has something on it. */
export function firstLine(text: string): string {
  return /\S.*/.exec(text)?.[0].trimEnd() ?? "";
}

/** Whether a value is output that was made for a terminal. */
export function isTerminalOutput(value: unknown): value is string {
  return typeof value === "string" && hasTerminalSequences(value);
}
