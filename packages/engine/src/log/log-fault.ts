/**
 * The kinds of faults of the log:
 *
 * - `full`: the disk, a quota or the log's own size limit is used up; passes once there is space.
 * - `read_only`: the files may not be written; passes once they may.
 * - `locked`: another process holds the log for longer than the wait; passes by itself.
 * - `damaged`: the file is cut short, overwritten or not a log at all; with a session named, what is stored
 *   of that session alone.
 * - `newer_schema`: a later version of this program wrote the file.
 * - `fenced`: another process has taken the log over; this one never writes again.
 * - `conflict`: an append does not continue its session, or an answer's key is taken. Names the session.
 * - `invalid`: an append breaks the rules of the log; a fault of the caller.
 * - `bad_cursor`: a cursor that this log did not issue.
 * - `overloaded`: more waits for the log than is allowed; passes by itself.
 * - `closed`: the log has been closed.
 * - `io`: anything else that reading or writing met.
 */
export type LogFaultCode =
  | "full"
  | "read_only"
  | "locked"
  | "damaged"
  | "newer_schema"
  | "fenced"
  | "conflict"
  | "invalid"
  | "bad_cursor"
  | "overloaded"
  | "closed"
  | "io";

/** What a fault carries beside its code and message. */
export interface LogFaultDetails {
  /** The session that the fault concerns, where it is one alone. */
  readonly sessionId?: string;
  /** The user whose session it was, as far as can be read: damage may have changed that as well. */
  readonly ownerId?: string;
  readonly cause?: unknown;
}

/**
 * The one error of the event log. Its message is for operators: it says what to do and may contain paths, so
 * it must not reach clients.
 */
export class LogFault extends Error {
  override readonly name = "LogFault";
  readonly code: LogFaultCode;
  readonly sessionId: string | undefined;
  readonly ownerId: string | undefined;

  constructor(code: LogFaultCode, message: string, details: LogFaultDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.sessionId = details.sessionId;
    this.ownerId = details.ownerId;
  }

  /**
   * The session that cannot be read while the rest of the log is well, where that is the fault. It does not
   * pass.
   */
  get unreadableSessionId(): string | undefined {
    return this.code === "damaged" ? this.sessionId : undefined;
  }
}

/** The fault of every call on a log that has been closed. */
export function closedFault(): LogFault {
  return new LogFault("closed", "The event log has been closed.");
}

/** Whether an error says that a session cannot be read while the rest of the log is well. */
export function isUnreadable(error: unknown): error is LogFault & { readonly unreadableSessionId: string } {
  return error instanceof LogFault && error.unreadableSessionId !== undefined;
}
