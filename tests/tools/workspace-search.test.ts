import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../packages/engine/src/kit/clock.ts";
import { listEntries } from "../../packages/engine/src/tool/workspace/files/list-entries.ts";
import { searchText } from "../../packages/engine/src/tool/workspace/files/search-text.ts";
import { findWorkspace } from "../../packages/engine/src/tool/workspace/kit/workspace.ts";
import { DEFAULT_WORKSPACE_LIMITS } from "../../packages/engine/src/tool/workspace/kit/workspace-limits.ts";
import { FileThreads } from "../../packages/engine/src/tool/workspace/threads/file-threads.ts";
import { createWorkspaceFolder } from "./workspace-folder.ts";

/** Takes longer than the age of the universe, on a line of many a and one b. */
const HOSTILE = "^(a+)+$";
const VICTIM = `${"a".repeat(80)}b\n`;

describe("search_files", () => {
  it("returns the matching lines by file, with their numbers", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("b/two.txt", "x\nneedle here\n");
    await workspace.file("a.txt", "needle\n\nno\nneedle again\n");
    await workspace.file("none.txt", "nothing\n");
    expect(await workspace.result("search_files", { pattern: "needle" })).toBe(
      [
        "a.txt",
        "  1: needle",
        "  4: needle again",
        "b/two.txt",
        "  2: needle here",
        "(3 matching lines in 2 files.)",
      ].join("\n"),
    );
  });

  it("shows the lines around a match", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "1\n2\nX\n4\n5\n6\n7\nX\n");
    expect(await workspace.result("search_files", { pattern: "X", context: 1 })).toBe(
      "a.txt\n  2- 2\n  3: X\n  4- 4\n  …\n  7- 7\n  8: X\n(2 matching lines in 1 file.)",
    );
  });

  it("ignores case only on request", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "Needle\n");
    expect(await workspace.result("search_files", { pattern: "needle" })).toBe("(No matches in 1 file.)");
    const insensitive = { pattern: "needle", caseSensitive: false };
    expect(await workspace.result("search_files", insensitive)).toMatch(/1: Needle/);
  });

  it.each([
    ["*.ts", ["a.ts", "src/b.ts", "src/deep/c.ts"]],
    ["src/*.ts", ["src/b.ts"]],
    ["src/**", ["src/b.ts", "src/b.md", "src/deep/c.ts"]],
    ["!*.ts", ["a.md", "src/b.md"]],
  ])("searches the files that the glob %s chooses", async (glob, expected) => {
    const workspace = await createWorkspaceFolder();
    const paths = ["a.ts", "a.md", "src/b.ts", "src/b.md", "src/deep/c.ts"];
    for (const path of paths) await workspace.file(path, "needle");
    const text = await workspace.result("search_files", { pattern: "needle", glob });
    const found = text.split("\n").filter((line) => paths.includes(line));
    expect(found.sort()).toEqual([...expected].sort());
  });

  it("searches one file, or what is in one folder", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a/x.txt", "needle");
    await workspace.file("b/x.txt", "needle");
    const inFile = await workspace.result("search_files", { pattern: "needle", path: "a/x.txt" });
    const inFolder = await workspace.result("search_files", { pattern: "needle", path: "a" });
    expect([inFile, inFolder]).toEqual(Array(2).fill("a/x.txt\n  1: needle\n(1 matching line in 1 file.)"));
  });

  it("leaves out excluded, binary and very large files, links and what Git keeps, and reports the first and the third", async () => {
    const workspace = await createWorkspaceFolder({ maxFileBytes: 100 });
    await workspace.file(".gitignore", "ignored\n");
    await workspace.file("ignored/a.txt", "needle");
    await workspace.file(".git/config", "needle");
    await workspace.file("a.bin", Buffer.from("needle\0"));
    await workspace.file("large.txt", "needle ".repeat(50));
    await workspace.file(".hidden/a.txt", "needle");
    await symlink(".hidden/a.txt", join(workspace.root, "link"));
    expect(await workspace.result("search_files", { pattern: "needle" })).toBe(
      ".hidden/a.txt\n  1: needle\n(1 matching line in 1 file. Not searched: 1 entry that .gitignore excludes, 1 file of more than 100 bytes.)",
    );
  });

  it("ends after as many matches as are allowed and says so", async () => {
    const workspace = await createWorkspaceFolder({ maxSearchMatches: 2 });
    await workspace.file("a.txt", "x\nx\nx\n");
    await workspace.file("b.txt", "x\n");
    expect(await workspace.result("search_files", { pattern: "x" })).toBe(
      "a.txt\n  1: x\n  2: x\n(… Ended after 2 matches. Narrow the pattern, the path or the glob to get the rest. 2 matching lines in 1 file.)",
    );
  });

  it("returns no more than it may, whatever matches", async () => {
    const workspace = await createWorkspaceFolder({ maxWorkspaceOutputLength: 1_000 });
    await workspace.file("a.txt", `${"x".repeat(300)}\n`.repeat(100));
    const text = await workspace.result("search_files", { pattern: "x" });
    expect(text.length).toBeLessThan(1_300);
    expect(text).toMatch(/There are more matches than can be shown\..* 3 matching lines in 1 file\.\)$/);
  });

  it.each([
    ["\\p{Lu}ber", "Über"],
    ["\\u{1F600}", "😀"],
    ["a\\-b", "a-b"],
    ["^$", ""],
  ])("knows the pattern %s", async (pattern, line) => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", `${line}\n`);
    expect(await workspace.result("search_files", { pattern })).toBe(
      `a.txt\n  1: ${line}\n(1 matching line in 1 file.)`,
    );
  });

  it.each([
    [{ pattern: "(" }, /Invalid regular expression.*put \\ before characters/],
    [{ pattern: "x", path: "none" }, /^none does not exist/],
  ])("says what is wrong with %o", async (args, reason) => {
    const workspace = await createWorkspaceFolder();
    await expect(workspace.call("search_files", args)).rejects.toThrow(reason);
  });
});

describe("a pattern that would take for ever", () => {
  it("is ended at the time limit, while the server works on", async () => {
    const workspace = await createWorkspaceFolder({ fileTimeoutMs: 150 });
    await workspace.file("a.txt", VICTIM);
    let isOver = false;
    const search = workspace.call("search_files", { pattern: HOSTILE }).finally(() => {
      isOver = true;
    });
    const refused = expect(search).rejects.toThrow(/^This took longer than 0\.3 s and was ended\./);
    let turns = 0;
    for (; !isOver; turns += 1) await setImmediate();
    await refused;
    expect(turns).toBeGreaterThan(100);
  });

  it("is ended when its call is cancelled, and others are served again", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", VICTIM);
    const cancel = new AbortController();
    // More than there are threads: some search, some wait for their turn.
    const searches = Array.from({ length: 6 }, () =>
      workspace.call("search_files", { pattern: HOSTILE }, { signal: cancel.signal }),
    );
    const settled = Promise.allSettled(searches);
    await workspace.call("write_file", { path: "b.txt", content: "needle" });
    cancel.abort(new Error("cancelled"));
    for (const outcome of await settled) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { message: "cancelled" } });
    }
    expect(await workspace.result("search_files", { pattern: "needle" })).toMatch(/b\.txt/);
  });
});

describe("work that takes too much", () => {
  it("ends early with what it has when its time is over", async () => {
    const { root, file } = await createWorkspaceFolder();
    for (const name of ["a.txt", "b.txt", "c.txt"]) await file(name, "needle");
    const workspace = await findWorkspace(root, DEFAULT_WORKSPACE_LIMITS);
    const overAfter = (looks: number) => ({
      get isOver() {
        looks -= 1;
        return looks < 0;
      },
    });
    // A search looks at its time before a file, at its first line, and after it.
    expect(searchText(workspace, { pattern: "needle" }, overAfter(3))).toBe(
      "a.txt\n  1: needle\n(… This took too long. Narrow the pattern, the path or the glob to get the rest. 1 matching line in 1 file.)",
    );
    expect(listEntries(workspace, {}, overAfter(2))).toBe(
      "a.txt\nb.txt\n… the first 2 entries; this took too long. List a folder further in, or fewer levels.",
    );
  });

  it("waits for its turn when as much is under way as may be", async () => {
    const limits = { ...DEFAULT_WORKSPACE_LIMITS, maxFileThreads: 1 };
    const threads = new FileThreads(systemClock, limits);
    const workspace = await createWorkspaceFolder({ threads, fileTimeoutMs: 2_000 });
    await workspace.file("hostile/a.txt", VICTIM);
    await workspace.file("b.txt", "needle");
    const ended: string[] = [];
    const search = workspace.call("search_files", { pattern: HOSTILE, path: "hostile" });
    const refused = expect(search.finally(() => ended.push("search"))).rejects.toThrow(
      /took longer than 4 s/,
    );
    const read = workspace.result("read_file", { path: "b.txt" }).finally(() => ended.push("read"));
    await refused;
    expect(await read).toBe("needle");
    expect(ended).toEqual(["search", "read"]);
  });

  it("fails by itself when it needs more memory than it may use", async () => {
    const limits = { ...DEFAULT_WORKSPACE_LIMITS, maxFileThreadMebibytes: 16 };
    const threads = new FileThreads(systemClock, limits);
    const workspace = await createWorkspaceFolder({ threads });
    await workspace.file("a.txt", "x\n".repeat(2_000_000));
    await expect(workspace.call("search_files", { pattern: "y" })).rejects.toThrow(
      "This needed more memory than it may use. Ask for a smaller part.",
    );
    expect(await workspace.result("list_files", {})).toBe("a.txt");
  });
});
