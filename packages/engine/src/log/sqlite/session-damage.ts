import { LogFault } from "../log-fault.ts";
import { isCorruption, toLogFault } from "./sqlite-fault.ts";
import { checkInPlace, type LogFile } from "./sqlite-file.ts";
import type { Row } from "./sqlite-statements.ts";

/**
 * Reads what is stored of one session. Damage that is met is the session's own, unless the file as a whole is
 * not what it was: then, and with every other fault, it throws what the database or `checkInPlace` throws.
 */
export function readOfSession<T>(file: LogFile, sessionId: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isCorruption(error)) {
      throw error;
    }
    checkInPlace(file);
    const { message: reason, ownerId } = toLogFault(error, file.path);
    throw new LogFault(
      "damaged",
      `What is stored of session ${sessionId} is damaged: restore a backup, or delete the session. (${reason})`,
      { sessionId, ...(ownerId === undefined ? {} : { ownerId }), cause: error },
    );
  }
}

/** The fault of a session whose row is not as it was written, or whose last events are lost. */
export function rowFault({ user_id }: Row): LogFault {
  return new LogFault(
    "damaged",
    "The row of the session is not as it was written, or its last events are lost.",
    { ownerId: String(user_id) },
  );
}

/**
 * Throws a `LogFault` `damaged` for a session that is not found while the file has damage: it may be one of
 * those that are lost.
 */
export function checkMissing(file: LogFile, sessionId: string): void {
  if (!file.mayMissSessions) return;
  throw new LogFault(
    "damaged",
    `Session ${sessionId} is not found, and ${file.path} is damaged: run \`aiwhisperer check\`.`,
    { sessionId },
  );
}
