import { join } from "node:path";
import { LoopWatchdog } from "@aiwhisperer/engine";
import type { Logger } from "pino";
import type { Config } from "../config/option-table.ts";
import { isLogStored } from "./open-log.ts";

/** Name of the record of blocked turns in the data folder. */
const FILE = "blocked-turns.json";

/** Opens the watchdog of the event loop. A log in memory has none: it has nothing to resume. */
export function openWatchdog(config: Config, logger: Logger): LoopWatchdog | undefined {
  if (!isLogStored(config)) return undefined;
  const { dataDir, maxLoopBlockMs } = config;
  const onError = (error: unknown): void =>
    logger.error({ err: error }, "the record of blocked turns cannot be written");
  return new LoopWatchdog({ path: join(dataDir, FILE), maxLoopBlockMs, onError });
}
