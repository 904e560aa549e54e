import { join } from "node:path";
import { type EventLog, LogFault, MemoryEventLog, SqliteEventLog } from "@aiwhisperer/engine";
import type { Logger } from "pino";
import type { Config } from "../config/option-table.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import { LOG_FILE } from "../kit/data-files.ts";

/** The file of the event log. */
export function logPath({ dataDir }: Config): string {
  return join(dataDir, LOG_FILE);
}

/** Opens the event log. Rejects with a `CommandFailure` that states the cause. */
export async function openLog(config: Config, logger: Pick<Logger, "warn">): Promise<EventLog> {
  const { durability, maxLogBytes, logReserveBytes: reserveBytes, maxStoredAnswers: maxAnswers } = config;
  if (durability === "none") return new MemoryEventLog({ maxAnswers });
  const log = await explainingLogFaults(() =>
    SqliteEventLog.open({
      path: logPath(config),
      synchronous: durability,
      maxAnswers,
      reserveBytes,
      ...(maxLogBytes === 0 ? {} : { maxBytes: maxLogBytes }),
    }),
  );
  for (const line of log.damage) logger.warn(`The event log is damaged: run \`aiwhisperer check\`. ${line}`);
  return log;
}

/** Runs an action on the log; a fault of the log becomes a `CommandFailure` with the log's text. */
export async function explainingLogFaults<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof LogFault) throw new CommandFailure(error.message, { cause: error });
    throw error;
  }
}
