import type { FastifyInstance } from "fastify";
import type { HttpGuard } from "../auth/http-guard.ts";
import type { Metrics } from "./metrics.ts";

/** Where the metrics are served. */
export const METRICS_PATH = "/metrics";

/** Serves the metrics in Prometheus' text format, to admins. */
export function registerMetrics(http: FastifyInstance, metrics: Metrics, { admin }: HttpGuard): void {
  http.get(METRICS_PATH, { onRequest: admin }, async (_request, reply) => {
    const { contentType, text } = await metrics.page();
    return reply.type(contentType).send(text);
  });
}
