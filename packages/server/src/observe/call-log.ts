import type { CallOutcome } from "@aiwhisperer/protocol";
import { errorCode } from "@aiwhisperer/protocol";
import type { Logger } from "pino";
import type { Connection } from "../connection/connection.ts";
import type { ConnectionObserver } from "../connection/connection-observer.ts";
import { plainId } from "../kit/plain-id.ts";

/**
 * Writes connections and what is asked on them to the log, at level debug: the method where it is one of this
 * server's, the code and the time of its answer, and ids to find the rest by. Nothing else of a message is
 * written, so that there is nothing to be struck out.
 */
export function createCallLog(logger: Logger): Partial<ConnectionObserver> {
  return {
    onRefuse: (status) => logger.debug({ status }, "an upgrade was refused"),
    onClose: (code) => logger.debug({ code }, "a connection has ended"),
    onLimit: (limit) => logger.warn({ limit }, "a limit was hit"),
    onCall(connection, outcome) {
      if (logger.isLevelEnabled("debug"))
        logger.debug(describeCall(connection, outcome), "a message was handled");
    },
  };
}

function describeCall({ connectionId }: Connection, { method, message, error, durationMs }: CallOutcome) {
  return {
    connectionId,
    ...(method === "" ? {} : { method }),
    ...idOf("requestId", "id" in message ? message.id : undefined),
    ...idOf("sessionId", "params" in message ? sessionIdOf(message.params) : undefined),
    ...(error === undefined ? {} : { code: error.code, ...correlationOf(error) }),
    durationMs: Math.round(durationMs * 1_000) / 1_000,
  };
}

function idOf(name: string, id: unknown): object {
  const text = plainId(id);
  return text === undefined ? {} : { [name]: text };
}

function sessionIdOf(params: unknown): unknown {
  return typeof params === "object" && params !== null && "sessionId" in params
    ? params.sessionId
    : undefined;
}

/** Finds the entry of the fault whose details the client did not receive. */
function correlationOf({ code, data }: NonNullable<CallOutcome["error"]>): object {
  if (code !== errorCode.internalError || typeof data !== "object" || data === null) return {};
  return "correlationId" in data ? { correlationId: data.correlationId } : {};
}
