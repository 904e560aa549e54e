import {
  type ToolApprovalRequestNotification,
  type ToolApprovalResolvedNotification,
  type ToolCallNotification,
  ToolDecision,
  ToolExecutor,
  ToolFailure,
  type ToolResultNotification,
} from "@aiwhisperer/protocol";

/** The question whether a tool call may run, and the contract's answer to it once there is one: `decision` is absent while it is open. */
export interface ToolApproval
  extends Pick<
      ToolApprovalRequestNotification,
      "display" | "confinement" | "expiresAt" | "scopes" | "toolChanges"
    >,
    Partial<
      Pick<ToolApprovalResolvedNotification, "decision" | "decidedBy" | "resolution" | "reason" | "grant">
    > {}

/** What a running tool has told of itself so far. */
export interface ToolProgress {
  /** The end of its output; of a long one, what came last, from the beginning of a connection on where there is one. */
  readonly text: string;
  /** Whether `text` lacks what came before. */
  readonly isCut: boolean;
  /** How far it is, up to `total`. */
  readonly progress?: number;
  readonly total?: number;
}

/** Which client a client's tool call is for. */
export interface ToolLease {
  /** Absent while the call waits for a client that offers the tool. */
  readonly clientId?: string;
}

/** What a tool call gave, and where the tool itself gave nothing, why. */
export type ToolResult = Pick<ToolResultNotification, "result" | "isError" | "failure" | "display">;

/**
 * A tool call as the contract tells of it, and what has become of it. It stands between the messages of its turn: `listEntries` has both in order. Its
 * `deadline` is the newest one told; where the fold began after the call, at its question, its `step` is 0.
 */
export interface ToolCall extends Omit<ToolCallNotification, "sessionId"> {
  readonly role: "tool";
  /** Identity for a list on a screen. */
  readonly key: string;
  /** Absent where nobody is asked. */
  readonly approval?: ToolApproval;
  /** Whether the server has begun to run it; never of a client's tool. */
  readonly isStarted: boolean;
  /** Absent until the tool has told something. */
  readonly progress?: ToolProgress;
  /** Absent until a client's tool call is for somebody, or waits for somebody. */
  readonly lease?: ToolLease;
  /** Absent until it has ended; nothing changes any more then. */
  readonly result?: ToolResult;
}

/**
 * Where a tool call is. It begins as `waiting`, for its turn among the others or for a client that offers the tool, goes on through `asking` where
 * somebody has to decide, and `running`, and ends as `done`, `failed`, `denied` or `cancelled`.
 */
export type ToolCallPhase = "waiting" | "asking" | "running" | "done" | "failed" | "denied" | "cancelled";

/** Where a tool call is, as one word for a screen. */
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

/** Whether a tool call waits for somebody's decision. */
export function isAsking({ approval, result }: ToolCall): boolean {
  return approval !== undefined && approval.decision === undefined && result === undefined;
}
