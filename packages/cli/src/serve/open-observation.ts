import type { DelegateManager } from "@aiwhisperer/engine";
import { createMetrics, createTracing, hasTracer, type Metrics, type Tracing } from "@aiwhisperer/server";
import type { Logger } from "pino";
import type { CommandHost } from "../command-host.ts";
import type { Config } from "../config/option-table.ts";
import { openTelemetry } from "./open-telemetry.ts";

/** What is counted and traced of a server. */
export interface Observation {
  readonly metrics: Metrics;
  /** Absent where no OpenTelemetry SDK takes traces. */
  readonly tracing: Tracing | undefined;
  /** Ends the counting, and sends the traces that are left. */
  close(): Promise<void>;
}

/** Begins to count, and to trace where that is configured. Call it before the engine starts. */
export async function openObservation(
  config: Config,
  parts: {
    readonly host: CommandHost;
    readonly logger: Logger;
    readonly delegates: DelegateManager;
  },
): Promise<Observation> {
  const { host, logger, delegates } = parts;
  const telemetry = config.otel ? await openTelemetry(host, logger) : undefined;
  const metrics = createMetrics();
  const tracing = hasTracer() ? createTracing() : undefined;
  delegates.register(metrics.delegate);
  if (tracing !== undefined) delegates.register(tracing.delegate);
  return {
    metrics,
    tracing,
    async close() {
      metrics.close();
      await telemetry?.close();
    },
  };
}
