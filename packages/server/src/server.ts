import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { type Engine, systemClock } from "@aiwhisperer/engine";
import {
  CloseCode,
  createDispatchTable,
  type Implementation,
  implement,
  interactive,
  type Transport,
} from "@aiwhisperer/protocol";
import type { OpenrpcDocument } from "@aiwhisperer/protocol/document";
import { interactiveOpenrpc } from "@aiwhisperer/protocol/openrpc";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from "fastify";
import type { Logger } from "pino";
import { AccessRevocation } from "./access-revocation.ts";
import { type Admin, type AdminOptions, openAdmin } from "./admin/admin.ts";
import { type Authentication, openToEverybody } from "./auth/authentication.ts";
import { createHttpGuard } from "./auth/http-guard.ts";
import { registerSessionRoutes } from "./auth/session-route.ts";
import { registerTicketRoute } from "./auth/ticket-route.ts";
import type { Connection } from "./connection/connection.ts";
import { type ConnectionObserver, joinObservers } from "./connection/connection-observer.ts";
import { EventBridge } from "./connection/event-bridge.ts";
import {
  ConnectionListener,
  type ConnectionListenerOptions,
} from "./connection/listener/connection-listener.ts";
import { createMemoryConnection } from "./connection/memory-connection.ts";
import { mergeOpenrpc } from "./documents/openrpc.ts";
import { registerDocuments } from "./documents/register-documents.ts";
import { type CheckState, registerHealth } from "./http/health.ts";
import { isAssetPath, registerCredentialGate } from "./http/public-paths.ts";
import { RefusedOrigins } from "./http/refused-origins.ts";
import { type CompleteSignIn, registerSignInCallback } from "./http/sign-in-callback.ts";
import { boundSockets, requestBounds } from "./http/socket-bounds.ts";
import { registerSecurityHeaders, registerWebApp } from "./http/web-app.ts";
import { type AccessPolicy, isLoopback, refusalOf } from "./kit/access.ts";
import { limitsInForce, type ServerLimits } from "./kit/limits.ts";
import { withRules } from "./methods/call-rules.ts";
import { withContractErrors } from "./methods/contract-error.ts";
import { interactiveMethods } from "./methods/interactive-methods.ts";
import { systemMethods } from "./methods/system-methods.ts";
import { createCallLog } from "./observe/call-log.ts";
import type { Metrics } from "./observe/metrics.ts";
import { registerMetrics } from "./observe/metrics-page.ts";
import type { Tracing } from "./observe/tracing/tracing.ts";
import { TrustedProxies } from "./proxy/trusted-proxies.ts";
import { openQuota, type Quota, type QuotaOptions } from "./quota.ts";

/** What a server is made of. */
export interface ServerOptions extends Pick<QuotaOptions, "prices" | "clock"> {
  readonly engine: Engine;
  readonly logger: Logger;
  readonly limits?: Partial<ServerLimits>;
  readonly access?: Partial<AccessPolicy>;
  /**
   * Addresses and networks of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` count; from any other
   * sender these headers are ignored. Default: none, on loopback neither. `startServer` rejects with a
   * `RangeError` for a text that is no network.
   */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Authentication of clients. Default: none. The server closes it with itself. */
  readonly authentication?: Authentication | undefined;
  /**
   * Origin under which clients reach the server, for the documents of the contract. Default: the host of each
   * request.
   */
  readonly publicUrl?: string | undefined;
  /** Folder of the built web app; without it `/` says how to build it. */
  readonly webAppFolder?: string;
  /** Contracts beside `interactive.def`. */
  readonly extensions?: readonly Extension[];
  /** What is counted, for `/metrics`; without it there is no such page. */
  readonly metrics?: Metrics;
  /** Makes spans of calls. */
  readonly tracing?: Tracing | undefined;
  /** Ends sign-ins of people at tool servers; without it sign-ins are not possible. */
  readonly completeSignIn?: CompleteSignIn | undefined;
  /** What admins are let see and do, at `/admin/api`; without it there is no such thing. */
  readonly admin?: AdminOptions;
}

/** Methods beside those of `interactive.def`. */
export interface Extension {
  readonly implementation: Implementation<Connection>;
  /** The document that is generated with the contract; without it `rpc.discover` does not list it. */
  readonly openrpc?: OpenrpcDocument;
}

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** A server that listens. */
export interface RunningServer {
  /** Address that a browser can open, `http://127.0.0.1:8000`. */
  readonly url: string;
  /** The address that it listens on, also where it was given a name. */
  readonly address: string;
  readonly port: number;
  /** Connects a client in the same process, without a socket; returns the client's end. */
  connect(): Transport;
  /**
   * Prepares the shutdown: readiness turns red, clients receive a time to reconnect, nothing new is started,
   * and running turns have `drainGraceMs` to finish. Resolves when they have finished or the time is over.
   * Then call `close`, and `close` of the engine.
   */
  drain(): Promise<void>;
  /** Closes every connection with 1012 and stops listening. The engine stays open. */
  close(): Promise<void>;
}

/**
 * Serves an engine over WebSocket and HTTP on one port. Rejects if the address cannot be listened on, and if
 * other machines reach it without authentication.
 */
export async function startServer(
  options: ServerOptions,
  { host, port }: ListenOptions,
): Promise<RunningServer> {
  if (options.authentication?.isOpen !== false && !isLoopback(host)) {
    throw new Error(
      `${host} can be reached from other machines: configure an authentication, or listen on 127.0.0.1.`,
    );
  }
  const hasUsers = options.authentication?.hasUsers ?? false;
  const limits = limitsInForce(options.limits ?? {}, { hasUsers });
  const access = { allowedHosts: [], allowedOrigins: [], ...options.access };
  const authentication = options.authentication ?? openToEverybody({ clock: options.clock ?? systemClock });
  const proxies = new TrustedProxies(options.trustedProxies);
  const quota = openQuota({ ...options, limits, proxies });
  const bridge = new EventBridge((sessionId, isAttended) =>
    options.engine.setAttended(sessionId, isAttended),
  );
  const unregister = options.engine.delegates.register(bridge);
  const observer = createObserver(options);
  const refusedOrigins = new RefusedOrigins(options.logger);
  const shared = { limits, access, proxies, authentication, refusedOrigins };
  const listener = createListener(options, { ...shared, bridge, observer }, quota);
  options.metrics?.watchServer({
    engine: options.engine,
    connections: () => listener.connections,
    onError: (error) => options.logger.error({ err: error }, "the event log cannot be measured"),
  });
  const unregisterRevocation = options.engine.delegates.register(
    new AccessRevocation(() => listener.connections),
  );
  const admin = await createAdmin(options, { authentication, bridge, listener, quota });
  const http = await createHttp(options, { ...shared, quota, admin });
  boundSockets(http.server, limits, () => observer.onLimit("maxHttpSockets"));
  http.server.on("upgrade", (request, socket, head) => listener.upgrade(request, socket, head));
  await http.listen({ host, port });
  const address = http.server.address() as AddressInfo;
  return {
    url: `http://${urlHost(host)}:${address.port}`,
    address: address.address,
    port: address.port,
    connect() {
      const { ofServer, ofClient } = createMemoryConnection();
      listener.accept(ofServer);
      return ofClient;
    },
    async drain() {
      listener.announceDrain();
      await options.engine.drain(limits.drainGraceMs);
    },
    async close() {
      listener.close(CloseCode.Restarting, "the server is restarting");
      await http.close();
      await admin?.close();
      authentication.close();
      quota.close();
      unregister();
      unregisterRevocation();
    },
  };
}

function createObserver({ logger, metrics }: ServerOptions): ConnectionObserver {
  return joinObservers([createCallLog(logger), ...(metrics === undefined ? [] : [metrics.connections])]);
}

function createListener(
  { engine, logger, tracing, extensions = [], clock = systemClock }: ServerOptions,
  parts: Pick<
    ConnectionListenerOptions,
    "limits" | "access" | "proxies" | "refusedOrigins" | "authentication" | "bridge" | "observer"
  >,
  quota: Quota,
): ConnectionListener {
  const { maxAttachments } = parts.limits;
  const { sessions, reads } = quota;
  const methods = interactiveMethods({ engine, maxAttachments, sessions, reads });
  const implementations = [
    withContractErrors(implement<typeof interactive, Connection>(interactive, methods)),
    ...systemMethods<Connection>(describeContracts(extensions)),
    ...extensions.map(({ implementation }) => implementation),
  ].map((implementation) => withRules(implementation, quota.rules));
  const table = createDispatchTable(
    tracing === undefined ? implementations : implementations.map((each) => tracing.traced(each)),
  );
  return new ConnectionListener({
    ...parts,
    room: quota.connections,
    reads,
    engine,
    table,
    newId: randomUUID,
    random: Math.random,
    clock,
    onFault: ({ correlationId, method, error }) =>
      logger.error({ correlationId, method, err: error }, "a method failed"),
    onError: (error) => logger.error({ err: error }, "the event log cannot be read"),
  });
}

async function createAdmin(
  { admin, engine, logger, clock = systemClock }: ServerOptions,
  parts: {
    readonly authentication: Authentication;
    readonly bridge: EventBridge;
    readonly listener: ConnectionListener;
    readonly quota: Quota;
  },
): Promise<Admin | undefined> {
  if (admin === undefined) return undefined;
  const { authentication, bridge, listener, quota } = parts;
  return openAdmin(admin, {
    engine,
    logger,
    authentication,
    bridge,
    overload: quota.overload,
    connections: () => listener.connections,
    addressOf: (request) => quota.connections.addressOf(request),
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
  });
}

async function createHttp(
  { engine, logger, metrics, publicUrl, webAppFolder, completeSignIn, extensions = [] }: ServerOptions,
  parts: Pick<
    ConnectionListenerOptions,
    "limits" | "access" | "proxies" | "refusedOrigins" | "authentication"
  > & {
    readonly quota: Quota;
    readonly admin: Admin | undefined;
  },
): Promise<FastifyInstance> {
  const http = fastify({
    http: requestBounds(parts.limits),
    requestTimeout: parts.limits.handshakeTimeoutMs,
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    schemaController: withoutSchemas,
    // Fastify's own answer repeats the address.
    frameworkErrors: (error, _request, reply) =>
      refuseAddress(error.statusCode, reply as unknown as FastifyReply),
  });
  // The answer that Fastify has of itself repeats the address, and with it a ticket that came to the wrong
  // place.
  http.setNotFoundHandler((_request, reply) =>
    reply.code(404).type("text/plain; charset=utf-8").send("Not found.\n"),
  );
  http.addHook("onRequest", async (request, reply) => {
    const refusal = refusalOf(request.raw, parts.access, parts.proxies);
    if (refusal === undefined) return;
    const { text, foreignOrigin } = refusal;
    // A page that came through a proxy under another name must load to say what is wrong; the files are the
    // same for everybody.
    if (foreignOrigin !== undefined && isAssetPath(request.raw.url ?? "/")) return;
    parts.refusedOrigins.note(refusal);
    // The page may read that it is refused, and nothing else.
    if (foreignOrigin !== undefined) {
      reply.headers({ vary: "Origin", "access-control-allow-origin": foreignOrigin.origin });
    }
    await reply.code(403).type("text/plain; charset=utf-8").send(`${text}\n`);
  });
  registerSecurityHeaders(http);
  const { authentication } = parts;
  if (!authentication.isOpen) registerCredentialGate(http, authentication);
  registerTicketRoute(http, authentication);
  if (authentication.local !== undefined) registerSessionRoutes(http, authentication, authentication.local);
  registerHealth(http, [
    { name: "log", check: () => engine.probe().then(() => "ok") },
    { name: "integrity", check: async () => (isDamaged(engine) ? "damaged" : "ok") },
    { name: "running", check: async () => requireRunning(engine) },
    { name: "overload", check: async () => requireEase(parts.quota) },
    { name: "reserve", check: () => reserveState(engine) },
  ]);
  if (metrics !== undefined) registerMetrics(http, metrics, createHttpGuard(parts.authentication));
  if (completeSignIn !== undefined) registerSignInCallback(http, completeSignIn);
  await parts.admin?.register(http);
  const { proxies } = parts;
  registerDocuments(http, { document: describeContracts(extensions), publicUrl, proxies });
  if (webAppFolder !== undefined) registerWebApp(http, webAppFolder);
  return http;
}

/** An address that cannot be read, or has too long a part. */
function refuseAddress(status: number | undefined, reply: FastifyReply): void {
  reply
    .code(status ?? 400)
    .type("text/plain; charset=utf-8")
    .send("The URL is not valid.\n");
}

/** No route has a schema: the compilers for them, which take a while to load, are not wanted. */
const withoutSchemas = {
  compilersFactory: {
    buildValidator: () => refuseSchemas,
    buildSerializer: () => refuseSchemas,
  },
};

function refuseSchemas(): never {
  throw new Error("the routes of this server have no schemas");
}

function requireRunning({ isDraining }: Engine): "ok" {
  if (isDraining) throw new Error("the server is shutting down");
  return "ok";
}

function isDamaged(engine: Engine): boolean {
  return engine.logDamage.length + engine.counts().unreadableSessions > 0;
}

/** A server whose disk is nearly full holds no reserve for deletions. */
async function reserveState(engine: Engine): Promise<CheckState> {
  const { reserve } = await engine.logStats();
  return reserve?.heldBytes === 0 ? "released" : "ok";
}

function requireEase({ overload: { passed } }: Quota): "ok" {
  if (passed !== undefined) throw new Error(`${passed.limit} is passed`);
  return "ok";
}

function describeContracts(extensions: readonly Extension[]): OpenrpcDocument {
  return mergeOpenrpc([
    interactiveOpenrpc,
    ...extensions.flatMap(({ openrpc }) => (openrpc === undefined ? [] : [openrpc])),
  ]);
}

function urlHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
