import {
  type Clock,
  type CommitOutcome,
  type Engine,
  type ModelCatalog,
  type NotificationDelegate,
  systemClock,
} from "@aiwhisperer/engine";
import type { ConnectionObserver } from "../connection/connection-observer.ts";
import { createConnectionMetrics } from "./connection-metrics.ts";
import { createEngineMetrics } from "./engine-metrics.ts";
import { createCommitMetrics } from "./log-metrics.ts";
import { MetricSet, type MetricsPage } from "./metric-set.ts";
import { MetricsDelegate } from "./metrics-delegate.ts";
import { ModelMetrics } from "./model-metrics.ts";
import { createProcessMetrics } from "./process-metrics.ts";

/** What a connection has for metrics to read. */
export interface WatchedConnection {
  /** Whether it has not kept up with what it follows. */
  readonly isLagging: boolean;
}

/** What a running server has for its metrics to read. */
export interface WatchedServer {
  readonly engine: Engine;
  /** The live connections. */
  connections(): Iterable<WatchedConnection>;
  /** Called with what cannot be read on a scrape. */
  onError(error: unknown): void;
}

/**
 * Everything that is counted of one server. Create it before the engine, and pass `delegate`, `onCommit` and
 * the watched models to the engine, so that it counts from the first event on; pass it to the server, which
 * serves it at `/metrics`.
 */
export interface Metrics {
  /** For the engine's delegates. It handles an event at once, and keeps no text of it. */
  readonly delegate: NotificationDelegate;
  /** For the engine's option of that name. */
  readonly onCommit: (outcome: CommitOutcome) => void;
  /** Called by the server for its connections. */
  readonly connections: ConnectionObserver;
  /** The same models, whose calls and tokens are counted. */
  watchModels(models: ModelCatalog): ModelCatalog;
  /** Adds what is read on a scrape. The server calls it, once. */
  watchServer(server: WatchedServer): void;
  /** Every metric in Prometheus' text format. */
  page(): Promise<MetricsPage>;
  /** Ends the measuring of the event loop. */
  close(): void;
}

/** Creates the metrics of a server. Durations are measured by `clock`. Default: the machine's. */
export function createMetrics(clock: Clock = systemClock): Metrics {
  const metrics = new MetricSet();
  const models = new ModelMetrics(metrics);
  const closeProcess = createProcessMetrics(metrics);
  return {
    delegate: new MetricsDelegate(metrics, () => clock.monotonic()),
    onCommit: createCommitMetrics(metrics),
    connections: createConnectionMetrics(metrics),
    watchModels: (catalog) => models.watch(catalog),
    watchServer({ engine, connections, onError }) {
      createEngineMetrics(metrics, engine, onError);
      metrics.gauge({ name: "connections", help: "Live connections." }, () => [
        [[], [...connections()].length],
      ]);
      const lagging = {
        name: "lagging_connections",
        help: "Connections that lag behind their sessions.",
      };
      metrics.gauge(lagging, () => [[[], [...connections()].filter(({ isLagging }) => isLagging).length]]);
    },
    page: () => metrics.page(),
    close: closeProcess,
  };
}
