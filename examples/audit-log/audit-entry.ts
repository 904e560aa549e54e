import type { EngineEvent, EngineEventName } from "@aiwhisperer/engine";
import {
  approvalResolution,
  isTerminal,
  QuestionResolution,
  ToolDecision,
  ToolEffect,
  TurnStatus,
} from "@aiwhisperer/protocol";
import type { AuditEntry } from "./gen/audit.ts";

/** The events that an auditor wants to know of. */
export const AUDITED = [
  "ai_loop.session_started",
  "ai_loop.session_ended",
  "ai_loop.tool_call.identified",
  "ai_loop.tool_call.approval_resolved",
  "ai_loop.tool_call.grant_revoked",
  "ai_loop.tool_call.result_processed",
  "ai_loop.turn.status_changed",
  "ai_loop.error",
] as const satisfies readonly EngineEventName[];

/** The line for an event; `undefined` for one that says nothing new, such as that a turn waits. */
export function toEntry(event: EngineEvent, at: number): AuditEntry | undefined {
  if (!("committed" in event)) return undefined;
  const { sessionId, sequence } = event.committed;
  const details = detailsOf(event);
  return details === undefined ? undefined : { at, sessionId, sequence, event: event.name, details };
}

function detailsOf(event: EngineEvent): AuditEntry["details"] | undefined {
  switch (event.name) {
    case "ai_loop.session_started":
    case "ai_loop.session_ended":
      return {};
    case "ai_loop.tool_call.identified": {
      const { toolCallId, toolName, effect, arguments: args } = event.committed.event.params;
      return { toolCallId, tool: toolName, effect: nameOf(ToolEffect, effect), arguments: args };
    }
    case "ai_loop.tool_call.approval_resolved": {
      const { params } = event.committed.event;
      const { toolCallId, decision, decidedBy, reason = "", grant } = params;
      const resolution = nameOf(QuestionResolution, approvalResolution(params));
      const granted = grant === undefined ? {} : { grantId: grant.grantId, grant: grant.text };
      return {
        toolCallId,
        decision: nameOf(ToolDecision, decision),
        decidedBy,
        resolution,
        reason,
        ...granted,
      };
    }
    case "ai_loop.tool_call.grant_revoked": {
      const { grantId, toolName, revokedBy } = event.committed.event.params;
      return { grantId, tool: toolName, revokedBy };
    }
    case "ai_loop.tool_call.result_processed": {
      // What a tool gave may be a whole file: that it worked is what counts here, and the session's log has
      // the rest.
      const { toolCallId, isError } = event.committed.event.params;
      return { toolCallId, isError };
    }
    case "ai_loop.turn.status_changed":
    case "ai_loop.error": {
      const { turnId, status, usage } = event.committed.event.params;
      if (!isTerminal(status)) return undefined;
      return { turnId, status: nameOf(TurnStatus, status), tokens: usage?.totalTokens ?? 0 };
    }
    default:
      return undefined;
  }
}

function nameOf(values: Readonly<Record<string, number>>, value: number): string {
  return Object.entries(values).find(([, other]) => other === value)?.[0] ?? String(value);
}
