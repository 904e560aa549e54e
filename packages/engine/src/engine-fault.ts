/** Names of what a command to the engine can be refused for. */
export type EngineFaultCode =
  | "session_not_found"
  | "session_stopped"
  | "turn_not_found"
  | "busy"
  | "key_reused"
  | "tool_call_not_found"
  | "tool_call_resolved"
  | "question_not_found"
  | "question_resolved"
  | "invalid_answer"
  | "plan_not_found"
  | "invalid_plan"
  | "invalid_cursor"
  | "model_unavailable"
  | "prompt_unavailable"
  | "limit_exceeded"
  | "rate_limited"
  | "overloaded"
  | "draining"
  | "refused";

/** Typed details by code; the fields are those of the contract's error of the same name. */
export interface EngineFaultDetails {
  readonly sessionId?: string;
  readonly turnId?: string;
  readonly toolCallId?: string;
  readonly questionId?: string;
  readonly resolution?: string;
  readonly planId?: string;
  /** Faults by path (RFC 6901), of an `invalid_plan` or an `invalid_answer`. */
  readonly problems?: readonly { readonly path: string; readonly message: string }[];
  readonly sequence?: number;
  readonly model?: string;
  readonly prompt?: string;
  readonly reason?: string;
  readonly limit?: string;
  readonly value?: number;
  readonly retryAfterMs?: number;
}

/** Why the engine refused a command. Nothing of a refused command is in the log. */
export class EngineFault extends Error {
  override readonly name = "EngineFault";
  readonly code: EngineFaultCode;
  readonly details: EngineFaultDetails;

  constructor(code: EngineFaultCode, details: EngineFaultDetails = {}, options?: ErrorOptions) {
    super(`${code}${details.reason === undefined ? "" : `: ${details.reason}`}`, options);
    this.code = code;
    this.details = details;
  }
}
