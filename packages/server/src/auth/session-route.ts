import type { FastifyInstance } from "fastify";
import { isRefused } from "../kit/principal.ts";
import { toRefusalAnswer } from "../kit/refusal-answer.ts";
import type { Authentication } from "./authentication.ts";
import { createHttpGuard } from "./http-guard.ts";
import type { LocalAccess } from "./local-access.ts";

/** Path where a page trades a start ticket, or its present token, for a token of its own. */
export const SESSION_PATH = "/auth/session";

/** Path where a program of the same user asks for a new start ticket. */
export const START_TICKET_PATH = "/auth/start-ticket";

const MAX_BODY_BYTES = 1_024;

/**
 * Serves the sign-in of a server without accounts. `POST /auth/session` with `{"ticket"}` redeems a start
 * ticket; without a body and with a bearer token it renews a page's token. Both answer `{ token, expiresAt,
 * userId }`; anything else is 401. `POST /auth/start-ticket` with a bearer token answers `{ ticket, expiresAt
 * }`; 429 with `retry-after` past the bound.
 */
export function registerSessionRoutes(
  http: FastifyInstance,
  authentication: Authentication,
  local: LocalAccess,
): void {
  const guard = createHttpGuard(authentication);
  http.post(SESSION_PATH, { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
    reply.header("cache-control", "no-store");
    const ticket = ticketOf(request.body);
    const outcome =
      ticket === undefined ? await authentication.admitRequest(request.raw) : local.redeemStartTicket(ticket);
    if (!isRefused(outcome)) return { ...local.issuePageToken(), userId: outcome.userId };
    const { status, headers, text } = toRefusalAnswer(outcome);
    return reply.code(status).headers(headers).type("text/plain; charset=utf-8").send(`${text}\n`);
  });
  http.post(
    START_TICKET_PATH,
    { onRequest: guard.admin, bodyLimit: MAX_BODY_BYTES },
    async (_request, reply) => {
      reply.header("cache-control", "no-store");
      const issued = local.issueStartTicket();
      if ("ticket" in issued) return issued;
      const { limit, value, retryAfterMs } = issued;
      reply.code(429).header("retry-after", String(Math.ceil(retryAfterMs / 1_000)));
      return { error: `The limit ${limit} (${value}) was exceeded.`, limit, value, retryAfterMs };
    },
  );
}

function ticketOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("ticket" in body)) return undefined;
  return typeof body.ticket === "string" ? body.ticket : "";
}
