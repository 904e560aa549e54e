import { isDeepStrictEqual } from "node:util";
import type { SessionEvent } from "@aiwhisperer/engine";
import { ToolDecision, ToolFailure } from "@aiwhisperer/protocol";
import { auditCalls } from "../../support/audit-calls.ts";
import type { Findings } from "./audit-history.ts";
import type { Histories } from "./audit-wire.ts";
import { stormToolRules } from "./storm-tools.ts";
import type { ToolRun } from "./tool-record.ts";
import type { DeliveredEvent, WireParams, WireRecord } from "./wire-tap.ts";

/** What there was of tools in a storm. */
export interface ToolFigures {
  readonly calls: number;
  readonly approvals: number;
  /** Approvals that were decided about by another process than the one that asked. */
  readonly approvalsAcrossRestarts: number;
  /** Runs that the tools themselves recorded. */
  readonly runs: number;
  /** Further runs of calls that may be run again. */
  readonly repeatedRuns: number;
  /** Calls that had begun when their process was killed, and were not run again. */
  readonly interrupted: number;
  readonly clientResults: number;
}

/** A session's event as the engine types it. The fold checks what the server sends. */
function typed(event: DeliveredEvent): SessionEvent & { readonly params: { readonly sequence: number } } {
  return event as unknown as SessionEvent & { readonly params: { readonly sequence: number } };
}

/** Compares the tool calls of all sessions with the contract and with the tools' own records. */
export function auditTools(histories: Histories, runs: readonly ToolRun[]): Findings {
  const events = [...histories.values()].flat();
  return [
    ...[...histories.values()].flatMap((history) => auditCalls(history.map(typed), stormToolRules)),
    ...auditRuns(events, runs),
  ];
}

interface LoggedCall {
  readonly toolName: string;
  starts: number;
  isDenied: boolean;
  /** Whether the tool itself gave the result. */
  isDone: boolean;
}

/**
 * Nothing ran more often than its log says that it began, nothing that was denied, nothing twice that must
 * not be; what gave a result has run.
 */
function auditRuns(events: readonly DeliveredEvent[], runs: readonly ToolRun[]): Findings {
  const calls = new Map<string, LoggedCall>();
  for (const event of events) foldCall(calls, typed(event));
  const counts = new Map<string, number>();
  for (const { toolCallId } of runs) counts.set(toolCallId, (counts.get(toolCallId) ?? 0) + 1);
  const strangers = runs
    .filter(({ toolName, toolCallId }) => calls.get(toolCallId)?.toolName !== toolName)
    .map(({ toolName, toolCallId }) => `${toolName} ran for ${toolCallId}, which is no call of it`);
  return [
    ...strangers,
    ...[...calls].flatMap(([id, call]) => auditRunsOf(`${call.toolName} ${id}`, call, counts.get(id) ?? 0)),
  ];
}

function auditRunsOf(name: string, call: LoggedCall, runs: number): Findings {
  const isRepeatable = stormToolRules.repeatable.has(call.toolName);
  return [
    ...(runs > call.starts ? [`${name} ran ${runs} times and began ${call.starts} times`] : []),
    ...(runs > 1 && !isRepeatable ? [`${name} ran ${runs} times`] : []),
    ...(runs > 0 && call.isDenied ? [`${name} was denied and ran`] : []),
    ...(runs === 0 && call.isDone ? [`${name} gave a result and did not run`] : []),
  ];
}

function foldCall(calls: Map<string, LoggedCall>, event: SessionEvent): void {
  if (event.method === "ToolCallNotification") {
    const { toolCallId, toolName } = event.params;
    calls.set(toolCallId, { toolName, starts: 0, isDenied: false, isDone: false });
  }
  const call = "toolCallId" in event.params ? calls.get(event.params.toolCallId) : undefined;
  if (call === undefined) return;
  if (event.method === "ToolStartedNotification") call.starts += 1;
  if (event.method === "ToolApprovalResolvedNotification")
    call.isDenied = event.params.decision === ToolDecision.Deny;
  if (event.method === "ToolResultNotification") call.isDone = call.starts > 0 && !event.params.isError;
}

/**
 * Holds what was answered to decisions and to clients' results against the log: each of those that the server
 * took is in there, once, as it was sent.
 */
export function auditAnswers(lines: readonly (readonly WireRecord[])[], histories: Histories): Findings {
  return lines.flatMap((records) =>
    taken(records).flatMap(({ method, params }) => {
      const isNotice = (event: DeliveredEvent): boolean =>
        event.method === noticeOf[method] && event.params.toolCallId === params.toolCallId;
      const logged = (histories.get(String(params.sessionId)) ?? []).filter(isNotice);
      const isSame = logged.length === 1 && isLoggedAs(params, logged[0]!);
      return isSame
        ? []
        : [`the server took ${JSON.stringify(params)} and the log has ${JSON.stringify(logged)}`];
    }),
  );
}

/**
 * Methods about tool calls that are answered once their work is in the log, and the event that it is there
 * as.
 */
const noticeOf: Readonly<Record<string, string>> = {
  decideToolCall: "ToolApprovalResolvedNotification",
  provideToolResult: "ToolResultNotification",
};

/** Requests of a line that were answered well. */
function taken(records: readonly WireRecord[]): readonly { method: string; params: WireParams }[] {
  const asked = new Map<unknown, { readonly method: string; readonly params: WireParams }>();
  return records.flatMap((record) => {
    if (record.kind === "asked" && record.method in noticeOf) asked.set(record.id, record);
    const request = record.kind === "answered" ? asked.get(record.id) : undefined;
    return record.kind === "answered" && record.result !== undefined && request !== undefined
      ? [request]
      : [];
  });
}

function isLoggedAs(sent: WireParams, { params }: DeliveredEvent): boolean {
  const { decision, reason, result, isError } = params;
  return isDeepStrictEqual(
    { decision, reason, result, isError },
    { decision: sent.decision, reason: sent.reason, result: sent.result, isError: sent.isError },
  );
}

/** Counts what there was of tools. */
export function countTools(histories: Histories, runs: readonly ToolRun[]): ToolFigures {
  const events = [...histories.values()].flat();
  const countOf = (method: string, isCounted: (event: DeliveredEvent) => boolean = () => true) =>
    events.filter((event) => event.method === method && isCounted(event)).length;
  return {
    calls: countOf("ToolCallNotification"),
    approvals: countOf("ToolApprovalRequestNotification"),
    approvalsAcrossRestarts: [...histories.values()].flatMap(decidedAfterRestart).length,
    runs: runs.length,
    repeatedRuns: runs.length - new Set(runs.map(({ toolCallId }) => toolCallId)).size,
    interrupted: countOf(
      "ToolResultNotification",
      ({ params }) => params.failure === ToolFailure.Interrupted,
    ),
    clientResults: countOf(
      "ToolResultNotification",
      ({ params }) => typeof params.result === "object" && params.result !== null && "by" in params.result,
    ),
  };
}

/** The ids of calls that a person decided about after a restart of the server since they asked. */
function decidedAfterRestart(history: readonly DeliveredEvent[]): readonly unknown[] {
  const pending = new Map<unknown, boolean>();
  return history.flatMap(({ method, params: { toolCallId, attempt, decidedBy } }) => {
    if (method === "ToolApprovalRequestNotification") pending.set(toolCallId, false);
    if (method === "TurnStatusNotification" && attempt !== undefined) {
      for (const id of pending.keys()) pending.set(id, true);
    }
    const isCounted = method === "ToolApprovalResolvedNotification" && decidedBy === "local";
    return isCounted && pending.get(toolCallId) === true ? [toolCallId] : [];
  });
}
