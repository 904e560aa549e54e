import {
  errorMessage,
  interactive,
  RequestFailure,
  type RequestFailureReason,
  RpcError,
} from "@aiwhisperer/protocol";
import { ConnectionLostError } from "./client-error.ts";

/** A failure, in a form for screens. */
export interface Failure {
  /**
   * A stable name: of the declared error, or `connection_lost`, `timeout`, `too_many_requests`,
   * `invalid_answer`, `rpc_error`, `unexpected`; for a session that is no longer followed also
   * `invalid_stream`, `damaged`, `detached`, `deleted`, `closed`, `unauthenticated`, `protocol`.
   */
  readonly code: string;
  readonly message: string;
}

/** Converts the error of any failed call. */
export function toFailure(error: unknown): Failure {
  return { code: failureCode(error), message: errorMessage(error) };
}

const requestFailureCodes: Readonly<Record<RequestFailureReason, string>> = {
  closed: "connection_lost",
  timeout: "timeout",
  "too-many-pending": "too_many_requests",
  "invalid-answer": "invalid_answer",
};

function failureCode(error: unknown): string {
  if (error instanceof ConnectionLostError) return "connection_lost";
  if (error instanceof RequestFailure) return requestFailureCodes[error.reason];
  if (error instanceof RpcError) return declaredName(error.code) ?? "rpc_error";
  return "unexpected";
}

function declaredName(code: number): string | undefined {
  return Object.values(interactive.errors).find((descriptor) => descriptor.code === code)?.name;
}
