import { fileURLToPath } from "node:url";
import {
  createModelCatalog,
  DEFAULT_ENGINE_LIMITS,
  DelegateManager,
  Engine,
  type ModelCatalog,
} from "@aiwhisperer/engine";
import { DEFAULT_SERVER_LIMITS, type RunningServer } from "@aiwhisperer/server";
import type { Logger } from "pino";
import { CommandFailure } from "../command-failure.ts";
import { type CommandHost, signalExitCode } from "../command-host.ts";
import type { Config } from "../config/option-table.ts";
import { listenForStop, type StopReason } from "../stop-request.ts";
import { browserUrl, listen, servedHosts } from "./listen.ts";
import { createLogger } from "./logger.ts";
import { createLoggingDelegate } from "./logging-delegate.ts";
import { explainingLogFaults, openLog } from "./open-log.ts";
import { startText } from "./start-text.ts";

const CLOSE_DEADLINE_MS = 5_000;
const WEB_APP_FOLDER = fileURLToPath(new URL("../../../web/dist", import.meta.url));

/** A server with its engine. */
interface Service {
  readonly engine: Engine;
  readonly server: RunningServer;
  readonly logger: Logger;
}

/** How the end of a server went. */
type Closing = { readonly type: "closed" } | { readonly type: "failure"; readonly error: unknown };

/**
 * Runs a server until a signal ends it, and resolves with the exit code: 0 when it has closed in good order, 1 when something failed,
 * the signal's own when it was asked to end a second time. Rejects with a `CommandFailure` when it cannot start.
 */
export async function serve(config: Config, host: CommandHost): Promise<number> {
  const stop = listenForStop(host, Date.now);
  try {
    const service = await start(config, host);
    const url = browserUrl(config, service.server);
    host.stdout.write(startText({ config, url, webAppFolder: WEB_APP_FOLDER }));
    const reason = await stop.first;
    if (reason.type === "signal" && service.engine.counts().runningTurns > 0) {
      host.stdout.write("Ending once the answers that are coming have ended. Ask again to end at once.\n");
    }
    return await finish(service, { reason, again: stop.again });
  } finally {
    stop.dispose();
  }
}

async function start(config: Config, host: CommandHost): Promise<Service> {
  const logger = createLogger(config.logLevel, host.stderr);
  const models = openModels(config, host, logger);
  const delegates = new DelegateManager({ maxWaitingEvents: config.maxDelegateEvents });
  delegates.register(createLoggingDelegate(logger));
  const { afterRestart } = config;
  const log = await openLog(config);
  const engine = new Engine({
    log,
    models,
    delegates,
    afterRestart,
    limits: pick(config, DEFAULT_ENGINE_LIMITS),
  });
  try {
    await explainingLogFaults(() => engine.start());
    const access = { allowedHosts: servedHosts(config), allowedOrigins: config.allowOrigin };
    const limits = pick(config, DEFAULT_SERVER_LIMITS);
    const server = await listen(config, { engine, logger, limits, access, webAppFolder: WEB_APP_FOLDER });
    return { engine, server, logger };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function openModels({ model }: Config, { env }: CommandHost, logger: Logger): ModelCatalog {
  const onUnexpectedError = (error: unknown): void =>
    logger.error({ err: error }, "a model could not be asked");
  const models = createModelCatalog({ env, defaultModel: model, onUnexpectedError });
  const resolved = models.resolve(model);
  if ("unavailable" in resolved) {
    throw new CommandFailure(
      `The model ${model} cannot be used. ${resolved.unavailable} Choose another with --model.`,
    );
  }
  return models;
}

async function finish(
  service: Service,
  { reason, again }: { readonly reason: StopReason; readonly again: Promise<StopReason> },
): Promise<number> {
  const { logger } = service;
  // After an error that nothing caught no state can be trusted; what has been told is in the log.
  if (reason.type === "failure") return reportFailure(logger, reason.error);
  const outcome = await Promise.race([close(service), again]);
  switch (outcome.type) {
    case "closed":
      return 0;
    case "signal":
      return signalExitCode(outcome.signal);
    case "failure":
      return reportFailure(logger, outcome.error);
  }
}

/** Lets running answers end for as long as the configuration allows, then closes everything within a bounded time. */
async function close({ server, engine }: Service): Promise<Closing> {
  try {
    await server.drain();
    return await withinDeadline(server.close().then(() => engine.close()));
  } catch (error) {
    return { type: "failure", error };
  }
}

async function withinDeadline(closing: Promise<void>): Promise<Closing> {
  const { promise: passed, resolve } = Promise.withResolvers<Closing>();
  const error = new Error(`the server has not closed within ${CLOSE_DEADLINE_MS} ms`);
  const timer = setTimeout(() => resolve({ type: "failure", error }), CLOSE_DEADLINE_MS);
  try {
    return await Promise.race([closing.then((): Closing => ({ type: "closed" })), passed]);
  } finally {
    clearTimeout(timer);
  }
}

function reportFailure(logger: Logger, error: unknown): number {
  logger.fatal({ err: error }, "the server ends");
  return 1;
}

/** The values of a configuration under the names of some limits. */
function pick<Limits extends object>(config: Limits, names: Limits): Limits {
  const entries = Object.keys(names).map((name) => [name, config[name as keyof Limits]]);
  return Object.fromEntries(entries) as Limits;
}
