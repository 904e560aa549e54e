import { DelegateManager, type EngineOptions, type ModelCatalog } from "@aiwhisperer/engine";
import { createMetrics, type Metrics, type ServerOptions } from "@aiwhisperer/server";
import { onTestFinished } from "vitest";
import {
  startTestServer,
  type TestServer,
  type TestServerOptions,
  testModels,
} from "../../support/server.ts";
import { Scrape } from "./scrape.ts";

/** A server with metrics, as a program composes it. */
export interface ObservedServer extends TestServer {
  readonly delegates: DelegateManager;
  scrape(): Promise<Scrape>;
  /** Scrapes until the condition holds. */
  scrapeUntil(isReached: (scrape: Scrape) => boolean): Promise<Scrape>;
}

/** What a test wants to be otherwise. */
export interface ObservedServerOptions extends TestServerOptions {
  readonly delegates?: DelegateManager;
  readonly models?: ModelCatalog;
  readonly engine?: Partial<EngineOptions>;
  readonly server?: Partial<Omit<ServerOptions, "engine" | "metrics">>;
}

/**
 * Starts a server whose metrics are counted from the first event on; it is stopped when the test has ended.
 */
export async function startObservedServer(options: ObservedServerOptions = {}): Promise<ObservedServer> {
  const metrics: Metrics = createMetrics();
  const { delegates = new DelegateManager(), models = testModels() } = options;
  delegates.register(metrics.delegate);
  const server = await startTestServer({
    ...options,
    models: metrics.watchModels(models),
    engine: { ...options.engine, delegates, onCommit: metrics.onCommit },
    server: { ...options.server, metrics },
  });
  onTestFinished(async () => {
    await server.stop();
    metrics.close();
  });
  return {
    ...server,
    delegates,
    scrape: () => Scrape.of(server.url),
    scrapeUntil: (isReached) => Scrape.until(server.url, isReached),
  };
}
