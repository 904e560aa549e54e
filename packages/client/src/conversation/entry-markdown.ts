import {
  hasTerminalSequences,
  QuestionResolution,
  type ToolDisplay,
  ToolDisplayKind,
  toPlainTerminalText,
} from "@aiwhisperer/protocol";
import type { Question } from "./session-state.ts";
import { type ToolCall, type ToolCallPhase, toolCallPhase } from "./tool-call.ts";

const remarks: Readonly<Record<ToolCallPhase, string>> = {
  waiting: "The tool has not run yet.",
  asking: "The tool call waits for a decision.",
  running: "The tool is still running.",
  done: "",
  failed: "The tool failed.",
  denied: "The tool call was denied.",
  cancelled: "The tool call was cancelled.",
};

const languages: Readonly<Record<ToolDisplayKind, string>> = {
  [ToolDisplayKind.Text]: "",
  [ToolDisplayKind.Diff]: "diff",
  [ToolDisplayKind.Command]: "sh",
};

/**
 * Writes a tool call as paragraphs of a Markdown document: the call, its change or output, and its outcome.
 * Long texts are cut.
 */
export function describeToolCall(call: ToolCall): readonly string[] {
  const phase = toolCallPhase(call);
  const display = call.result?.display ?? call.approval?.display;
  // A diff shows the change; of a command only its output does.
  const isResultShown = display === undefined || display.kind === ToolDisplayKind.Command;
  const isTold = phase === "failed" || (phase === "done" && isResultShown);
  const reason = phase === "denied" ? call.approval?.reason : undefined;
  const remark = [remarks[phase], reason].filter(Boolean).join(" ");
  return [
    `## Tool \`${call.toolName.replaceAll(/[`\s]+/g, " ")}\``,
    fence(toText(call.arguments), "json"),
    display === undefined ? "" : describeDisplay(display),
    isTold ? describeResult(call.result?.result) : "",
    remark === "" ? "" : `> ${remark.replaceAll("\n", "\n> ")}`,
  ];
}

function describeDisplay({ kind, text }: ToolDisplay): string {
  return fence(text, languages[kind] ?? "");
}

function describeResult(result: unknown): string {
  if (typeof result !== "string") return fence(toText(result), "json");
  return fence(hasTerminalSequences(result) ? toPlainTerminalText(result) : result, "");
}

const questionEndings: Readonly<Record<QuestionResolution, string>> = {
  [QuestionResolution.Decided]: "",
  [QuestionResolution.Expired]: "The question expired without an answer.",
  [QuestionResolution.Cancelled]: "The question was cancelled.",
  [QuestionResolution.Restarted]: "A restart of the server ended the question.",
  [QuestionResolution.Policy]: "A policy of the server ended the question.",
};

/** Writes a tool's question as paragraphs of a Markdown document, with its outcome. */
export function describeQuestion({ text, outcome }: Question): readonly string[] {
  const question = ["The tool asked:", fence(text, "")];
  if (outcome === undefined) return [...question, "> The question waits for an answer."];
  if (outcome.declined === true) return [...question, "> The question was declined."];
  if (outcome.answer === undefined) return [...question, `> ${questionEndings[outcome.resolution]}`];
  return [...question, "The answer was:", fence(toText(outcome.answer), "json")];
}

/** Maximum length of a text in a document. */
const maxShown = 4_000;

/** Returns a text unchanged, any other value as JSON. */
function toText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, undefined, 2) ?? "");
}

/** Returns the text between fences that are longer than any in it; a long text is cut. */
function fence(text: string, language: string): string {
  const shown = text.length > maxShown ? `${text.slice(0, maxShown).toWellFormed()}\n…` : text.trimEnd();
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${shown}\n${marks}`;
}
