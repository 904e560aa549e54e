import type { ToolApproval, ToolCall } from "@aiwhisperer/client";
import {
  approvalResolution,
  type InteractiveNotifications,
  QuestionResolution,
  ToolDecision,
  ToolFailure,
  toPlainTerminalText,
} from "@aiwhisperer/protocol";
import { oneLine, withVisibleControls } from "../terminal/terminal-text.ts";

type ResultEvent = InteractiveNotifications["ToolResultNotification"];

const MAX_CALL_LENGTH = 100;
const MAX_ARGUMENT_LENGTH = 40;
const MAX_RESULT_LENGTH = 80;

const FAILURES: Readonly<Record<ToolFailure, string>> = {
  [ToolFailure.InvalidArguments]: "arguments that do not fit",
  [ToolFailure.Denied]: "denied",
  [ToolFailure.TimedOut]: "took too long",
  [ToolFailure.Cancelled]: "cancelled",
  [ToolFailure.Unavailable]: "cannot be used",
  [ToolFailure.Interrupted]: "cut off by a restart",
};

/** A tool call in a few words: the tool, and what of its arguments fits, the first one without its name. */
export function describeCall({
  toolName,
  arguments: args,
}: Pick<ToolCall, "toolName" | "arguments">): string {
  return oneLine(withVisibleControls(`${toolName} ${describeArguments(args)}`), MAX_CALL_LENGTH);
}

/** What a tool call gave, in a few words: its size, or the whole where that is short. */
export function describeResult({ result, failure }: Pick<ResultEvent, "result" | "failure">): string {
  if (failure !== undefined) return FAILURES[failure] ?? "failed";
  if (typeof result === "string") return describeText(result);
  if (Array.isArray(result)) return `${result.length} ${result.length === 1 ? "entry" : "entries"}`;
  return result === null ? "done" : oneLine(JSON.stringify(result), MAX_RESULT_LENGTH);
}

/** How a user or a rule has decided, as the end of a sentence about the call. */
export function describeDecision(approval: ToolApproval): string {
  const { decision, reason, grant } = approval;
  if (grant !== undefined) {
    return `was allowed elsewhere, and always: ${oneLine(withVisibleControls(grant.label), MAX_RESULT_LENGTH)}`;
  }
  const why = reason === undefined || reason === "" ? "" : ` (${oneLine(reason, MAX_RESULT_LENGTH)})`;
  switch (approvalResolution(approval)) {
    case QuestionResolution.Expired:
      return "was denied, since no decision was made in time";
    case QuestionResolution.Cancelled:
      return "need not be decided any more, since the answer was stopped";
    case QuestionResolution.Policy:
      return "was denied by the policy of the server";
    case QuestionResolution.Restarted:
      return "was denied by the restart of the server";
    case QuestionResolution.Decided:
      return decision === undefined ? "need not be decided any more" : `${DECISIONS[decision]}${why}`;
  }
}

const DECISIONS: Readonly<Record<ToolDecision, string>> = {
  [ToolDecision.AllowOnce]: "was allowed elsewhere",
  [ToolDecision.AllowAlways]: "was allowed elsewhere, for the rest of the session",
  [ToolDecision.Deny]: "was denied elsewhere",
};

function describeArguments(args: unknown): string {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return JSON.stringify(args) ?? "";
  return Object.entries(args)
    .map(([name, value], index) => (index === 0 ? toText(value) : `${name}=${shorten(toText(value))}`))
    .join(" ");
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** What is long or has lines, such as a file's content, says nothing by its first words. */
function shorten(text: string): string {
  return text.length > MAX_ARGUMENT_LENGTH || text.includes("\n") ? "…" : text;
}

function describeText(text: string): string {
  const trimmed = toPlainTerminalText(text).trimEnd();
  if (trimmed === "") return "nothing";
  const lines = trimmed.split("\n").length;
  return lines === 1 ? oneLine(trimmed, MAX_RESULT_LENGTH) : `${lines} lines`;
}
