import {
  ConnectionLostError,
  isRpcError,
  RequestFailure,
  RpcError,
  SessionLostError,
  type Turn,
  TurnFailedError,
} from "@aiwhisperer/client";
import { errorCode, type Fault, interactive } from "@aiwhisperer/protocol";
import { shownText } from "./terminal-text.ts";

const {
  LimitExceeded,
  ModelUnavailable,
  PermissionDenied,
  PlanNotFound,
  RateLimited,
  SessionNotFound,
  SessionStopped,
  ToolCallAlreadyResolved,
  ToolCallNotFound,
} = interactive.errors;

/** What to do about a failed turn whose message does not say it, by the code of the failure. */
const advice: ReadonlyMap<string, string> = new Map([
  ["rate_limited", "Wait a little, then send it again."],
  ["overloaded", "Wait a little, then send it again."],
  ["provider_error", "Send it again; if that fails too, choose another model."],
  ["connection_failed", "Check the server's way to the provider, then send it again."],
  ["stream_cut", "Send it again."],
  ["malformed_response", "Send it again."],
  ["timeout", "Send it again, or choose a faster model."],
]);

/** Why a turn failed and what to do, in words for a person. */
export function explainTurnFailure({ code, message }: NonNullable<Turn["error"]>): string {
  const hint = advice.get(code);
  return hint === undefined ? message : `${message} ${hint}`;
}

/**
 * What went wrong with a request, in words for a person and fit for a terminal; undefined for an error that
 * is no failure of a request but a mistake of this program.
 */
export function explainFailure(error: unknown): string | undefined {
  const text = failureText(error);
  return text === undefined ? undefined : shownText(text);
}

function failureText(error: unknown): string | undefined {
  if (error instanceof TurnFailedError) return explainTurnFailure(error);
  if (error instanceof RpcError) return explainRpcError(error);
  if (error instanceof ConnectionLostError) return explainLoss(error);
  if (error instanceof SessionLostError) return error.message;
  if (error instanceof RequestFailure)
    return `The server gave no answer that can be used (${error.message}).`;
  return undefined;
}

function explainRpcError(error: RpcError): string {
  if (error.code === errorCode.internalError) return explainInternalError(error.data);
  if (error.code === errorCode.invalidParams) return explainFaults(error);
  if (isRpcError(error, ModelUnavailable)) {
    return `The model ${error.data.model} cannot be used. ${error.data.reason}`;
  }
  if (isRpcError(error, LimitExceeded)) {
    const more = error.message === LimitExceeded.message ? "" : ` ${error.message}`;
    return `The server's limit ${error.data.limit} (${error.data.value}) was exceeded.${more}`;
  }
  if (isRpcError(error, RateLimited)) {
    return `${error.message} Try again in ${Math.max(1, Math.ceil(error.data.retryAfterMs / 1000))} s.`;
  }
  if (isRpcError(error, PermissionDenied)) return `${error.message} ${error.data.reason}`;
  if (isRpcError(error, SessionNotFound)) return `There is no session ${error.data.sessionId}.`;
  if (isRpcError(error, SessionStopped)) return "The session has been stopped; start another one.";
  if (isRpcError(error, PlanNotFound)) return `There is no plan ${error.data.planId}.`;
  if (isRpcError(error, ToolCallNotFound) || isRpcError(error, ToolCallAlreadyResolved))
    return "This has been decided already.";
  return `The server refused: ${error.message}.`.replace(/\.\.$/, ".");
}

/** Every fault of the params on a line of its own, with the place where it is. */
function explainFaults(error: RpcError): string {
  const faults = faultsOf(error);
  if (faults.length === 0) return `The server refused: ${error.message}.`;
  return ["This is wrong:", ...faults.map(({ path, message }) => `  ${path}: ${message}`)].join("\n");
}

/**
 * What a server says is wrong with the params of a request, fit for a terminal; nothing where the error is
 * another one.
 */
export function faultsOf(error: unknown): readonly Fault[] {
  if (!(error instanceof RpcError) || error.code !== errorCode.invalidParams) return [];
  const { data } = error;
  const faults = typeof data === "object" && data !== null && "errors" in data ? data.errors : undefined;
  if (!Array.isArray(faults)) return [];
  return (faults as readonly Fault[]).map(({ path, message }) => ({
    path: shownText(path),
    message: shownText(message),
  }));
}

function explainInternalError(data: unknown): string {
  const id =
    typeof data === "object" && data !== null && "correlationId" in data
      ? ` under ${data.correlationId}`
      : "";
  return `The server failed at this by a fault of its own; its log has the reason${id}.`;
}

function explainLoss({ outcome }: ConnectionLostError): string {
  if (outcome === "not-sent")
    return "There is no connection to the server, so nothing was sent. Try again once it is back.";
  return "The connection broke before the server answered, so it is unknown whether it was done. Look before you try again.";
}
