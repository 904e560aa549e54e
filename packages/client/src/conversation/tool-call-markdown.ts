import {
  hasTerminalSequences,
  type ToolDisplay,
  ToolDisplayKind,
  toPlainTerminalText,
} from "@aiwhisperer/protocol";
import { fence, toText } from "../kit/fence.ts";
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
  return fence(text, languages[kind]);
}

function describeResult(result: unknown): string {
  if (typeof result !== "string") return fence(toText(result), "json");
  return fence(hasTerminalSequences(result) ? toPlainTerminalText(result) : result, "");
}
