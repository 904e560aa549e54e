import { EngineFault, type EngineFaultDetails, LogFault } from "@aiwhisperer/engine";
import {
  type Handler,
  type Implementation,
  interactive,
  invalidParams,
  type RpcError,
  rpcError,
} from "@aiwhisperer/protocol";
import { limitExceeded, rateLimited } from "./limit-error.ts";

const RETRY_AFTER_MS = 1_000;

/** The contract's error for what the engine refused a command for; anything else is given back as it is. */
function toContractError(error: unknown): unknown {
  if (error instanceof EngineFault) return fromEngineFault(error);
  if (error instanceof LogFault) return fromLogFault(error);
  return error;
}

function fromEngineFault({ code, details }: EngineFault): RpcError {
  const { errors } = interactive;
  const { sessionId = "", turnId = "", reason = "", model = "", limit = "", value = 0 } = details;
  const { toolCallId = "", resolution = "", planId = "", prompt = "", problems = [] } = details;
  const { retryAfterMs = RETRY_AFTER_MS, sequence } = details;
  switch (code) {
    case "session_not_found":
      return rpcError(errors.SessionNotFound, { sessionId });
    case "session_stopped":
      return rpcError(errors.SessionStopped, { sessionId });
    case "turn_not_found":
      return invalidParams([{ path: "/turnId", message: "names no turn of this session" }]);
    case "key_reused":
      return invalidParams([{ path: "/idempotencyKey", message: "was used for another request" }]);
    case "tool_call_not_found":
      return rpcError(errors.ToolCallNotFound, { toolCallId });
    case "tool_call_resolved":
      return rpcError(errors.ToolCallAlreadyResolved, { toolCallId, resolution });
    case "question_not_found":
    case "question_resolved":
    case "invalid_answer":
      return fromQuestionFault(code, details);
    case "plan_not_found":
      return rpcError(errors.PlanNotFound, { planId });
    case "invalid_plan":
      // The engine's paths begin in the plan, the contract's in the params.
      return invalidParams(problems.map(({ path, message }) => ({ path: `/plan${path}`, message })));
    case "busy":
      return rpcError(errors.Busy, { turnId });
    case "invalid_cursor":
      return rpcError(errors.InvalidCursor, sequence === undefined ? {} : { sequence });
    case "model_unavailable":
      return rpcError(
        errors.ModelUnavailable,
        { model, reason },
        `The model ${model} cannot be used: ${reason}`,
      );
    case "prompt_unavailable":
      return rpcError(
        errors.PromptUnavailable,
        { name: prompt, reason },
        `The prompt ${prompt} cannot be used: ${reason}.`,
      );
    case "refused":
      return rpcError(errors.PermissionDenied, { reason });
    case "limit_exceeded":
      return limitExceeded({ limit, value, reason });
    case "rate_limited":
      return rateLimited({ limit, value, retryAfterMs });
    case "overloaded":
      return rpcError(errors.Overloaded, { retryAfterMs });
    case "draining":
      return rpcError(errors.Draining, { reconnectAfterMs: retryAfterMs });
  }
}

function fromQuestionFault(
  code: "question_not_found" | "question_resolved" | "invalid_answer",
  { questionId = "", resolution = "", problems = [] }: EngineFaultDetails,
): RpcError {
  const { ToolCallNotFound, ToolCallAlreadyResolved } = interactive.errors;
  // Clients that know no questions know the id by the name that the error always had.
  const ids = { toolCallId: questionId, questionId };
  switch (code) {
    case "question_not_found":
      return rpcError(ToolCallNotFound, ids, "There is no such question.");
    case "question_resolved":
      return rpcError(ToolCallAlreadyResolved, { ...ids, resolution }, "The question is resolved already.");
    case "invalid_answer":
      return invalidParams(problems.map(({ path, message }) => ({ path: `/answer${path}`, message })));
  }
}

/** A log's message holds paths, so that clients learn only what to do. */
function fromLogFault({ code, unreadableSessionId: sessionId }: LogFault): RpcError {
  const { errors } = interactive;
  if (sessionId !== undefined) return rpcError(errors.SessionUnreadable, { sessionId });
  if (code === "bad_cursor") return rpcError(errors.InvalidCursor, {});
  return rpcError(
    errors.Overloaded,
    { retryAfterMs: RETRY_AFTER_MS },
    "The server cannot use its event log now.",
  );
}

/** The same methods, with what the engine refuses answered by the contract's errors. */
export function withContractErrors<C>({ methods }: Implementation<C>): Implementation<C> {
  return { methods: methods.map((method) => ({ ...method, handler: translated(method.handler) })) };
}

function translated<C>(handler: Handler<unknown, unknown, C>): Handler<unknown, unknown, C> {
  return (params, call) => {
    const result = handler(params, call);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw toContractError(error);
    });
  };
}
