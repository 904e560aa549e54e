import { randomUUID } from "node:crypto";
import type { AdminRefusal } from "@aiwhisperer/protocol/admin";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";

/** Why a request of an admin is not carried out. */
export class AdminError extends Error {
  override readonly name = "AdminError";
  /** HTTP status of the answer. */
  readonly status: number;

  /** The message is for a person, and says what to do. */
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/**
 * Answers errors of routes: an `AdminError` with its message, an unknown one with the id of its entry in the
 * server's log.
 */
export function registerErrorAnswers(scope: FastifyInstance, logger: Logger): void {
  scope.setErrorHandler(async (error, _request, reply) => {
    const status = statusOf(error);
    if (status !== undefined) return reply.code(status).send(refusal((error as Error).message));
    const correlationId = randomUUID();
    logger.error({ correlationId, err: error }, "a request of an admin failed");
    return reply
      .code(500)
      .send(refusal(`The server failed. Its log has the details under ${correlationId}.`));
  });
}

/** The status of a fault of the caller, or of one with a text for people. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof AdminError) return error.status;
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status >= 400 && status < 500 ? status : undefined;
}

function refusal(error: string): AdminRefusal {
  return { error };
}
