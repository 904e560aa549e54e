import {
  type Grant,
  type GrantRevokedNotification,
  type ToolApprovalRequestNotification,
  type ToolApprovalResolvedNotification,
  type ToolCallLeaseNotification,
  type ToolCallNotification,
  ToolExecutor,
  type ToolProgressNotification,
  type ToolResultNotification,
  type ToolStartedNotification,
} from "@aiwhisperer/protocol";
import type { SessionState } from "./session-state.ts";
import { isAsking, type ToolCall, type ToolProgress } from "./tool-call.ts";

/** Length, in UTF-16 units, above which a running tool's output is cut to the last half of that. */
const maxProgressText = 65_536;

/** Folds a new tool call. */
export function applyToolCall(state: SessionState, params: ToolCallNotification): SessionState {
  const { step, executor, deadline } = params;
  const call = { ...identify(params), step, executor };
  return withToolCall(state, deadline === undefined ? call : { ...call, deadline });
}

/** Folds an approval request. A call that precedes the fold is added, so that it can be decided. */
export function applyApprovalRequest(
  state: SessionState,
  params: ToolApprovalRequestNotification,
): SessionState {
  const unknown = { ...identify(params), step: 0, executor: ToolExecutor.Server };
  const { display, confinement, expiresAt, scopes, toolChanges } = params;
  const approval = {
    expiresAt,
    ...(display === undefined ? {} : { display }),
    ...(confinement === undefined ? {} : { confinement }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(toolChanges === undefined ? {} : { toolChanges }),
  };
  return withToolCall(state, { ...(findToolCall(state, params.toolCallId) ?? unknown), approval });
}

/** Folds a decision. */
export function applyApprovalResolved(
  state: SessionState,
  { toolCallId, decision, decidedBy, resolution, reason, grant }: ToolApprovalResolvedNotification,
): SessionState {
  const after = grant === undefined ? state : withGrant(state, grant);
  return update(after, toolCallId, ({ approval = { expiresAt: 0 } }) => ({
    approval: {
      ...approval,
      decision,
      decidedBy,
      ...(resolution === undefined ? {} : { resolution }),
      ...(reason === undefined ? {} : { reason }),
      ...(grant === undefined ? {} : { grant }),
    },
  }));
}

/** Folds the lease of a client's tool call, or the loss of it. */
export function applyToolCallLease(
  state: SessionState,
  { toolCallId, clientId, deadline }: ToolCallLeaseNotification,
): SessionState {
  const lease = clientId === undefined ? {} : { clientId };
  return update(state, toolCallId, () => ({ lease, deadline }));
}

/** Folds the start of a server's tool. */
export function applyToolStarted(state: SessionState, { toolCallId }: ToolStartedNotification): SessionState {
  return update(state, toolCallId, () => ({ isStarted: true }));
}

/** Folds the progress of a running tool. */
export function applyToolProgress(state: SessionState, params: ToolProgressNotification): SessionState {
  return update(state, params.toolCallId, (call) => ({ progress: addProgress(call.progress, params) }));
}

/** Folds the result of a tool call. */
export function applyToolResult(
  state: SessionState,
  { toolCallId, result, isError, failure, display }: ToolResultNotification,
): SessionState {
  return update(state, toolCallId, () => ({
    result: {
      result,
      isError,
      ...(failure === undefined ? {} : { failure }),
      ...(display === undefined ? {} : { display }),
    },
  }));
}

function identify(params: ToolCallNotification | ToolApprovalRequestNotification) {
  const { toolCallId, turnId, toolName, arguments: args, effect, sequence } = params;
  return {
    role: "tool",
    key: toolCallId,
    toolCallId,
    turnId,
    toolName,
    arguments: args,
    effect,
    sequence,
    isStarted: false,
  } as const;
}

/** Events of an unknown call are dropped: the fold began after it. */
function update(
  state: SessionState,
  toolCallId: string,
  change: (call: ToolCall) => Partial<ToolCall>,
): SessionState {
  const call = findToolCall(state, toolCallId);
  return call === undefined ? state : withToolCall(state, { ...call, ...change(call) });
}

function addProgress(
  before: ToolProgress = { text: "", isCut: false },
  { text = "", progress, total }: ToolProgressNotification,
): ToolProgress {
  const whole = before.text + text;
  const tail = whole.length > maxProgressText ? cutToTail(whole) : whole;
  return {
    ...before,
    text: tail,
    isCut: before.isCut || tail !== whole,
    ...(progress === undefined ? {} : { progress }),
    ...(total === undefined ? {} : { total }),
  };
}

/**
 * Returns the last half of the allowed length, so that not every further piece cuts again; from the start of
 * a line, if there is one.
 */
function cutToTail(text: string): string {
  const start = text.length - maxProgressText / 2;
  const lineStart = text.indexOf("\n", start) + 1;
  return text.slice(lineStart > 0 && lineStart < text.length ? lineStart : start).toWellFormed();
}

/** Returns the tool call of that id; searches from the end, where it nearly always is. */
export function findToolCall(state: SessionState, toolCallId: string): ToolCall | undefined {
  return state.toolCalls.findLast((call) => call.toolCallId === toolCallId);
}

/** Replaces or appends a tool call, and updates the pending approvals. */
export function withToolCall(state: SessionState, call: ToolCall): SessionState {
  const toolCalls = replaceCall(state.toolCalls, call) ?? [...state.toolCalls, call];
  return { ...state, toolCalls, pendingApprovals: nextPending(state.pendingApprovals, call) };
}

function nextPending(pending: readonly ToolCall[], call: ToolCall): readonly ToolCall[] {
  if (isAsking(call)) return replaceCall(pending, call) ?? [...pending, call];
  const isThere = pending.some(({ toolCallId }) => toolCallId === call.toolCallId);
  return isThere ? pending.filter(({ toolCallId }) => toolCallId !== call.toolCallId) : pending;
}

function replaceCall(calls: readonly ToolCall[], call: ToolCall): readonly ToolCall[] | undefined {
  const index = calls.findLastIndex(({ toolCallId }) => toolCallId === call.toolCallId);
  return index === -1 ? undefined : calls.with(index, call);
}

/**
 * Adds a grant. It replaces one of the same tool and scope, and removes those that expired before it was
 * made.
 */
export function withGrant(state: SessionState, grant: Grant): SessionState {
  const others = state.grants.filter(
    (other) => !isSame(other, grant) && !((other.expiresAt ?? Number.POSITIVE_INFINITY) <= grant.since),
  );
  return { ...state, grants: [...others, grant] };
}

/** Folds a revoked grant. */
export function applyGrantRevoked(state: SessionState, { grantId }: GrantRevokedNotification): SessionState {
  return { ...state, grants: state.grants.filter((grant) => grant.grantId !== grantId) };
}

function isSame(one: Grant, other: Grant): boolean {
  if (one.grantId === other.grantId) return true;
  // A server serialises the same scope in the same way.
  return one.toolName === other.toolName && JSON.stringify(one.scope) === JSON.stringify(other.scope);
}
