import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DelegateManager,
  Engine,
  type EngineLimits,
  type ModelCatalog,
  SqliteEventLog,
} from "@aiwhisperer/engine";
import { type RunningServer, startServer } from "@aiwhisperer/server";
import { pino } from "pino";

/** A server in the test's own process that ends and starts again on the same log. */
export class RestartableServer {
  readonly #folder: string;
  readonly #models: ModelCatalog;
  readonly #limits: Partial<EngineLimits>;
  #running: { readonly engine: Engine; readonly server: RunningServer } | undefined;

  private constructor(folder: string, models: ModelCatalog, limits: Partial<EngineLimits>) {
    this.#folder = folder;
    this.#models = models;
    this.#limits = limits;
  }

  static async start(models: ModelCatalog, limits: Partial<EngineLimits> = {}): Promise<RestartableServer> {
    const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-restart-"));
    const server = new RestartableServer(folder, models, limits);
    await server.#start();
    return server;
  }

  get wsUrl(): string {
    return `${this.#running?.server.url.replace("http", "ws")}/ws`;
  }

  /** Ends it as a deploy does that waits for nothing, and starts it again, on another port. */
  async restart(): Promise<void> {
    await this.#end();
    await this.#start();
  }

  async stop(): Promise<void> {
    await this.#end();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const log = await SqliteEventLog.open({ path: join(this.#folder, "log.sqlite"), synchronous: "normal" });
    const engine = new Engine({
      log,
      models: this.#models,
      delegates: new DelegateManager(),
      limits: this.#limits,
    });
    await engine.start();
    const logger = pino({ level: "silent" });
    this.#running = { engine, server: await startServer({ engine, logger }, { host: "127.0.0.1", port: 0 }) };
  }

  async #end(): Promise<void> {
    await this.#running?.server.close();
    await this.#running?.engine.close();
  }
}
