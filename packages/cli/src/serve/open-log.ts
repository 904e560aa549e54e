import { join } from "node:path";
import { type EventLog, type LogEngine, LogFault, logEngine } from "@aiwhisperer/engine";
import type { Logger } from "pino";
import type { Config } from "../config/option-table.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import { LOG_FILE } from "../kit/data-files.ts";

/** The options that choose the event log. */
type LogChoice = Pick<Config, "log" | "durability">;

/** The file of the event log. */
export function logPath({ dataDir }: Pick<Config, "dataDir">): string {
  return join(dataDir, LOG_FILE);
}

/** Whether the event log, and all else that the server remembers, outlives the program. */
export function isLogStored({ log, durability }: LogChoice): boolean {
  return durability !== "none" && logEngine(log).isStored;
}

/** Opens the event log. Rejects with a `CommandFailure` that says what prevents it. */
export async function openLog(config: Config, logger: Pick<Logger, "warn">): Promise<EventLog> {
  const { durability, maxLogBytes, logReserveBytes: reserveBytes, maxStoredAnswers: maxAnswers } = config;
  const log = await explainingLogFaults(() =>
    engineOf(config).open({
      path: logPath(config),
      maxAnswers,
      reserveBytes,
      ...(durability === "none" ? {} : { durability }),
      ...(maxLogBytes === 0 ? {} : { maxBytes: maxLogBytes }),
    }),
  );
  for (const line of log.damage) logger.warn(`The event log is damaged: run \`aiwhisperer check\`. ${line}`);
  return log;
}

/** Copies the stored log to a new file. Rejects with a `CommandFailure` that says what prevents it. */
export async function copyLog(
  config: LogChoice & Pick<Config, "dataDir">,
  targetPath: string,
): Promise<void> {
  const { copy } = engineOf(config);
  if (copy === undefined)
    throw new CommandFailure("A log in memory has no file to copy: it ends with its server.");
  await explainingLogFaults(() => copy(logPath(config), targetPath));
}

/** Opens a copy of a log that `copyLog` made. Rejects with a `CommandFailure`. */
export function openCopy(path: string): Promise<EventLog> {
  return explainingLogFaults(() => logEngine("sqlite").open({ path }));
}

/** Runs an action on the log; a fault of the log becomes a `CommandFailure` with the log's own message. */
export async function explainingLogFaults<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof LogFault) throw new CommandFailure(error.message, { cause: error });
    throw error;
  }
}

function engineOf(config: LogChoice): LogEngine {
  return logEngine(isLogStored(config) ? config.log : "memory");
}
