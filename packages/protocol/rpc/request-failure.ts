import type { CloseInfo } from "./transport.ts";

/**
 * Why a request has no answer that can be used: the connection ended first, the answer took too long, too
 * many requests wait already, or what came is not an answer.
 */
export type RequestFailureReason = "closed" | "timeout" | "too-many-pending" | "invalid-answer";

/**
 * A request that ended without an answer of the other side; one that was answered with an error rejects with
 * `RpcError` instead. Except for "too-many-pending" the other side may have run the method.
 */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
  readonly reason: RequestFailureReason;
  readonly method: string;
  /** How the connection ended, where that is the reason. */
  readonly close: CloseInfo | undefined;

  constructor(reason: RequestFailureReason, method: string, details: { text: string; close?: CloseInfo }) {
    super(`${method}: ${details.text}`);
    this.reason = reason;
    this.method = method;
    this.close = details.close;
  }
}
