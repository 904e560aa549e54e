import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createDemoModel,
  createModelCatalog,
  DelegateManager,
  Engine,
  type EngineOptions,
  type EventLog,
  type ModelCatalog,
  SqliteEventLog,
} from "@aiwhisperer/engine";
import { type RunningServer, type ServerLimits, type ServerOptions, startServer } from "@aiwhisperer/server";
import { pino } from "pino";

/** A server in the test's own process, on a free port, with a real log in a folder of its own. */
export interface TestServer extends RunningServer {
  readonly wsUrl: string;
  readonly engine: Engine;
  readonly dataDir: string;
  /** Ends server and engine and removes the folder. */
  stop(): Promise<void>;
}

/** What a test wants to be otherwise. */
export interface TestServerOptions {
  readonly engine?: Partial<EngineOptions>;
  readonly server?: Partial<Omit<ServerOptions, "engine">>;
  /** Default: a demo model without pace. */
  readonly models?: ModelCatalog;
  readonly log?: EventLog;
}

/** The demo model alone, as fast as it is read. */
export function testModels(paceMs = 0): ModelCatalog {
  return createModelCatalog({ env: {}, defaultModel: "demo", demo: createDemoModel({ paceMs }) });
}

/** Longest delay of a timer, in milliseconds. */
const NEVER_MS = 2 ** 31 - 1;

/** No client answers the pings of the time over which a test's own clock jumps. */
function limitsFor({ clock, limits }: Partial<ServerOptions> = {}): Partial<ServerLimits> {
  return clock === undefined ? { ...limits } : { pingIntervalMs: NEVER_MS, ...limits };
}

/** Starts a server for one test; the test stops it. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "aiwhisperer-test-"));
  const log = options.log ?? (await SqliteEventLog.open({ path: join(dataDir, "log.sqlite") }));
  const models = options.models ?? testModels();
  const engine = new Engine({ log, models, delegates: new DelegateManager(), ...options.engine });
  await engine.start();
  const logger = pino({ level: "silent" });
  const server = await startServer(
    { engine, logger, ...options.server, limits: limitsFor(options.server) },
    { host: "127.0.0.1", port: 0 },
  );
  return {
    ...server,
    wsUrl: `${server.url.replace("http", "ws")}/ws`,
    engine,
    dataDir,
    async stop() {
      await server.close();
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
