import type { DelegateManager } from "@aiwhisperer/engine";
import { createMetrics, type Metrics, type Tracing } from "@aiwhisperer/server";
import type { Logger } from "pino";
import type { Config } from "../config/option-table.ts";
import type { CommandHost } from "../kit/command-host.ts";
import type { Telemetry } from "./open-telemetry.ts";

/** What is counted and traced of a server. */
export interface Observation {
  readonly metrics: Metrics;
  /** Absent where no OpenTelemetry SDK takes traces. */
  readonly tracing: Tracing | undefined;
  /** Ends the counting, and sends the traces that are left. */
  close(): Promise<void>;
}

/** Where an OpenTelemetry SDK registers itself for every copy of version 1 of the API. */
const SDK_REGISTRY = Symbol.for("opentelemetry.js.api.1");

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
  const telemetry = config.otel ? await startTelemetry(host, logger) : undefined;
  const metrics = createMetrics();
  const tracing = await openTracing();
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

// What makes traces is loaded by those who want them: a start without takes a good deal less.

async function startTelemetry(host: CommandHost, logger: Logger): Promise<Telemetry> {
  const { openTelemetry } = await import("./open-telemetry.ts");
  return openTelemetry(host, logger);
}

/** For the SDK that `--otel` has started, or one that was loaded before the program. */
async function openTracing(): Promise<Tracing | undefined> {
  if (!(SDK_REGISTRY in globalThis)) return undefined;
  const { createTracing, hasTracer } = await import("@aiwhisperer/server/tracing");
  return hasTracer() ? createTracing() : undefined;
}
