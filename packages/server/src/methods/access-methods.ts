import type { Engine } from "@aiwhisperer/engine";
import { interactive, rpcError } from "@aiwhisperer/protocol";
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
    async authenticate(_request, call) {
      return { userId: call.context.userId };
    },
  };
}
