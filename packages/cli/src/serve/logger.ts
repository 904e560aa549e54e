import { type DestinationStream, type Logger, pino } from "pino";
import type { Config } from "../config/option-table.ts";

/**
 * An error as the log has it. Its other fields stay out: a provider's errors carry requests, and with them
 * what people wrote.
 */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** Makes the server's logger: one line of JSON an entry. */
export function createLogger(level: Config["logLevel"], destination: DestinationStream): Logger {
  return pino({ level, serializers: { err: describeError } }, destination);
}

const MAX_CAUSES = 5;

function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name, message, stack, cause } = error;
  const code = "code" in error && isCode(error.code) ? { code: error.code } : {};
  return {
    type: name,
    message,
    ...code,
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

function isCode(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
