import type { ModelToolCall } from "../model.ts";
import { quote } from "./demo-reply.ts";

/** A tool call and what came of it. */
export interface ToolOutcome {
  readonly call: ModelToolCall;
  readonly result: unknown;
  readonly isError: boolean;
}

/** UTF-16 units of results that one answer repeats; several results share them. */
const MAX_SHOWN = 6000;
const NOTHING = "(nothing)";

/**
 * Reports the outcomes of tool calls one after the other, in Markdown. Long results are cut with a notice.
 */
export function reportOutcomes(outcomes: readonly ToolOutcome[]): string {
  const share = Math.floor(MAX_SHOWN / outcomes.length);
  return outcomes.map((outcome) => reportOutcome(outcome, share)).join("\n\n");
}

/** A tool's result as text: a text as it is, anything else as indented JSON. */
export function toText(result: unknown): string {
  return typeof result === "string" ? result : (JSON.stringify(result, null, 2) ?? "");
}

function reportOutcome({ call, result, isError }: ToolOutcome, maxLength: number): string {
  const text = toText(result).trimEnd();
  const quoted = text === "" ? NOTHING : quote(text, maxLength);
  const { toolName } = call;
  if (isError) return `${code(toolName)} failed:\n\n${quoted}`;
  const path = argumentOf(call, "path");
  const shown = (language = ""): string => block(text, language, maxLength);
  switch (toolName) {
    case "read_file":
      return `Here is ${code(path)}:\n\n${shown(extensionOf(path))}`;
    case "list_files":
      return `${path === "" ? "The workspace folder" : code(path)} holds:\n\n${shown()}`;
    case "search_files":
      return `I searched for ${code(argumentOf(call, "pattern"))}:\n\n${shown()}`;
    case "write_file":
      return `${code(path)} is written:\n\n${quoted}`;
    case "edit_file":
      return `${code(path)} is changed:\n\n${quoted}`;
    case "run_command":
      return `I ran ${code(argumentOf(call, "command"))}:\n\n${shown()}`;
    default:
      return `${code(toolName)} gave:\n\n${shown(typeof result === "string" ? "" : "json")}`;
  }
}

function argumentOf({ arguments: given }: ModelToolCall, name: string): string {
  const value = typeof given === "object" && given !== null ? Object.entries(given) : [];
  const found = value.find(([key]) => key === name)?.[1];
  return typeof found === "string" ? found : "";
}

/** The end of a file's name: what shows code knows languages by it. */
function extensionOf(path: string): string {
  return /\.(\w{1,12})$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** Inline code on one line, whatever backticks the text has. */
function code(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const fence = fenceFor(line, 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

function block(text: string, language: string, maxLength: number): string {
  if (text === "") return NOTHING;
  const shown = text.slice(0, maxLength).toWellFormed();
  const fence = fenceFor(shown, 3);
  const rest = text.length - shown.length;
  const notice = rest > 0 ? `\n\n… and ${rest} more characters, which I do not repeat.` : "";
  return `${fence}${language}\n${shown}\n${fence}${notice}`;
}

/** Backticks, at least that many, and more than the text has in a row. */
function fenceFor(text: string, least: number): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  return "`".repeat(Math.max(least, longest + 1));
}
