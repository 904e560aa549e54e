import type { ToolServers } from "@aiwhisperer/engine";
import type { Confinement } from "@aiwhisperer/protocol";
import type { AdminOption, AdminServer } from "@aiwhisperer/protocol/admin";
import type { FastifyInstance } from "fastify";
import type { HttpGuard } from "../auth/http-guard.ts";
import type { LogLevel } from "../observe/log-level.ts";
import type { AdminActions } from "./admin-actions.ts";
import type { AuditLog } from "./audit-log.ts";
import { type ListQuery, parseListQuery } from "./list-query.ts";
import type { LiveView } from "./live-view.ts";

/** What there is to be seen. */
export interface ViewRouteParts {
  /** The guard that has authenticated the request. */
  readonly guard: Pick<HttpGuard, "principalOf">;
  readonly view: LiveView;
  readonly actions: Pick<AdminActions, "canDrain">;
  readonly audit: AuditLog;
  readonly logLevel: LogLevel;
  readonly configuration: readonly AdminOption[];
  readonly toolServers: Pick<ToolServers, "list">;
  readonly version: string;
  readonly confinement: Confinement | undefined;
  readonly maxRows: number;
}

/** Serves what admins see. */
export function registerViewRoutes(scope: FastifyInstance, parts: ViewRouteParts): void {
  const { guard, view, actions, audit, logLevel, configuration, toolServers, maxRows } = parts;
  const list = (path: string, read: (query: ListQuery) => object): void => {
    scope.get(path, ({ query }) => read(parseListQuery(query, maxRows)));
  };
  list("/connections", (query) => view.connections(query));
  list("/sessions", (query) => view.sessions(query));
  list("/turns", (query) => view.turns(query));
  scope.get("/server", (request): AdminServer => {
    const { userId } = guard.principalOf(request);
    const { version, confinement } = parts;
    return {
      version,
      userId,
      canDrain: actions.canDrain,
      logLevel: logLevel.current,
      ...(confinement === undefined ? {} : { confinement }),
      ...view.facts(),
    };
  });
  scope.get("/log-level", () => ({ level: logLevel.current }));
  scope.get("/configuration", () => configuration);
  scope.get("/tool-servers", () => toolServers.list());
  scope.get("/audit", () => audit.list());
}
