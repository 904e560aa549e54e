import { errorMessage } from "@aiwhisperer/protocol";
import { LogFault, type LogFaultCode } from "../log-fault.ts";

/** SQLite's extended result codes whose primary code alone would say too little. */
const codesByExtended: ReadonlyMap<number, LogFaultCode> = new Map([
  [522, "damaged"], // IOERR_SHORT_READ: the file ends before its last page
  [8202, "damaged"], // IOERR_DATA: a checksum is wrong
  [8458, "damaged"], // IOERR_CORRUPTFS
  [3850, "locked"], // IOERR_LOCK
  [4874, "full"], // IOERR_SHMSIZE: the file that processes share beside the log finds no space
  [2067, "conflict"], // CONSTRAINT_UNIQUE
  [1555, "conflict"], // CONSTRAINT_PRIMARYKEY
]);

/** SQLite's result code for pages that do not fit together. */
const CORRUPT = 11;

/** SQLite's primary result codes: the low byte of every extended one. */
const codesByPrimary: ReadonlyMap<number, LogFaultCode> = new Map([
  [1, "damaged"], // ERROR: our statements are fixed, so a table or column that they name is missing
  [5, "locked"], // BUSY
  [6, "locked"], // LOCKED
  [8, "read_only"], // READONLY
  [CORRUPT, "damaged"],
  [13, "full"], // FULL
  [18, "invalid"], // TOOBIG
  [19, "invalid"], // CONSTRAINT: a value of the wrong type
  [20, "invalid"], // MISMATCH
  [26, "damaged"], // NOTADB
]);

/** Operating system error codes, as Node's file functions report them. */
const codesBySystem: ReadonlyMap<string, LogFaultCode> = new Map([
  ["EACCES", "read_only"],
  ["EPERM", "read_only"],
  ["EROFS", "read_only"],
  ["ENOSPC", "full"],
  ["EDQUOT", "full"],
  ["EBUSY", "locked"],
]);

const advice: Partial<Record<LogFaultCode, string>> = {
  full: "There is no space left for the event log: free space on its disk, raise the size limit or delete old sessions. Writing resumes by itself.",
  read_only: "The event log cannot be written: allow this user to write the file and its folder.",
  locked: "Another process holds the event log: end it, or wait until it is done.",
  damaged:
    "The event log is damaged or is not a log: run `aiwhisperer repair`, or move it away and restore a backup.",
  conflict: "Two writers stored the same thing in the event log.",
  invalid: "The event log was given a value that it cannot store.",
};

const otherAdvice = "The event log could not be read or written: check the disk and its file system.";

/**
 * Turns whatever the database or the file system threw into a fault; a fault stays as it is. Names the file
 * and the cause.
 */
export function toLogFault(error: unknown, path: string): LogFault {
  if (error instanceof LogFault) {
    return error;
  }
  const code = codeOf(error);
  const reason = errorMessage(error);
  return new LogFault(code, `${advice[code] ?? otherAdvice} (${path}: ${reason})`, { cause: error });
}

/** Whether the data that was read is inconsistent; the rest of the file may be intact. */
export function isCorruption(error: unknown): boolean {
  if (error instanceof LogFault) {
    return error.code === "damaged";
  }
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === CORRUPT;
}

function codeOf(error: unknown): LogFaultCode {
  if (!(error instanceof Error)) {
    return "io";
  }
  if ("errcode" in error && typeof error.errcode === "number") {
    return codesByExtended.get(error.errcode) ?? codesByPrimary.get(error.errcode & 0xff) ?? "io";
  }
  if ("code" in error && typeof error.code === "string") {
    return codesBySystem.get(error.code) ?? "io";
  }
  return "io";
}
