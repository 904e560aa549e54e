import {
  type GrantOffer,
  type PersonlessResolution,
  personlessDecider,
  type QuestionResolution,
  ToolDecision,
  type ToolDisplay,
  type ToolEffect,
  type ToolExecutor,
  type ToolFailure,
} from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";

/** A tool call, folded from its events. */
export interface ToolCall {
  readonly toolCallId: string;
  readonly turnId: string;
  readonly step: number;
  readonly toolName: string;
  readonly arguments: unknown;
  readonly executor: ToolExecutor;
  readonly effect: ToolEffect;
  /** When a client's call is given up, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly deadline?: number;
  /** Absent if the call needed no decision. */
  approval?: Approval;
  /** Whether the server began to run it. */
  isStarted: boolean;
  /** For a client's call that has been put out for clients to run. */
  lease?: Lease;
  result?: CallResult;
}

/** The decision that a tool call waits for, or has got. */
export interface Approval {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
  /** Shown to the person who decides. */
  readonly display?: ToolDisplay;
  /** Scopes that a grant can have, narrowest first. Absent if every such call needs a decision. */
  readonly scopes?: readonly GrantOffer[];
  /** Of the tool's definition that is decided about. */
  readonly definitionHash?: string;
  decision?: ToolDecision;
  /** Present with `decision`. */
  resolution?: QuestionResolution;
  reason?: string;
  /** The grant that the decision made, or that it followed from. */
  grantId?: string;
}

/** The assignment of a call to a client. */
export interface Lease {
  /** Absent while no client offers the tool. */
  readonly clientId?: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly deadline: number;
}

/** The result of a call. */
export interface CallResult {
  readonly result: unknown;
  readonly isError: boolean;
  readonly failure?: ToolFailure;
}

/** Whether a call waits for a decision. */
export function isPending({ approval, result }: ToolCall): boolean {
  return approval !== undefined && approval.decision === undefined && result === undefined;
}

/** The event that denies a call that no person decided about. */
export function personlessDenial(
  { toolCallId, turnId }: ToolCall,
  resolution: PersonlessResolution,
  reason?: string,
): SessionEvent<"ToolApprovalResolvedNotification"> {
  const decidedBy = personlessDecider[resolution];
  const why = reason === undefined ? {} : { reason };
  const params = { toolCallId, turnId, decision: ToolDecision.Deny, decidedBy, resolution, ...why };
  return { method: "ToolApprovalResolvedNotification", params };
}
