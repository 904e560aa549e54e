import type { Engine } from "@aiwhisperer/engine";
import { interactive, rpcError } from "@aiwhisperer/protocol";
import { isRefused } from "../auth/principal.ts";
import { refusalText } from "../auth/refusal-answer.ts";
import { commanded, type InteractiveHandlers, keyed } from "./command.ts";

/** The methods about who may do what. */
export function accessMethods(
  engine: Engine,
): Pick<InteractiveHandlers, "shareSession" | "unshareSession" | "authenticate"> {
  return {
    async shareSession(request, call) {
      const { sessionId, userId, access } = request;
      if (userId === call.context.userId) {
        throw rpcError(interactive.errors.PermissionDenied, { reason: "The session is yours already." });
      }
      const session = await commanded(engine, sessionId, { call, needed: "own" });
      return engine.once<Record<string, never>>(keyed(request, call), async (keep) => {
        await session.share({ userId, access }, keep);
        return {};
      });
    },
    async unshareSession(request, call) {
      const { sessionId, userId } = request;
      const session = await commanded(engine, sessionId, { call, needed: "own" });
      return engine.once<Record<string, never>>(keyed(request, call), async (keep) => {
        await session.share({ userId }, keep);
        return {};
      });
    },
    async authenticate({ token }, { context }) {
      const outcome = await context.renew(token);
      if (!isRefused(outcome)) {
        const { userId, expiresAt } = outcome;
        return { userId, ...(expiresAt === undefined ? {} : { expiresAt }) };
      }
      const reason = refusalText(outcome);
      const { PermissionDenied, Unauthenticated } = interactive.errors;
      throw rpcError(outcome.refused === "other_user" ? PermissionDenied : Unauthenticated, { reason });
    },
  };
}
