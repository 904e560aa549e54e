import type { Engine } from "@aiwhisperer/engine";
import { interactive, type RpcError, rpcError } from "@aiwhisperer/protocol";
import { type AuthRefusal, isRefused } from "../kit/principal.ts";
import { refusalText } from "../kit/refusal-answer.ts";
import { commanded, type InteractiveHandlers, keyed } from "./command.ts";

/** The methods about who may do what. */
export function accessMethods(
  engine: Engine,
): Pick<InteractiveHandlers, "shareSession" | "unshareSession" | "authenticate"> {
  return {
    async shareSession(request, call) {
      const { sessionId, userId, access } = request;
      if (userId === call.context.userId) {
        throw rpcError(interactive.errors.PermissionDenied, { reason: "The session is already yours." });
      }
      const session = await commanded(engine, sessionId, { call, needed: "own" });
      return engine.once<Record<string, never>>(keyed(request, call), async (recordAnswer) => {
        await session.share({ userId, access }, recordAnswer);
        return {};
      });
    },
    async unshareSession(request, call) {
      const { sessionId, userId } = request;
      const session = await commanded(engine, sessionId, { call, needed: "own" });
      return engine.once<Record<string, never>>(keyed(request, call), async (recordAnswer) => {
        await session.share({ userId }, recordAnswer);
        return {};
      });
    },
    async authenticate({ token }, { context }) {
      const outcome = await context.renew(token);
      if (!isRefused(outcome)) {
        const { userId, expiresAt } = outcome;
        return { userId, ...(expiresAt === undefined ? {} : { expiresAt }) };
      }
      throw toContractError(outcome);
    },
  };
}

/** When a token that cannot be checked now is worth another try. */
const RETRY_AFTER_MS = 10_000;

function toContractError(refusal: AuthRefusal): RpcError {
  const { Overloaded, PermissionDenied, Unauthenticated } = interactive.errors;
  const reason = refusalText(refusal);
  switch (refusal.refused) {
    case "unavailable":
      return rpcError(Overloaded, { retryAfterMs: RETRY_AFTER_MS }, reason);
    case "other_user":
      return rpcError(PermissionDenied, { reason });
    default:
      return rpcError(Unauthenticated, { reason });
  }
}
