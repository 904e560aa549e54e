import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Engine } from "@aiwhisperer/engine";
import type { Confinement } from "@aiwhisperer/protocol";
import type { AdminOption } from "@aiwhisperer/protocol/admin";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Authentication } from "../auth/authentication.ts";
import { createHttpGuard } from "../auth/http-guard.ts";
import { LogLevel } from "../observe/log-level.ts";
import { registerActionRoutes } from "./action-routes.ts";
import { AdminActions } from "./admin-actions.ts";
import { registerErrorAnswers } from "./admin-error.ts";
import { type AdminLimits, DEFAULT_ADMIN_LIMITS } from "./admin-limits.ts";
import { AuditLog } from "./audit-log.ts";
import { type LiveParts, LiveView } from "./live-view.ts";
import { TurnAges } from "./turn-ages.ts";
import { registerViewRoutes } from "./view-routes.ts";

/** What the program that a server runs in lets its admins have. */
export interface AdminOptions {
  /** Of the program. */
  readonly version: string;
  /** What the server was started with, secrets masked. Default: nothing is shown. */
  readonly configuration?: readonly AdminOption[];
  /** File of the audit log. Default: what admins do is in the server's log alone. */
  readonly auditPath?: string | undefined;
  /** What confines the commands of models; absent where there are none. */
  readonly confinement?: Confinement | undefined;
  /** Ends the program in good order, as a signal would. Default: admins cannot. */
  readonly requestEnd?: () => void;
  /** Loggers that were made of the server's own and have its level: those of plug-ins. */
  readonly loggers?: readonly Logger[];
  readonly limits?: Partial<AdminLimits>;
}

/** What a server has for its admins. */
export interface AdminParts extends Omit<LiveParts, "turnAges"> {
  readonly engine: Engine;
  readonly authentication: Authentication;
  readonly logger: Logger;
  /** Where a request comes from. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** The admins' side of a server. */
export interface Admin {
  /** Serves `/admin/api`, to admins. */
  register(http: FastifyInstance): Promise<void>;
  /** Ends what listens to the engine. Resolves when the audit log is written. */
  close(): Promise<void>;
}

/** Where the routes of admins begin. */
const ADMIN_API_PATH = "/admin/api";

/** Makes the admins' side of a server, and begins to measure the ages of turns. */
export async function openAdmin(options: AdminOptions, parts: AdminParts): Promise<Admin> {
  const { version, configuration = [], auditPath: path, requestEnd, loggers = [] } = options;
  const { engine, connections, authentication, logger, addressOf, now, monotonic } = parts;
  const limits = { ...DEFAULT_ADMIN_LIMITS, ...options.limits };
  const audit = await AuditLog.open({ path, logger, limits, newId: randomUUID, now, monotonic });
  const turnAges = new TurnAges(engine, monotonic);
  const unregister = engine.delegates.register(turnAges);
  const logLevel = new LogLevel([logger, ...loggers]);
  const actions = new AdminActions({ engine, connections, logLevel, requestEnd });
  const routes = {
    guard: createHttpGuard(authentication),
    view: new LiveView({ ...parts, turnAges }),
    actions,
    audit,
    logLevel,
    configuration,
    toolServers: engine.toolServers,
    version,
    confinement: options.confinement,
    maxRows: limits.maxAdminRows,
    addressOf,
  };
  return {
    async register(http) {
      const register = async (scope: FastifyInstance): Promise<void> => {
        scope.addHook("onRequest", keepNowhere);
        scope.addHook("onRequest", routes.guard.admin);
        registerErrorAnswers(scope, logger);
        registerViewRoutes(scope, routes);
        registerActionRoutes(scope, routes);
      };
      await http.register(register, { prefix: ADMIN_API_PATH });
    },
    async close() {
      unregister();
      await audit.close();
    },
  };
}

async function keepNowhere(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header("cache-control", "no-store");
}
