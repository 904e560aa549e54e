import {
  type GrantOffer,
  type ToolApprovalRequestNotification,
  type ToolApprovalResolvedNotification,
  type ToolCallNotification,
  ToolDecision,
  ToolExecutor,
  ToolFailure,
  type ToolResultNotification,
} from "@aiwhisperer/protocol";

/** The approval of a tool call: the request and, once decided, the contract's decision. */
export interface ToolApproval
  extends Pick<
      ToolApprovalRequestNotification,
      "display" | "confinement" | "expiresAt" | "scopes" | "toolChanges"
    >,
    Partial<
      Pick<ToolApprovalResolvedNotification, "decision" | "decidedBy" | "resolution" | "reason" | "grant">
    > {}

/**
 * A tool call whose arguments a model is writing. It becomes a `ToolCall` of the same id, or is discarded.
 */
export interface ToolCallDraft {
  readonly toolCallId: string;
  readonly turnId: string;
  readonly toolName: string;
  /** The arguments so far, a beginning of JSON; of a long text the end. */
  readonly text: string;
  /** Length of all of it, in UTF-16 units. */
  readonly length: number;
  /** Sequence of its first chunk. */
  readonly sequence: number;
}

/** Progress of a running tool. */
export interface ToolProgress {
  /** Its output; of a long one the end, from the start of a line if possible. */
  readonly text: string;
  /** Whether `text` lacks the beginning. */
  readonly isCut: boolean;
  /** Progress, up to `total`. */
  readonly progress?: number;
  readonly total?: number;
}

/** The client that runs a client's tool call. */
export interface ToolLease {
  /** Absent while the call waits for a client that offers the tool. */
  readonly clientId?: string;
}

/** Result of a tool call; without one of the tool itself, the reason. */
export type ToolResult = Pick<ToolResultNotification, "result" | "isError" | "failure" | "display">;

/**
 * The contract's tool call and its progress. It is shown between the messages of its turn: `listEntries`
 * orders both. Its `deadline` is the newest one; if the fold began after the call, at its approval request,
 * its `step` is 0.
 */
export interface ToolCall extends Omit<ToolCallNotification, "sessionId"> {
  readonly role: "tool";
  /** Stable key for a list on a screen. */
  readonly key: string;
  /** Absent if no approval is needed. */
  readonly approval?: ToolApproval;
  /** Whether the server has started to run it; never for a client's tool. */
  readonly isStarted: boolean;
  /** Absent until the tool has reported progress. */
  readonly progress?: ToolProgress;
  /** Absent until a client's tool call is leased or waits for a client. */
  readonly lease?: ToolLease;
  /** Absent until it has ended; final. */
  readonly result?: ToolResult;
}

/**
 * Phase of a tool call. It starts as `waiting`, for its turn among the others or for a client that offers the
 * tool. It passes `asking` if it needs a decision, then `running`, and ends as `done`, `failed`, `denied` or
 * `cancelled`.
 */
export type ToolCallPhase = "waiting" | "asking" | "running" | "done" | "failed" | "denied" | "cancelled";

/** Returns the phase of a tool call. */
export function toolCallPhase(call: ToolCall): ToolCallPhase {
  if (call.result !== undefined) return endPhase(call.result);
  if (isAsking(call)) return "asking";
  if (call.approval?.decision === ToolDecision.Deny) return "denied";
  const isRunning =
    call.executor === ToolExecutor.Client ? call.lease?.clientId !== undefined : call.isStarted;
  return isRunning ? "running" : "waiting";
}

function endPhase({ isError, failure }: ToolResult): ToolCallPhase {
  if (failure === ToolFailure.Denied) return "denied";
  if (failure === ToolFailure.Cancelled) return "cancelled";
  return isError ? "failed" : "done";
}

/** Whether a tool call waits for a decision. */
export function isAsking({ approval, result }: ToolCall): boolean {
  return approval !== undefined && approval.decision === undefined && result === undefined;
}

/** Scopes that a person can allow beyond a single call. */
export interface GrantChoices {
  /** The scope to offer first: narrower than every call of the tool. Absent if there is none. */
  readonly suggested?: GrantOffer;
  /** The others, the narrowest first. They include every call of the tool, which needs a step of its own. */
  readonly more: readonly GrantOffer[];
}

/** Type of the scope that covers every call of a tool. */
export const EVERY_CALL = "tool";

/** Arranges the scopes that an approval offers. */
export function grantChoices({ scopes = [] }: Pick<ToolApproval, "scopes">): GrantChoices {
  const suggested = scopes.findLast(({ scope }) => scope.type !== EVERY_CALL);
  const more = scopes.filter((offer) => offer !== suggested);
  return suggested === undefined ? { more } : { suggested, more };
}
