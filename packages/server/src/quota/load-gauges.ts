import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Engine } from "@aiwhisperer/engine";
import type { OverloadLimits } from "../limits.ts";
import type { LoadGauge } from "./overload.ts";

/** How often the delay of the event loop is measured, which the measured values hold as well. */
const RESOLUTION_MS = 20;
const NS_PER_MS = 1_000_000;

/** The gauges of a server, and the way to end what they measure with. */
export interface LoadGauges {
  readonly gauges: readonly LoadGauge[];
  close(): void;
}

/** Measures the event loop, the process's memory and what waits for the log. */
export function openLoadGauges(engine: Engine, limits: OverloadLimits): LoadGauges {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const readDelayMs = (): number => {
    // Nothing was measured where the readings follow each other at once.
    const meanMs = delay.count === 0 ? 0 : delay.mean / NS_PER_MS - RESOLUTION_MS;
    delay.reset();
    return meanMs;
  };
  const read: Readonly<Record<keyof OverloadLimits, () => number>> = {
    maxEventLoopDelayMs: readDelayMs,
    maxMemoryBytes: () => process.memoryUsage.rss(),
    maxLogBacklogLength: () => engine.counts().uncommittedLength,
  };
  const names = Object.keys(read) as (keyof OverloadLimits)[];
  return {
    gauges: names.map((limit) => ({ limit, value: limits[limit], read: read[limit] })),
    close: () => void delay.disable(),
  };
}
