import { describe, expect, it } from "vitest";
import { LogFault } from "../log-fault.ts";
import { isCorruption, toLogFault } from "./sqlite-fault.ts";

function databaseError(errcode: number): Error {
  return Object.assign(new Error("from the database"), { code: "ERR_SQLITE_ERROR", errcode });
}

describe("toLogFault", () => {
  it.each([
    [4874, "full"], // IOERR_SHMSIZE
    [5, "locked"],
    [261, "locked"], // BUSY_RECOVERY
    [6, "locked"],
    [8, "read_only"],
    [1544, "read_only"], // READONLY_DIRECTORY
    [11, "damaged"],
    [779, "damaged"], // CORRUPT_INDEX
    [26, "damaged"],
    [522, "damaged"],
    [13, "full"],
    [2067, "conflict"],
    [3091, "invalid"], // CONSTRAINT_DATATYPE
    [10, "io"],
    [778, "io"], // IOERR_WRITE
    [14, "io"],
    [7, "io"],
  ])("reads SQLite's result code %i as %s", (errcode, code) => {
    expect(toLogFault(databaseError(errcode), "/data/log").code).toBe(code);
  });

  it.each([
    ["EACCES", "read_only"],
    ["EROFS", "read_only"],
    ["ENOSPC", "full"],
    ["ENOTDIR", "io"],
  ])("reads the system's %s as %s", (systemCode, code) => {
    expect(
      toLogFault(Object.assign(new Error("from the system"), { code: systemCode }), "/data/log").code,
    ).toBe(code);
  });

  it("names the file, the cause and what to do", () => {
    const cause = databaseError(13);
    const fault = toLogFault(cause, "/data/log");
    expect(fault.message).toMatch(/free space.*\/data\/log: from the database/);
    expect(fault.cause).toBe(cause);
  });

  it("leaves a fault as it is", () => {
    const fault = new LogFault("fenced", "taken over");
    expect(toLogFault(fault, "/data/log")).toBe(fault);
  });

  it("takes anything that was thrown", () => {
    expect(toLogFault("a string", "/data/log")).toMatchObject({
      code: "io",
      message: expect.stringContaining("a string"),
    });
  });
});

describe("isCorruption", () => {
  it("holds for inconsistent pages and rows, and for no fault of the whole file", () => {
    expect([11, 267, 779].map((errcode) => isCorruption(databaseError(errcode)))).toEqual([true, true, true]);
    expect(isCorruption(new LogFault("damaged", "not as it was written"))).toBe(true);
    expect([26, 522, 13, 5].map((errcode) => isCorruption(databaseError(errcode)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(isCorruption(new LogFault("locked", "held by another process"))).toBe(false);
    expect(isCorruption("a string")).toBe(false);
  });
});
