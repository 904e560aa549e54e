import { type GrantScope, QuestionResolution, ToolDecision } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";
import type { SessionHeader } from "../event/session-header.ts";
import { type GrantableTool, subjectOf } from "../grant/call-subject.ts";
import { coversSubject, grantsInForce, type StoredGrant } from "../grant/grants.ts";
import { makeGrant } from "../grant/make-grant.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import { openCalls, type SessionState } from "../state/session-state.ts";
import { isPending, type ToolCall } from "../state/tool-call.ts";
import type { SessionEnvironment } from "../store/session-environment.ts";
import { clientToolsOf } from "../tool/list-tools.ts";
import { type CallDecision, requirePending } from "./tool-commands.ts";

/** A decision with the scope of later calls that an `AllowAlways` allows. */
export interface ScopedDecision extends CallDecision {
  /** Default: the narrowest that is offered. */
  readonly scope?: GrantScope;
}

/**
 * Returns the events of a decision. A grant also resolves the calls of the turn that wait and that it covers.
 * Throws `tool_call_not_found`, `tool_call_resolved` when it comes late or twice, `invalid_scope` or
 * `limit_exceeded`.
 */
export function decisionEvents(
  state: SessionState,
  decision: ScopedDecision,
  session: { readonly header: SessionHeader; readonly environment: SessionEnvironment },
): readonly SessionEvent<"ToolApprovalResolvedNotification">[] {
  const call = requirePending(state, decision.toolCallId);
  const tool = findTool(session, call.toolName);
  const granted =
    tool === undefined ? undefined : grantOf(state, { call, tool, decision }, session.environment);
  const alike =
    granted === undefined || tool === undefined ? [] : coveredCalls(state, { call, tool, granted });
  const { decision: wireDecision, decidedBy, reason } = decision;
  const resolution = QuestionResolution.Decided;
  const why = reason === undefined ? {} : { reason };
  const grant = granted === undefined ? {} : { grant: granted.grant, definition: [...granted.definition] };
  return [call, ...alike].map(({ toolCallId, turnId }) => ({
    method: "ToolApprovalResolvedNotification",
    params: { toolCallId, turnId, decision: wireDecision, decidedBy, resolution, ...why, ...grant },
  }));
}

/** Returns the events that revoke a grant: none if it is not in force. */
export function revocationEvents(
  state: SessionState,
  { grantId, revokedBy }: { readonly grantId: string; readonly revokedBy: string },
  now: number,
): readonly SessionEvent<"GrantRevokedNotification">[] {
  const grant = grantsInForce(state.grants, now).find((each) => each.grantId === grantId);
  if (grant === undefined) return [];
  return [{ method: "GrantRevokedNotification", params: { grantId, toolName: grant.toolName, revokedBy } }];
}

function grantOf(
  state: SessionState,
  {
    call: { approval },
    tool,
    decision: { decision, decidedBy, scope },
  }: { readonly call: ToolCall; readonly tool: GrantableTool; readonly decision: ScopedDecision },
  { limits, clock, newId }: SessionEnvironment,
): StoredGrant | undefined {
  if (decision !== ToolDecision.AllowAlways) {
    if (scope === undefined) return undefined;
    throw new EngineFault("invalid_scope", { reason: "goes with AllowAlways only" });
  }
  const { scopes = [], definitionHash } = approval ?? {};
  const choice = { scope, grantedBy: decidedBy, grantId: newId(), now: clock.now(), limits };
  return makeGrant(state.grants, { tool, scopes, definitionHash }, choice);
}

/** Calls that need a question of their own have no scopes, and wait on. */
function coveredCalls(
  state: SessionState,
  {
    call,
    tool,
    granted,
  }: { readonly call: ToolCall; readonly tool: GrantableTool; readonly granted: StoredGrant },
): readonly ToolCall[] {
  return openCalls(state, call.turnId).filter(
    (other) =>
      other !== call &&
      other.toolName === call.toolName &&
      isPending(other) &&
      other.approval?.scopes !== undefined &&
      other.approval.definitionHash === granted.grant.definitionHash &&
      coversSubject([granted.grant], subjectOf(tool, other.arguments)),
  );
}

function findTool(
  { header, environment }: { readonly header: SessionHeader; readonly environment: SessionEnvironment },
  name: string,
): GrantableTool | undefined {
  const registered = environment.tools.registry.find(name)?.tool;
  return registered ?? clientToolsOf(environment, header).find((tool) => tool.name === name);
}
