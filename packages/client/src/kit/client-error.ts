import { CloseCode, type CloseInfo } from "@aiwhisperer/protocol";

/**
 * A call whose answer will not come because the connection broke or never opened. With the outcome "not-sent"
 * the server knows nothing of it; with "unknown" it may have been carried out.
 */
export class ConnectionLostError extends Error {
  override readonly name = "ConnectionLostError";
  readonly method: string;
  readonly outcome: "not-sent" | "unknown";
  /** Close code and reason, if a connection closed. */
  readonly close: CloseInfo | undefined;

  constructor(method: string, details: { outcome: "not-sent" | "unknown"; close?: CloseInfo | undefined }) {
    super(`${method}: ${describeLoss(details.outcome, details.close)}`);
    this.method = method;
    this.outcome = details.outcome;
    this.close = details.close;
  }
}

/** A turn ended without a complete answer: it failed, or a restart of the server interrupted it. */
export class TurnFailedError extends Error {
  override readonly name = "TurnFailedError";
  /** The stable name of the failure, as the contract's `TurnError` has it; `interrupted` after a restart. */
  readonly code: string;
  readonly turnId: string;

  constructor(turnId: string, failure: { readonly code: string; readonly message: string }) {
    super(failure.message);
    this.turnId = turnId;
    this.code = failure.code;
  }
}

/**
 * The awaited state of a session will not arrive, because this client no longer follows it. The session
 * itself may continue.
 */
export class SessionLostError extends Error {
  override readonly name = "SessionLostError";
  readonly code: string;
  readonly sessionId: string;

  constructor(sessionId: string, fault: { readonly code: string; readonly message: string }) {
    super(fault.message);
    this.sessionId = sessionId;
    this.code = fault.code;
  }
}

function describeLoss(outcome: "not-sent" | "unknown", close: CloseInfo | undefined): string {
  if (close?.code === CloseCode.FrameTooLarge)
    return "the request is larger than the server accepts (its limit maxFrameBytes)";
  const why = close === undefined ? "" : ` (${[close.code, close.reason].filter(Boolean).join(" ")})`;
  return outcome === "not-sent"
    ? `there is no connection${why}; the request was not sent`
    : `the connection ended${why} before the answer; whether it was carried out is unknown`;
}
