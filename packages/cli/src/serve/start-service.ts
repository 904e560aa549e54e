import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  createModelCatalog,
  DEFAULT_ENGINE_LIMITS,
  DelegateManager,
  describeConfinement,
  Engine,
  LoopWatchdog,
  type ModelCatalog,
  type ProgramSandbox,
} from "@aiwhisperer/engine";
import { errorMessage } from "@aiwhisperer/protocol";
import {
  type AdminOptions,
  DEFAULT_ADMIN_LIMITS,
  DEFAULT_SERVER_LIMITS,
  type LocalAccess,
  type Plugin,
  parseModelPrice,
  type RegisteredPlugins,
  type RunningServer,
  registerPlugins,
  type ServerOptions,
} from "@aiwhisperer/server";
import type { Logger } from "pino";
import { configRows } from "../config/config-rows.ts";
import type { Config } from "../config/option-table.ts";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost, Environment } from "../kit/command-host.ts";
import { VERSION } from "../kit/version.ts";
import { browserUrl, listen, servedHosts, servedOrigins } from "./listen.ts";
import { describeFault, loadPlugins } from "./load-plugins.ts";
import { createLogger } from "./logger.ts";
import { createLoggingDelegate } from "./logging-delegate.ts";
import { collectGarbage, createProcessReader, MemoryReturn } from "./memory-return.ts";
import { openConfiguredAuthentication } from "./open-authentication.ts";
import { explainingLogFaults, isLogStored, openLog } from "./open-log.ts";
import { type Observation, openObservation } from "./open-observation.ts";
import { openTools, toolPolicies } from "./open-tools.ts";
import { pickLimits } from "./pick-limits.ts";
import { withoutSecrets } from "./secret-filter.ts";
import type { ServerTools } from "./server-tools.ts";

/** Folder of the built web app. */
export const WEB_APP_FOLDER: string = fileURLToPath(new URL("../../../web/dist", import.meta.url));

/** A server with its engine, and what both were given. */
export interface Service {
  readonly engine: Engine;
  readonly server: RunningServer;
  readonly logger: Logger;
  /** Sign-in by the data folder's token; absent where clients authenticate otherwise, or not at all. */
  readonly local: LocalAccess | undefined;
  /** What confines commands. */
  readonly programs: ProgramSandbox;
  /** Names of the MCP servers that tools are taken from. */
  readonly mcpServers: readonly string[];
  /** Names of the plug-ins. */
  readonly plugins: readonly string[];
  /** Closes the server, the engine, its tools and the plug-ins, in this order. */
  close(): Promise<void>;
}

/** What the engine and the server are given by others. */
interface Additions {
  readonly delegates: DelegateManager;
  readonly tools: ServerTools;
  readonly plugins: readonly Plugin[];
  readonly registered: RegisteredPlugins;
  readonly observation: Observation;
  readonly watchdog: LoopWatchdog | undefined;
}

/**
 * Starts a server; `requestEnd` is called when an admin wants it to end. Rejects with a `CommandFailure` that
 * states the cause; nothing is left open then.
 */
export async function startService(
  resolved: ResolvedConfig,
  host: CommandHost,
  requestEnd: () => void,
): Promise<Service> {
  const { config } = resolved;
  const logger = createLogger(config.logLevel, withoutSecrets(host.stderr, host.env));
  const additions = await openAdditions(resolved, host, logger);
  const { tools, registered, plugins, observation, watchdog } = additions;
  const closeAdditions = async (): Promise<void> => {
    await tools.close();
    await registered.close();
    await observation.close();
    await watchdog?.close();
  };
  try {
    const models = openModels(config, { env: host.env, logger, registered });
    const admin: AdminOptions = {
      version: VERSION,
      configuration: configRows(resolved, host.env),
      auditPath: auditPath(config),
      requestEnd,
      loggers: registered.loggers,
      ...(config.tools ? { confinement: describeConfinement(tools.programs) } : {}),
      limits: pickLimits(config, DEFAULT_ADMIN_LIMITS),
    };
    const { engine, server, local } = await startEngine(config, {
      env: host.env,
      logger,
      models,
      additions,
      admin,
    });
    const memory = new MemoryReturn({
      read: createProcessReader(),
      collect: collectGarbage,
      onError: (error) => logger.warn({ err: error }, "memory cannot be given back"),
    });
    return {
      engine,
      server,
      local,
      logger,
      programs: tools.programs,
      mcpServers: tools.mcpServers,
      plugins: plugins.map(({ name }) => name),
      async close() {
        memory.stop();
        await server.close();
        await engine.close();
        await closeAdditions();
      },
    };
  } catch (error) {
    await closeAdditions();
    throw error;
  }
}

async function openAdditions(
  resolved: ResolvedConfig,
  host: CommandHost,
  logger: Logger,
): Promise<Additions> {
  const { config } = resolved;
  const delegates = new DelegateManager({ maxWaitingEvents: config.maxDelegateEvents });
  delegates.register(createLoggingDelegate(logger));
  const observation = await openObservation(config, { host, logger, delegates });
  const plugins = await loadPlugins(config.plugin);
  const tools = await openTools(resolved, host, logger);
  const registered = await register(plugins, { delegates, logger });
  const watchdog = openWatchdog(config, logger);
  return { delegates, tools, plugins, registered, observation, watchdog };
}

async function startEngine(
  config: Config,
  parts: {
    readonly env: Environment;
    readonly logger: Logger;
    readonly models: ModelCatalog;
    readonly additions: Additions;
    readonly admin: AdminOptions;
  },
): Promise<Pick<Service, "engine" | "server" | "local">> {
  const { env, logger, models, additions, admin } = parts;
  const { delegates, tools, registered, observation, watchdog } = additions;
  const { metrics, tracing } = observation;
  const engine = new Engine({
    log: await openLog(config, logger),
    models: metrics.watchModels(models),
    onCommit: metrics.onCommit,
    delegates,
    tools: [...tools.sources, ...registered.tools],
    prompts: tools.prompts,
    ...(tools.toolServers === undefined ? {} : { toolServers: tools.toolServers }),
    toolPolicies: toolPolicies(config),
    afterRestart: config.afterRestart,
    limits: pickLimits(config, DEFAULT_ENGINE_LIMITS),
    ...(watchdog === undefined ? {} : { turnWatch: watchdog }),
  });
  try {
    addTaskKinds(engine, registered);
    tools.start();
    await explainingLogFaults(() => engine.start());
    const access = { allowedHosts: servedHosts(config), allowedOrigins: servedOrigins(config) };
    const limits = pickLimits(config, DEFAULT_SERVER_LIMITS);
    const { extensions } = registered;
    const authentication = await openConfiguredAuthentication(config, { env, logger });
    const options = {
      engine,
      logger,
      limits,
      access,
      extensions,
      publicUrl: config.publicUrl,
      webAppFolder: WEB_APP_FOLDER,
      metrics,
      tracing,
      authentication,
      admin,
      completeSignIn: tools.completeSignIn,
    };
    const server = await listen(config, { ...options, ...quotaOptions(config) });
    tools.onListening(config.publicUrl ?? browserUrl(config, server));
    return { engine, server, local: authentication?.local };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function quotaOptions({ price, trustProxy }: Config): Pick<ServerOptions, "prices" | "trustedProxies"> {
  // The option's form lets nothing through that is no price.
  return { prices: price.flatMap((text) => parseModelPrice(text) ?? []), trustedProxies: trustProxy };
}

function openModels(
  config: Config,
  parts: { readonly env: Environment; readonly logger: Logger; readonly registered: RegisteredPlugins },
): ModelCatalog {
  const { env, logger, registered } = parts;
  const { model } = config;
  const limits = pickLimits(config, DEFAULT_ENGINE_LIMITS);
  const onUnexpectedError = (error: unknown): void =>
    logger.error({ err: error }, "a model could not be asked");
  const models = explainingPlugins(() =>
    createModelCatalog({ env, defaultModel: model, models: registered.models, limits, onUnexpectedError }),
  );
  const resolved = models.resolve(model);
  if ("unavailable" in resolved) {
    throw new CommandFailure(
      `The model ${model} cannot be used. ${resolved.unavailable} Choose another with --model.`,
    );
  }
  return models;
}

function addTaskKinds(engine: Engine, { taskKinds }: RegisteredPlugins): void {
  explainingPlugins(() => engine.plans.kinds.add(...taskKinds));
}

/** Uses what plug-ins have brought, and says that it is theirs where that fails. */
function explainingPlugins<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw new CommandFailure(`The plug-ins cannot be used: ${errorMessage(error)}.`, { cause: error });
  }
}

async function register(
  plugins: readonly Plugin[],
  host: { readonly delegates: DelegateManager; readonly logger: Logger },
): Promise<RegisteredPlugins> {
  try {
    return await registerPlugins(plugins, host);
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    throw new CommandFailure(`${message}\n${describeFault(cause)}`, { cause: error });
  }
}

/** Name of the record of blocked turns in the data folder. */
const FILE = "blocked-turns.json";

/** Opens the watchdog of the event loop. A log in memory has none: it has nothing to resume. */
export function openWatchdog(config: Config, logger: Logger): LoopWatchdog | undefined {
  if (!isLogStored(config)) return undefined;
  const { dataDir, maxLoopBlockMs } = config;
  const onError = (error: unknown): void =>
    logger.error({ err: error }, "the record of blocked turns cannot be written");
  return new LoopWatchdog({ path: join(dataDir, FILE), maxLoopBlockMs, onError });
}

/** Name of the audit log in the data folder. */
export const AUDIT_FILE = "admin-audit.jsonl";

/** The file of the audit log; without one where the event log is in memory, too. */
export function auditPath(config: Config): string | undefined {
  return isLogStored(config) ? join(config.dataDir, AUDIT_FILE) : undefined;
}
