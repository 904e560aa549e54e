import { DEFAULT_ENGINE_LIMITS } from "@aiwhisperer/engine";
import { CloseCode, errorCode, interactive } from "@aiwhisperer/protocol";
import type { ConnectionObserver } from "../connection/connection-observer.ts";
import { DEFAULT_SERVER_LIMITS } from "../kit/limits.ts";
import { knownLabel } from "./label.ts";
import type { MetricSet } from "./metric-set.ts";

/** Seconds: from what is answered at once to a command that waits for a slow disk. */
const REQUEST_BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Close codes of clients, of the WebSocket protocol's own and of a broken line (RFC 6455 section 7.4.1). */
const STANDARD_CLOSE_CODES = [1000, 1001, 1005, 1006, 1011];

const KNOWN_CLOSE_CODES = new Set([...STANDARD_CLOSE_CODES, ...Object.values(CloseCode)].map(String));
const KNOWN_ERROR_CODES = new Set(
  [...Object.values(errorCode), ...Object.values(interactive.errors).map(({ code }) => code)].map(String),
);
const KNOWN_LIMITS = new Set(Object.keys({ ...DEFAULT_ENGINE_LIMITS, ...DEFAULT_SERVER_LIMITS }));

/**
 * Counts connections, what is asked on them, and the limits that are hit there. Labels are methods of the
 * table, known codes and limits.
 */
export function createConnectionMetrics(metrics: MetricSet): ConnectionObserver {
  const opened = metrics.counts({ name: "connections_opened_total", help: "Opened connections." });
  const refused = metrics.counts({
    name: "upgrades_refused_total",
    help: "WebSocket upgrades answered with an HTTP status: 401 for missing or invalid credentials, 403 for a foreign host or origin.",
    labels: ["status"],
  });
  const closed = metrics.counts({
    name: "connections_closed_total",
    help: "Closed connections, by WebSocket close code.",
    labels: ["code"],
  });
  const limits = metrics.counts({
    name: "limits_hit_total",
    help: "Refusals because of a limit, by the limit's name.",
    labels: ["limit"],
  });
  const requests = metrics.counts({
    name: "requests_total",
    help: "Requests, notifications and invalid messages of clients, by method (unknown: none that is served) and JSON-RPC error code (ok: none).",
    labels: ["method", "code"],
  });
  const durations = metrics.histogram({
    name: "request_duration_seconds",
    help: "Time from a request's arrival to its answer, by method.",
    bounds: REQUEST_BOUNDS,
    label: "method",
  });
  const onLimit = (name: string): void => limits.add([knownLabel(name, KNOWN_LIMITS)]);
  return {
    onOpen: () => opened.add([]),
    onRefuse: (status) => refused.add([String(status)]),
    onClose: (code) => closed.add([knownLabel(String(code), KNOWN_CLOSE_CODES)]),
    onLimit,
    onCall(_connection, { method: name, error, durationMs }) {
      const method = name === "" ? "unknown" : name;
      requests.add([method, error === undefined ? "ok" : knownLabel(String(error.code), KNOWN_ERROR_CODES)]);
      durations.observe(durationMs / 1_000, method);
      const limit = limitOf(error?.data);
      if (limit !== undefined) onLimit(limit);
    },
  };
}

/** Name of the limit in an error: `LimitExceeded` and its like have it in their data. */
function limitOf(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("limit" in data)) return undefined;
  return typeof data.limit === "string" ? data.limit : undefined;
}
