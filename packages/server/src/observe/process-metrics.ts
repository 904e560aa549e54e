import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { MetricSet, Sample } from "./metric-set.ts";

const RESOLUTION_MS = 10;
const NS_PER_SECOND = 1e9;
const PERCENTILES: readonly (readonly [label: string, percentile: number])[] = [
  ["0.5", 50],
  ["0.99", 99],
  ["1", 100],
];

/**
 * Measures the process: its event loop, memory and processor time. Returns a function that stops the
 * measuring.
 */
export function createProcessMetrics(metrics: MetricSet): () => void {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  metrics.gauge(
    {
      name: "event_loop_delay_seconds",
      help: "Delay of the event loop since the last scrape, by percentile; 1 is the longest delay.",
      labels: ["percentile"],
    },
    () => {
      const samples = PERCENTILES.map(
        ([label, percentile]): Sample => [[label], toDelaySeconds(delays.percentile(percentile))],
      );
      delays.reset();
      return samples;
    },
  );
  metrics.counter(
    { name: "event_loop_active_seconds_total", help: "Time that the event loop was busy." },
    () => [[[], performance.eventLoopUtilization().active / 1_000]],
  );
  createResourceMetrics(metrics);
  return () => void delays.disable();
}

function createResourceMetrics(metrics: MetricSet): void {
  metrics.counter(
    { name: "cpu_seconds_total", help: "Processor time of the process, by mode.", labels: ["mode"] },
    () => {
      const { user, system } = process.cpuUsage();
      return [
        [["user"], user / 1e6],
        [["system"], system / 1e6],
      ];
    },
  );
  metrics.gauge({ name: "memory_bytes", help: "Memory of the process, by kind.", labels: ["kind"] }, () => {
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    return [
      [["resident"], rss],
      [["heap_used"], heapUsed],
      [["heap_total"], heapTotal],
      [["external"], external],
    ];
  });
  const startedAt = performance.timeOrigin / 1_000;
  metrics.gauge(
    {
      name: "start_time_seconds",
      help: "When the process was started, in seconds since 1970-01-01T00:00:00Z.",
    },
    () => [[[], startedAt]],
  );
}

/** The monitor measures the time between two of its own timers, which is never below their distance. */
function toDelaySeconds(intervalNs: number): number {
  return Math.max(0, intervalNs / NS_PER_SECOND - RESOLUTION_MS / 1_000);
}
