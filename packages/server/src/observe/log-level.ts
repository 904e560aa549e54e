import { LOG_LEVELS, type LogLevelName } from "@aiwhisperer/protocol/admin";
import type { Logger } from "pino";

/** The level of a server's log, which can be changed while it runs. */
export class LogLevel {
  readonly #loggers: readonly [Logger, ...Logger[]];

  /**
   * A logger that was made of another one has a level of its own: all that live long are to be named, the
   * server's own first.
   */
  constructor(loggers: readonly [Logger, ...Logger[]]) {
    this.#loggers = loggers;
  }

  get current(): string {
    return this.#loggers[0].level;
  }

  set(level: LogLevelName): void {
    for (const logger of this.#loggers) logger.level = level;
  }
}

/** Whether that is a level. */
export function isLogLevel(value: unknown): value is LogLevelName {
  return LOG_LEVELS.some((level) => level === value);
}
