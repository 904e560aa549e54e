import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openInputHistory } from "./input-history.ts";

function stateFolder() {
  const state = mkdtempSync(join(tmpdir(), "aiwhisperer-history-"));
  onTestFinished(() => rmSync(state, { recursive: true, force: true }));
  const folder = join(state, "aiwhisperer/history");
  const open = (url = "ws://127.0.0.1:1/ws") => openInputHistory(url, { XDG_STATE_HOME: state });
  const file = () => join(folder, readdirSync(folder)[0] ?? "");
  return { folder, open, file };
}

describe("the history of what was typed", () => {
  it("goes back and forth, and returns to the draft", () => {
    const history = stateFolder().open();
    for (const text of ["one", "two\nlines", "two\nlines"]) history.add(text);
    expect([history.previous("draft"), history.previous(""), history.previous("")]).toEqual([
      "two\nlines",
      "one",
      undefined,
    ]);
    expect([history.next(), history.next(), history.next()]).toEqual(["two\nlines", "draft", undefined]);
  });

  it("is there in the next run, for the same server alone, and joins what two runs add", () => {
    const { open } = stateFolder();
    const [first, second] = [open(), open()];
    first.add("from the first");
    second.add("from the second");
    const later = open();
    expect([later.previous(""), later.previous("")]).toEqual(["from the second", "from the first"]);
    expect(open("ws://127.0.0.1:2/ws").previous("")).toBeUndefined();
  });

  it("keeps nothing that begins with a space, and no more than its bounds", () => {
    const { open, file } = stateFolder();
    const history = open();
    for (const text of [" secret", "", "x".repeat(20_000)]) history.add(text);
    expect(history.previous("")).toBeUndefined();
    for (let index = 0; index < 600; index += 1) history.add(`message ${index}`);
    expect(readFileSync(file(), "utf8").trim().split("\n")).toHaveLength(500);
    for (let index = 0; index < 40; index += 1) history.add(`${index}${"y".repeat(10_000)}`);
    expect(statSync(file()).size).toBeLessThanOrEqual(256 * 1024);
    expect(open().previous("")).toBe(`39${"y".repeat(10_000)}`);
  });

  it("reads the end of a file of any length, and waits for nothing that is no file", () => {
    const { open, file } = stateFolder();
    open().add("first");
    truncateSync(file(), 1024 ** 3);
    appendFileSync(file(), '\n"last"\n"torn');
    const before = process.threadCpuUsage();
    expect(open().previous("")).toBe("last");
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
    const path = file();
    rmSync(path);
    execFileSync("mkfifo", [path]);
    const history = open();
    expect(history.previous("")).toBeUndefined();
    history.add("again");
    expect(open().previous("")).toBe("again");
  });

  it("leaves nothing behind that it could not put into its place", () => {
    const { open, file, folder } = stateFolder();
    open().add("first");
    const path = file();
    rmSync(path);
    mkdirSync(path);
    open().add("second");
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it("is for its user alone, and writes through no link", () => {
    const { open, file, folder } = stateFolder();
    open().add("hello");
    expect([statSync(folder).mode & 0o777, statSync(file()).mode & 0o777]).toEqual([0o700, 0o600]);
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    const target = join(elsewhere, "target");
    symlinkSync(target, `${file()}.${process.pid}`);
    open().add("again");
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(lstatSync(file()).isSymbolicLink()).toBe(false);
  });

  it("lasts as long as the program where there is no folder for it", () => {
    const history = openInputHistory("ws://127.0.0.1:1/ws", { XDG_STATE_HOME: "/dev/null/none" });
    history.add("hello");
    expect(history.previous("")).toBe("hello");
  });
});
