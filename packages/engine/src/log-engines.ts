import type { Append, EventLog } from "./log/event-log.ts";
import { MemoryEventLog } from "./log/memory/memory-event-log.ts";
import { createWhole } from "./log/new-file.ts";
import { copyStoredLog } from "./log/sqlite/sqlite-backup.ts";
import { SqliteEventLog } from "./log/sqlite/sqlite-event-log.ts";
import { toLogFault } from "./log/sqlite/sqlite-fault.ts";

/** How a log is opened. An engine ignores what does not concern it. */
export interface LogOptions {
  /** The file of a stored log. It and its folder are made if they are missing, for this user alone. */
  readonly path: string;
  /** `full` (default): a commit survives loss of power. `normal`: it survives `kill -9`. */
  readonly durability?: "full" | "normal";
  /** Answers kept; beyond that the oldest are deleted. Default 1,000,000. */
  readonly maxAnswers?: number;
  /** Disk space that is held for deletions when the disk is full, in bytes. Default 0: none. */
  readonly reserveBytes?: number;
  /** Largest size of the log in bytes; what does not fit fails as `full`. Default: no limit. */
  readonly maxBytes?: number;
}

/** A kind of event log, chosen by `--log`. */
export interface LogEngine {
  /** Whether the log, and all else that a server remembers, outlives the program. */
  readonly isStored: boolean;
  /** Opens the log and takes it over from any other process. Rejects with a `LogFault`. */
  open(options: LogOptions): Promise<EventLog>;
  /**
   * Copies the stored log to a new file that `sqlite` opens, also while a server writes it. Absent if nothing
   * is stored. Rejects with a `LogFault`.
   */
  readonly copy?: (path: string, targetPath: string) => Promise<void>;
}

/**
 * The kinds of event logs by their names. Another kind is one folder in `log` and one line here; `tests/log`
 * holds its rules.
 */
export const LOG_ENGINES = {
  sqlite: {
    isStored: true,
    open: ({ durability = "full", ...options }) =>
      SqliteEventLog.open({ ...options, synchronous: durability }),
    copy: copyStoredLog,
  },
  memory: {
    isStored: false,
    open: async ({ maxAnswers }) =>
      new MemoryEventLog({ writeCopy, ...(maxAnswers === undefined ? {} : { maxAnswers }) }),
  },
} as const satisfies Readonly<Record<string, LogEngine>>;

/** Name of a kind of event log. */
export type LogEngineName = keyof typeof LOG_ENGINES;

/** The names, in the order in which people see them. */
export const LOG_ENGINE_NAMES = Object.keys(LOG_ENGINES) as readonly LogEngineName[];

/** The kind of that name. */
export function logEngine(name: LogEngineName): LogEngine {
  return LOG_ENGINES[name];
}

/** The copy of a log in memory is a file of SQLite: one kind of file to open again. */
async function writeCopy(path: string, appends: readonly Append[]): Promise<void> {
  try {
    await createWhole(path, async (unfinishedPath) => {
      const copy = await SqliteEventLog.open({ path: unfinishedPath });
      try {
        await copy.commit(appends);
      } finally {
        await copy.close();
      }
    });
  } catch (error) {
    throw toLogFault(error, path);
  }
}
