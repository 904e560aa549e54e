import type { FastifyInstance } from "fastify";
import type { Authentication } from "../auth/authentication.ts";
import { SESSION_PATH } from "../auth/session-route.ts";
import { TICKET_PATH } from "../auth/ticket-route.ts";
import { WEBSOCKET_PATH } from "../kit/access.ts";
import { isRefused } from "../kit/principal.ts";
import { toRefusalAnswer } from "../kit/refusal-answer.ts";
import { SIGN_IN_CALLBACK_PATH } from "./sign-in-callback.ts";

/**
 * Paths that answer without a credential. Those that need one check it themselves: a ticket, a token, or the
 * `state` of a sign-in.
 */
const PUBLIC_PATHS: ReadonlySet<string> = new Set([
  "/",
  "/index.html",
  "/favicon.svg",
  "/theme.js",
  "/healthz",
  "/readyz",
  SIGN_IN_CALLBACK_PATH,
  SESSION_PATH,
  TICKET_PATH,
  WEBSOCKET_PATH,
]);

/** Pages whose program signs in by itself: without a credential they are sent with status 401. */
const PAGE_PATHS: ReadonlySet<string> = new Set(["/admin", "/admin/", "/docs", "/docs/"]);

/** Whether a path answers without a credential: the app's page and assets, and health. */
export function isPublicPath(path: string): boolean {
  return PUBLIC_PATHS.has(path) || isAssetPath(path);
}

/** Whether a path has a file of the web app's program, which holds nothing of any user. */
export function isAssetPath(path: string): boolean {
  return path.startsWith("/assets/");
}

/**
 * Answers 401 on every path that is not public to a request without a valid credential. A browser cannot add
 * a credential when it opens a page: the shells of `/admin` and `/docs` are sent as the body of that 401 and
 * sign in by themselves.
 */
export function registerCredentialGate(http: FastifyInstance, authentication: Authentication): void {
  http.addHook("onRequest", async (request, reply) => {
    const path = (request.raw.url ?? "/").split("?")[0] ?? "/";
    if (reply.sent || isPublicPath(path)) return;
    const outcome = await authentication.admitRequest(request.raw);
    if (!isRefused(outcome)) return;
    const { status, headers, text } = toRefusalAnswer(outcome);
    reply.code(status).headers(headers);
    if (PAGE_PATHS.has(path) && request.method === "GET") return;
    await reply.type("text/plain; charset=utf-8").send(`${text}\n`);
  });
}
