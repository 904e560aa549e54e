import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Authentication } from "./authentication.ts";
import { createHttpGuard } from "./http-guard.ts";

/** Where tickets are asked for. */
export const TICKET_PATH = "/auth/ticket";

/** The request has no use for a body. */
const MAX_BODY_BYTES = 1_024;

/** How long a browser may remember what a page of another origin is allowed. */
const PREFLIGHT_MAX_AGE_SECONDS = 600;

/**
 * Serves `POST /auth/ticket`: for a bearer token, `{ ticket, expiresAt, userId }`. Pages of other origins
 * that may use the server can ask, too: those that may not have been refused before, by the access policy.
 * The answer is stored nowhere on its way.
 */
export function registerTicketRoute(http: FastifyInstance, authentication: Authentication): void {
  const guard = createHttpGuard(authentication);
  const allowOrigin = async ({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.headers({ vary: "Origin", "cache-control": "no-store" });
    if (headers.origin !== undefined) reply.header("access-control-allow-origin", headers.origin);
  };
  http.options(TICKET_PATH, { onRequest: allowOrigin }, (_request, reply) =>
    reply
      .code(204)
      .headers({
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "Authorization",
        "access-control-max-age": String(PREFLIGHT_MAX_AGE_SECONDS),
      })
      .send(),
  );
  http.post(
    TICKET_PATH,
    { onRequest: [allowOrigin, guard.user], bodyLimit: MAX_BODY_BYTES },
    async (request, reply) => {
      const principal = guard.principalOf(request);
      const issued = authentication.issueTicket(principal, request.headers.origin);
      if ("ticket" in issued) return { ...issued, userId: principal.userId };
      const { limit, value, retryAfterMs } = issued;
      reply.code(429).header("retry-after", String(Math.ceil(retryAfterMs / 1_000)));
      return { error: `The limit ${limit} (${value}) was exceeded.`, limit, value, retryAfterMs };
    },
  );
}
