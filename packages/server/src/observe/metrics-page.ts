import type { FastifyInstance } from "fastify";
import type { Metrics } from "./metrics.ts";

/** Where the metrics are served. */
export const METRICS_PATH = "/metrics";

/** Serves the metrics in Prometheus' text format. */
export function registerMetrics(http: FastifyInstance, metrics: Metrics): void {
  http.get(METRICS_PATH, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
}
