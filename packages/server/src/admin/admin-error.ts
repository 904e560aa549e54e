import { randomUUID } from "node:crypto";
import type { AdminRefusal } from "@aiwhisperer/protocol/admin";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { AdminFault } from "./admin-fault.ts";

/** Answers what routes throw: a fault with its words, anything unknown with an id by which the server's log has it. */
export function registerErrorAnswers(scope: FastifyInstance, logger: Logger): void {
  scope.setErrorHandler(async (error, _request, reply) => {
    const status = statusOf(error);
    if (status !== undefined) return reply.code(status).send(refusal((error as Error).message));
    const correlationId = randomUUID();
    logger.error({ correlationId, err: error }, "a request of an admin failed");
    return reply
      .code(500)
      .send(refusal(`The server has a fault; its log tells more under ${correlationId}.`));
  });
}

/** The status of a fault of whoever asks, or of one that is told in words. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof AdminFault) return error.status;
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status >= 400 && status < 500 ? status : undefined;
}

function refusal(error: string): AdminRefusal {
  return { error };
}
