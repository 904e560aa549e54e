import type { IncomingMessage } from "node:http";
import { finished } from "node:stream";
import { type AuditAction, LOG_LEVELS } from "@aiwhisperer/protocol/admin";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { HttpGuard } from "../auth/http-guard.ts";
import { plainId } from "../kit/plain-id.ts";
import { isLogLevel } from "../observe/log-level.ts";
import type { AdminActions } from "./admin-actions.ts";
import { AdminError } from "./admin-error.ts";
import type { AuditLog, Deed } from "./audit-log.ts";

/** What actions are done and recorded with. */
export interface ActionRouteParts {
  /** The guard that has authenticated the request. */
  readonly guard: Pick<HttpGuard, "findPrincipal">;
  readonly actions: AdminActions;
  readonly audit: AuditLog;
  /** Where a request comes from. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** An action as a route. */
interface ActionRoute {
  readonly action: AuditAction;
  readonly method: "POST" | "PUT";
  readonly url: string;
  /** What it is done to, as the request says; undefined where it says none, or there is only one. */
  readonly targetOf: (request: FastifyRequest) => string | undefined;
  /** Performs the action and returns the body of the response. Rejects with an `AdminError`. */
  readonly act: (target: string | undefined, reply: FastifyReply) => Promise<object>;
}

const JSON_TYPE = /^application\/json *(?:;|$)/i;

/** Requests have next to nothing to say. */
const MAX_BODY_BYTES = 1_024;

/**
 * Serves what admins do. Every action is done on the record, and every attempt that is refused, whatever for,
 * is recorded as well.
 */
export function registerActionRoutes(scope: FastifyInstance, parts: ActionRouteParts): void {
  for (const route of actionRoutes(parts.actions)) registerRoute(scope, route, parts);
}

function actionRoutes(actions: AdminActions): readonly ActionRoute[] {
  return [
    {
      action: "end_connection",
      method: "POST",
      url: "/connections/:id/end",
      targetOf: idOf,
      act: (id = "") => actions.endConnection(id).then(nothing),
    },
    {
      action: "stop_session",
      method: "POST",
      url: "/sessions/:id/stop",
      targetOf: idOf,
      act: (id = "") => actions.stopSession(id).then(nothing),
    },
    {
      action: "restart_tool_server",
      method: "POST",
      url: "/tool-servers/:name/restart",
      // A name that no server has may be anything, a token too.
      targetOf: ({ params }) => actions.toolServerName((params as { readonly name?: unknown }).name),
      act: (name = "") => actions.restartToolServer(name).then(nothing),
    },
    {
      action: "drain",
      method: "POST",
      url: "/drain",
      targetOf: () => undefined,
      async act(_target, reply) {
        const begin = await actions.prepareDrain();
        reply.code(202);
        // The end of the server would take the answer with it.
        finished(reply.raw, () => begin());
        return {};
      },
    },
    {
      action: "set_log_level",
      method: "PUT",
      url: "/log-level",
      targetOf: levelOf,
      async act(level) {
        if (!isLogLevel(level)) throw new AdminError(400, `level is one of ${LOG_LEVELS.join(", ")}.`);
        actions.setLogLevel(level);
        return { level };
      },
    },
  ];
}

function registerRoute(scope: FastifyInstance, route: ActionRoute, parts: ActionRouteParts): void {
  const { action, method, url, targetOf, act } = route;
  const { guard, audit, addressOf } = parts;
  const recorded = new WeakSet<FastifyRequest>();
  const deedOf = (request: FastifyRequest): Deed => {
    const target = targetOf(request);
    const userId = guard.findPrincipal(request)?.userId;
    return {
      action,
      ...(target === undefined ? {} : { target }),
      ...(userId === undefined ? {} : { userId }),
      address: addressOf(request.raw),
    };
  };
  scope.route({
    method,
    url,
    bodyLimit: MAX_BODY_BYTES,
    onRequest: requireJson,
    handler: (request, reply) => {
      const deed = deedOf(request);
      return audit.perform(deed, () => {
        recorded.add(request);
        return act(deed.target, reply);
      });
    },
    async onResponse(request, { statusCode }) {
      if (statusCode >= 400 && !recorded.has(request)) await audit.refuse(deedOf(request), statusCode);
    },
  });
}

/**
 * A form of another site can be sent without asking, but not with this type: for that a browser asks first,
 * and is refused.
 */
async function requireJson({ headers }: FastifyRequest): Promise<void> {
  if (JSON_TYPE.test(headers["content-type"] ?? "")) return;
  throw new AdminError(
    415,
    "Send the request with the content type application/json and a JSON object, such as {}.",
  );
}

function idOf({ params }: FastifyRequest): string | undefined {
  const { id } = params as { readonly id?: unknown };
  return plainId(id);
}

function levelOf({ body }: FastifyRequest): string | undefined {
  if (typeof body !== "object" || body === null || !("level" in body)) return undefined;
  return isLogLevel(body.level) ? body.level : undefined;
}

function nothing(): object {
  return {};
}
