import type { AdminOption, AdminServer } from "@aiwhisperer/protocol/admin";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { HttpGuard } from "../auth/http-guard.ts";
import type { LogLevel } from "../observe/log-level.ts";
import type { AdminActions } from "./admin-actions.ts";
import type { AuditLog } from "./audit-log.ts";
import { type ListQuery, parseListQuery } from "./list-query.ts";
import type { LiveView } from "./live-view.ts";

/** What there is to be seen. */
export interface ViewRouteParts {
  readonly guard: HttpGuard;
  readonly view: LiveView;
  readonly actions: Pick<AdminActions, "canDrain">;
  readonly audit: AuditLog;
  readonly logLevel: LogLevel;
  readonly configuration: readonly AdminOption[];
  readonly version: string;
  readonly maxRows: number;
}

/** Serves what admins see. */
export function registerViewRoutes(scope: FastifyInstance, parts: ViewRouteParts): void {
  const { guard, view, actions, audit, logLevel, configuration, version, maxRows } = parts;
  const get = (path: string, read: (request: FastifyRequest) => object): void => {
    scope.get(path, { onRequest: guard.admin }, read);
  };
  const list = (path: string, read: (query: ListQuery) => object): void =>
    get(path, ({ query }) => read(parseListQuery(query, maxRows)));
  list("/connections", (query) => view.connections(query));
  list("/sessions", (query) => view.sessions(query));
  list("/turns", (query) => view.turns(query));
  get("/server", (request): AdminServer => {
    const { userId } = guard.principalOf(request);
    return { version, userId, canDrain: actions.canDrain, logLevel: logLevel.current, ...view.facts() };
  });
  get("/log-level", () => ({ level: logLevel.current }));
  get("/configuration", () => configuration);
  get("/audit", () => audit.list());
}
