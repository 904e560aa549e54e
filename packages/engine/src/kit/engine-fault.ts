/** A fault in a value, by its place in it. */
export interface ValueProblem {
  /** JSON Pointer (RFC 6901). */
  readonly path: string;
  readonly message: string;
}

/** Details of every fault, by code. The fields are those of the contract's error of the same name. */
export interface EngineFaultDetails {
  readonly session_not_found: { readonly sessionId: string };
  readonly session_stopped: { readonly sessionId: string };
  /** A fork cannot be made there; the nearest sequences at which it can. */
  readonly invalid_cut: { readonly before?: number; readonly after?: number };
  readonly message_not_found: { readonly messageId: string };
  readonly turn_not_found: { readonly turnId: string };
  readonly turn_not_retriable: { readonly turnId: string; readonly reason: string };
  readonly busy: { readonly turnId: string };
  readonly key_reused: object;
  /** What was answered under the key is damaged in the log: whether the work was done is unknown here. */
  readonly answer_unreadable: object;
  readonly tool_call_not_found: { readonly toolCallId: string };
  readonly tool_call_resolved: { readonly toolCallId: string; readonly resolution: string };
  readonly question_not_found: { readonly questionId: string };
  readonly question_resolved: { readonly questionId: string; readonly resolution: string };
  readonly invalid_answer: { readonly problems: readonly ValueProblem[] };
  readonly invalid_scope: { readonly reason: string };
  readonly plan_not_found: { readonly planId: string };
  readonly invalid_plan: { readonly problems: readonly ValueProblem[] };
  readonly model_unavailable: { readonly model: string; readonly reason: string };
  readonly prompt_unavailable: { readonly prompt: string; readonly reason: string };
  readonly limit_exceeded: { readonly limit: string; readonly value: number; readonly reason?: string };
  readonly rate_limited: {
    readonly limit: string;
    readonly value: number;
    readonly retryAfterMs: number;
    readonly reason?: string;
  };
  readonly overloaded: { readonly retryAfterMs: number };
  readonly draining: { readonly retryAfterMs: number };
  readonly refused: { readonly reason: string };
}

/** The reason why the engine refuses a command. */
export type EngineFaultCode = keyof EngineFaultDetails;

/** A code with exactly its details: a union discriminated by `code`. */
export type EngineRefusal = {
  readonly [Code in EngineFaultCode]: { readonly code: Code } & EngineFaultDetails[Code];
}[EngineFaultCode];

/** A code, exactly its details, and the cause if there is one. */
type EngineFaultArguments = {
  readonly [Code in EngineFaultCode]: readonly [
    code: Code,
    details: EngineFaultDetails[Code],
    options?: ErrorOptions,
  ];
}[EngineFaultCode];

/**
 * Milliseconds after which to retry what failed for a passing reason: the log could not be written, or the
 * engine was shutting down.
 */
export const RETRY_AFTER_MS = 1_000;

/** The refusal of a command. Nothing of a refused command is in the log. */
export class EngineFault extends Error {
  override readonly name = "EngineFault";
  readonly refusal: EngineRefusal;

  constructor(...[code, details, options]: EngineFaultArguments) {
    const reason = "reason" in details && details.reason !== undefined ? `: ${details.reason}` : "";
    super(`${code}${reason}`, options);
    // The parameters tie the details to the code.
    this.refusal = { code, ...details } as EngineRefusal;
  }

  get code(): EngineFaultCode {
    return this.refusal.code;
  }
}
