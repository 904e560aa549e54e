import { EngineFault, LogFault, RETRY_AFTER_MS, type ValueProblem } from "@aiwhisperer/engine";
import {
  type Handler,
  type Implementation,
  interactive,
  invalidParams,
  type RpcError,
  rpcError,
} from "@aiwhisperer/protocol";
import { limitExceeded, rateLimited } from "../kit/limit-error.ts";

/** The contract's error for what the engine refused a command for; anything else is given back as it is. */
function toContractError(error: unknown): unknown {
  if (error instanceof EngineFault) return fromEngineFault(error);
  if (error instanceof LogFault) return fromLogFault(error);
  return error;
}

function fromEngineFault({ refusal }: EngineFault): RpcError {
  const { errors } = interactive;
  switch (refusal.code) {
    case "session_not_found":
      return rpcError(errors.SessionNotFound, { sessionId: refusal.sessionId });
    case "session_stopped":
      return rpcError(errors.SessionStopped, { sessionId: refusal.sessionId });
    case "invalid_cut":
      return invalidCut(refusal);
    case "message_not_found":
      return invalidParams([{ path: "/beforeMessageId", message: "names no message of this session" }]);
    case "turn_not_found":
      return invalidParams([{ path: "/turnId", message: "names no turn of this session" }]);
    case "turn_not_retriable":
      return invalidParams([{ path: "/turnId", message: `cannot be run again: ${refusal.reason}` }]);
    case "key_reused":
      return invalidParams([{ path: "/idempotencyKey", message: "was used for another request" }]);
    case "answer_unreadable": {
      const message =
        "has a damaged stored answer: check the session before sending this again with another key";
      return invalidParams([{ path: "/idempotencyKey", message }]);
    }
    case "tool_call_not_found":
      return rpcError(errors.ToolCallNotFound, { toolCallId: refusal.toolCallId });
    case "tool_call_resolved": {
      const { toolCallId, resolution } = refusal;
      return rpcError(errors.ToolCallAlreadyResolved, { toolCallId, resolution });
    }
    case "question_not_found":
      return rpcError(errors.ToolCallNotFound, questionIds(refusal), "There is no such question.");
    case "question_resolved": {
      const data = { ...questionIds(refusal), resolution: refusal.resolution };
      return rpcError(errors.ToolCallAlreadyResolved, data, "The question is already resolved.");
    }
    case "invalid_answer":
      return invalidParams(below("/answer", refusal.problems));
    case "invalid_scope":
      return invalidParams([{ path: "/scope", message: refusal.reason }]);
    case "plan_not_found":
      return rpcError(errors.PlanNotFound, { planId: refusal.planId });
    case "invalid_plan":
      return invalidParams(below("/plan", refusal.problems));
    case "busy":
      return rpcError(errors.Busy, { turnId: refusal.turnId });
    case "model_unavailable":
      return modelUnavailable(refusal);
    case "prompt_unavailable":
      return promptUnavailable(refusal);
    case "refused":
      return rpcError(errors.PermissionDenied, { reason: refusal.reason });
    case "limit_exceeded":
      return limitExceeded(refusal);
    case "rate_limited": {
      const { limit, value, retryAfterMs } = refusal;
      return rateLimited({ limit, value, retryAfterMs });
    }
    case "overloaded":
      return rpcError(errors.Overloaded, { retryAfterMs: refusal.retryAfterMs });
    case "draining":
      return rpcError(errors.Draining, { reconnectAfterMs: refusal.retryAfterMs });
  }
}

function modelUnavailable({ model, reason }: { readonly model: string; readonly reason: string }): RpcError {
  const text = `The model ${model} cannot be used: ${reason}`;
  return rpcError(interactive.errors.ModelUnavailable, { model, reason }, text);
}

function promptUnavailable(refusal: { readonly prompt: string; readonly reason: string }): RpcError {
  const { prompt: name, reason } = refusal;
  const text = `The prompt ${name} cannot be used: ${reason}.`;
  return rpcError(interactive.errors.PromptUnavailable, { name, reason }, text);
}

function invalidCut({ before, after }: { readonly before?: number; readonly after?: number }): RpcError {
  const nearest = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  return rpcError(interactive.errors.InvalidCursor, nearest, "A session is forked at the end of a turn.");
}

/** Clients that know no questions read the id under the name that the error always had. */
function questionIds({ questionId }: { readonly questionId: string }) {
  return { toolCallId: questionId, questionId };
}

/** The engine's paths begin in the value, the contract's in the params. */
function below(root: string, problems: readonly ValueProblem[]): readonly ValueProblem[] {
  return problems.map(({ path, message }) => ({ path: `${root}${path}`, message }));
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
