import { once } from "node:events";
import { mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { previewChange } from "../../packages/engine/src/tool/workspace/files/change-file.ts";
import { readLines } from "../../packages/engine/src/tool/workspace/files/read-lines.ts";
import { findWorkspace } from "../../packages/engine/src/tool/workspace/kit/workspace.ts";
import { DEFAULT_WORKSPACE_LIMITS } from "../../packages/engine/src/tool/workspace/kit/workspace-limits.ts";
import { createWorkspaceTools } from "../../packages/engine/src/tool/workspace/workspace-tools.ts";
import { createWorkspaceFolder, type WorkspaceFolder } from "./workspace-folder.ts";

const OUT = /leads out of the workspace folder\. Use a path inside of it, relative to it\.$/;

/** Every tool, asked to do something at that path or, for those that want one, at that folder. */
function callsAt(workspace: WorkspaceFolder, file: string, folder: string): readonly Promise<unknown>[] {
  return [
    workspace.call("read_file", { path: file }),
    workspace.call("write_file", { path: file, content: "overwritten" }),
    workspace.preview("write_file", { path: file, content: "overwritten" }),
    workspace.call("edit_file", { path: file, oldText: "secret", newText: "overwritten" }),
    workspace.preview("edit_file", { path: file, oldText: "secret", newText: "overwritten" }),
    workspace.call("search_files", { pattern: "secret", path: file }),
    workspace.call("list_files", { path: folder }),
    workspace.call("search_files", { pattern: "secret", path: folder }),
    workspace.call("write_file", { path: `${folder}/new/deep.txt`, content: "planted" }),
    workspace.call("run_command", { command: "ls", cwd: folder }),
  ];
}

async function expectUntouched({ outside }: WorkspaceFolder): Promise<void> {
  expect(await readdir(outside)).toEqual(["secret.txt"]);
  expect(await readFile(join(outside, "secret.txt"), "utf8")).toBe("top secret");
}

/**
 * Every call is refused as one that leads out, in words that tell no path beyond those that the model has
 * written itself.
 */
async function expectRefused(workspace: WorkspaceFolder, file: string, folder: string): Promise<void> {
  for (const settled of await Promise.allSettled(callsAt(workspace, file, folder))) {
    expect(settled).toMatchObject({ reason: { message: expect.stringMatching(OUT) } });
    if (!file.startsWith("/")) expect(JSON.stringify(settled)).not.toContain(dirname(workspace.root));
  }
  await expectUntouched(workspace);
}

describe("the workspace folder cannot be left", () => {
  it.each([
    ["../outside/secret.txt", "../outside"],
    ["sub/../../outside/secret.txt", "sub/../../outside"],
    ["./sub/.././../outside/secret.txt", "./sub/.././../outside/."],
    ["../root/../outside/secret.txt", ".."],
  ])("by .. as in %s", async (file, folder) => {
    const workspace = await createWorkspaceFolder();
    await mkdir(join(workspace.root, "sub"));
    await expectRefused(workspace, file, folder);
  });

  it("by absolute paths", async () => {
    const workspace = await createWorkspaceFolder();
    await expectRefused(workspace, join(workspace.outside, "secret.txt"), workspace.outside);
    await expectRefused(workspace, "/etc/passwd", "/etc");
    await expectRefused(workspace, "/proc/self/environ", "/proc/self/root");
    await expectRefused(workspace, `${workspace.root}-2/x`, `${workspace.root}/../outside`);
  });

  it("by symbolic links, relative and absolute, to files and folders", async () => {
    const workspace = await createWorkspaceFolder();
    const { root, outside } = workspace;
    await symlink(join(outside, "secret.txt"), join(root, "file"));
    await symlink(outside, join(root, "folder"));
    await symlink("../outside/secret.txt", join(root, "relative-file"));
    await symlink("../outside", join(root, "relative-folder"));
    await expectRefused(workspace, "file", "folder");
    await expectRefused(workspace, "relative-file", "relative-folder");
    await expectRefused(workspace, "folder/secret.txt", "folder/.");
    await expectRefused(workspace, "relative-folder/secret.txt", "relative-folder/../outside");
  });

  it("by chains of links", async () => {
    const workspace = await createWorkspaceFolder();
    const { root } = workspace;
    await mkdir(join(root, "a/b"), { recursive: true });
    await symlink("../../c", join(root, "a/b/first"));
    await symlink("a/b/../../second", join(root, "c"));
    await symlink("../outside", join(root, "second"));
    await expectRefused(workspace, "a/b/first/secret.txt", "a/b/first");
  });

  it("by links whose target does not exist yet", async () => {
    const workspace = await createWorkspaceFolder();
    const { root, outside } = workspace;
    await symlink(join(outside, "planted.txt"), join(root, "dangling-file"));
    await symlink(join(outside, "planted"), join(root, "dangling-folder"));
    await expectRefused(workspace, "dangling-file", "dangling-folder");
  });

  it("by a link that a walk comes upon", async () => {
    const workspace = await createWorkspaceFolder();
    await symlink(workspace.outside, join(workspace.root, "folder"));
    await symlink(join(workspace.outside, "secret.txt"), join(workspace.root, "file"));
    await symlink(join(workspace.outside, "secret.txt"), join(workspace.root, ".gitignore"));
    expect(await workspace.result("list_files", { depth: 9 })).toBe(".gitignore@\nfile@\nfolder@");
    expect(await workspace.result("search_files", { pattern: "secret" })).toBe("(No matches in 0 files.)");
  });

  it("by an edit of a link that took the place of the file", async () => {
    const workspace = await createWorkspaceFolder();
    await symlink("loop", join(workspace.root, "loop"));
    await expect(workspace.call("read_file", { path: "loop" })).rejects.toThrow(
      "loop leads over too many symbolic links.",
    );
  });
});

describe("inside of the workspace folder", () => {
  it("paths may go back, be absolute, and lead over links", async () => {
    const workspace = await createWorkspaceFolder();
    const { root } = workspace;
    await workspace.file("a/b/file.txt", "found");
    await symlink("b/file.txt", join(root, "a/link"));
    await symlink(join(root, "a/b"), join(root, "absolute-link"));
    const paths = ["a/b/../b/file.txt", join(root, "a/b/file.txt"), "a/link", "absolute-link/file.txt"];
    for (const path of paths) expect(await workspace.result("read_file", { path })).toBe("found");
    expect(await workspace.result("list_files", { path: root })).toBe("a/\nabsolute-link@");
  });

  it("a write over a link goes to its target, and the diff names that", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("real.txt", "old\n");
    await symlink("real.txt", join(workspace.root, "link"));
    await symlink("made.txt", join(workspace.root, "dangling"));
    const { display } = await workspace.call("write_file", { path: "link", content: "new\n" });
    expect(display?.title).toBe("real.txt");
    await workspace.call("write_file", { path: "dangling", content: "made\n" });
    expect(await readFile(join(workspace.root, "real.txt"), "utf8")).toBe("new\n");
    expect(await readFile(join(workspace.root, "made.txt"), "utf8")).toBe("made\n");
    expect((await readdir(workspace.root)).sort()).toEqual(["dangling", "link", "made.txt", "real.txt"]);
  });

  it("pipes and devices are refused without waiting for them", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.result("run_command", { command: "mkfifo pipe" });
    await expect(workspace.call("read_file", { path: "pipe" })).rejects.toThrow("pipe is no regular file.");
    await expect(workspace.call("list_files", { path: "pipe" })).rejects.toThrow(/^pipe is no folder/);
    await expect(workspace.call("search_files", { pattern: "x", path: "pipe" })).rejects.toThrow(
      /^pipe is no/,
    );
    expect(await workspace.result("search_files", { pattern: "x" })).toBe("(No matches in 0 files.)");
  });

  it("everything works when the folder is given by a symbolic link", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "found");
    const link = join(workspace.outside, "link-to-root");
    await symlink(workspace.root, link);
    const tools = await createWorkspaceTools({ root: link });
    const call = {
      sessionId: "s",
      toolCallId: "c",
      signal: new AbortController().signal,
      progress: () => {},
      ask: async () => ({ kind: "cancelled" }) as const,
    };
    const read = tools.find(({ name }) => name === "read_file");
    for (const path of ["a.txt", join(link, "a.txt"), join(workspace.root, "a.txt")]) {
      expect(await read?.run({ path }, call)).toEqual({ result: "found" });
    }
    await expect(read?.run({ path: join(link, "../secret.txt") }, call)).rejects.toThrow(OUT);
  });

  it("there are no tools for a folder that does not exist", async () => {
    const { root } = await createWorkspaceFolder();
    await expect(createWorkspaceTools({ root: join(root, "none") })).rejects.toThrow(/ENOENT/);
    await expect(createWorkspaceTools({ root: join(root, "../outside/secret.txt") })).rejects.toThrow(
      /ENOTDIR/,
    );
  });
});

describe("where the system has no paths through descriptors", () => {
  it("paths that lead out are refused all the same", async () => {
    const { root, outside, file } = await createWorkspaceFolder();
    await file("a/b.txt", "found");
    await symlink(outside, join(root, "folder"));
    await symlink("a", join(root, "link"));
    const workspace = {
      ...(await findWorkspace(root, DEFAULT_WORKSPACE_LIMITS)),
      hasDescriptorPaths: false,
    };
    expect(readLines(workspace, { path: "link/../a/b.txt" })).toBe("found");
    for (const path of ["folder/secret.txt", "../outside/secret.txt", join(outside, "secret.txt")]) {
      expect(() => readLines(workspace, { path })).toThrow(OUT);
      const change = { kind: "write", args: { path, content: "overwritten" } } as const;
      expect(() => previewChange(workspace, change)).toThrow(OUT);
    }
  });
});

/** Swaps a folder for a link to another one and back, as fast as a thread can; counts the rounds. */
const SWAPPER = `
const { renameSync, symlinkSync } = require("node:fs");
const { parentPort, workerData: { folder, target, rounds } } = require("node:worker_threads");
const [aside, link] = [folder + "-aside", folder + "-link"];
symlinkSync(target, link);
parentPort.postMessage("ready");
let made = 0;
for (;;) {
  renameSync(folder, aside);
  putInPlace(link);
  renameSync(folder, link);
  putInPlace(aside);
  Atomics.add(rounds, 0, 1);
}
function putInPlace(path) {
  for (;;) {
    try {
      return renameSync(path, folder);
    } catch {
      // A tool that found nothing there has made it, perhaps not for the first time.
      made += 1;
      renameSync(folder, folder + "-made-" + made);
    }
  }
}`;

describe("a folder that is swapped for a link out, again and again while tools work in it", () => {
  const swappers: Worker[] = [];

  afterEach(async () => {
    for (const swapper of swappers.splice(0)) await swapper.terminate();
  });

  async function startSwapping({ root, outside }: WorkspaceFolder): Promise<Int32Array> {
    const rounds = new Int32Array(new SharedArrayBuffer(4));
    const workerData = { folder: join(root, "folder"), target: outside, rounds };
    const swapper = new Worker(SWAPPER, { eval: true, workerData });
    swappers.push(swapper);
    await once(swapper, "message");
    return rounds;
  }

  it("leads no tool out", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("folder/secret.txt", "harmless secret");
    const rounds = await startSwapping(workspace);
    const outcomes = { fulfilled: 0, rejected: 0 };
    for (let round = 0; round < 40 || Atomics.load(rounds, 0) < 1_000; round += 1) {
      const calls = [
        workspace.result("read_file", { path: "folder/secret.txt" }),
        workspace.result("search_files", { pattern: "secret", path: "folder" }),
        workspace.result("search_files", { pattern: "secret" }),
        workspace.result("list_files", { path: "folder" }),
        workspace.result("write_file", { path: "folder/written.txt", content: `round ${round}` }),
        workspace.result("write_file", { path: "folder/new/deep.txt", content: `planted ${round}` }),
        workspace.result("edit_file", { path: "folder/secret.txt", oldText: "secret", newText: "secret." }),
      ];
      for (const settled of await Promise.allSettled(calls)) {
        outcomes[settled.status] += 1;
        const text = settled.status === "fulfilled" ? settled.value : String(settled.reason);
        expect(text).not.toContain("top secret");
        expect(text).not.toContain(workspace.root);
      }
    }
    await expectUntouched(workspace);
    // Calls met both of its states.
    expect(outcomes.fulfilled).toBeGreaterThan(0);
    expect(outcomes.rejected).toBeGreaterThan(0);
  });
});
