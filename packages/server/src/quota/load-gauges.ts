import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Engine } from "@aiwhisperer/engine";
import type { OverloadLimits } from "../kit/limits.ts";
import { delayReader } from "./delay-reader.ts";
import type { LoadGauge } from "./overload.ts";
import { ownDelayReader, readThreadTimeMs } from "./own-delay.ts";

/** How often the delay of the event loop is measured. */
const RESOLUTION_MS = 20;

/** The gauges of a server, and the way to end what they measure with. */
export interface LoadGauges {
  readonly gauges: readonly LoadGauge[];
  close(): void;
}

/**
 * Measures how late the event loop is by the server's own work, the process's memory, and the length of what
 * waits for the log.
 */
export function openLoadGauges(engine: Engine, limits: OverloadLimits): LoadGauges {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  if (limits.maxEventLoopDelayMs > 0) delay.enable();
  const read: Readonly<Record<keyof OverloadLimits, () => number>> = {
    maxEventLoopDelayMs: ownDelayReader(delayReader(delay, RESOLUTION_MS), readThreadTimeMs),
    maxMemoryBytes: () => process.memoryUsage.rss(),
    maxLogBacklogLength: () => engine.counts().uncommittedLength,
  };
  const names = Object.keys(read) as (keyof OverloadLimits)[];
  return {
    gauges: names.map((limit) => ({ limit, value: limits[limit], read: read[limit] })),
    close: () => void delay.disable(),
  };
}
