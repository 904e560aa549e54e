import { readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLines } from "../../packages/engine/src/tool/workspace/files/read-lines.ts";
import { findWorkspace } from "../../packages/engine/src/tool/workspace/kit/workspace.ts";
import { DEFAULT_WORKSPACE_LIMITS } from "../../packages/engine/src/tool/workspace/kit/workspace-limits.ts";
import { createWorkspaceTools } from "../../packages/engine/src/tool/workspace/workspace-tools.ts";
import { createWorkspaceFolder, type WorkspaceFolder } from "./workspace-folder.ts";

const CLOSED = / is closed to tools\.$/;

/** A workspace with a file, and with a folder that is closed to its tools. */
async function withClosedFolder(): Promise<WorkspaceFolder & { readonly closed: string }> {
  const workspace = await createWorkspaceFolder({ exclude: (root) => [join(root, "data/private")] });
  await workspace.file("data/open.txt", "needle in the open");
  await workspace.file("data/private/log.txt", "needle in private");
  return { ...workspace, closed: join(workspace.root, "data/private") };
}

/**
 * Every tool for files, asked to do something in a folder that has `log.txt`, and a command asked to begin
 * there.
 */
function callsIn(workspace: WorkspaceFolder, folder: string): readonly Promise<unknown>[] {
  const path = `${folder}/log.txt`;
  const edit = { path, oldText: "needle", newText: "changed" };
  return [
    workspace.call("read_file", { path }),
    workspace.call("list_files", { path: folder }),
    workspace.call("search_files", { pattern: "needle", path }),
    workspace.call("search_files", { pattern: "needle", path: folder }),
    workspace.preview("write_file", { path, content: "changed" }),
    workspace.call("write_file", { path, content: "changed" }),
    workspace.call("write_file", { path: `${folder}/new/deep.txt`, content: "planted" }),
    workspace.preview("edit_file", edit),
    workspace.call("edit_file", edit),
    workspace.call("run_command", { command: "ls", cwd: folder }),
  ];
}

async function expectClosed(workspace: WorkspaceFolder & { closed: string }, folder: string): Promise<void> {
  for (const settled of await Promise.allSettled(callsIn(workspace, folder))) {
    expect(settled).toMatchObject({ reason: { message: expect.stringMatching(CLOSED) } });
  }
  expect(await readdir(workspace.closed)).toEqual(["log.txt"]);
  expect(await readFile(join(workspace.closed, "log.txt"), "utf8")).toBe("needle in private");
}

describe("a folder of the workspace that is closed to tools", () => {
  it.each(["data/private", "./data/../data/private/.", "data/private/../private"])(
    "is not entered as %s",
    async (folder) => {
      await expectClosed(await withClosedFolder(), folder);
    },
  );

  it("is not entered by its absolute path", async () => {
    const workspace = await withClosedFolder();
    await expectClosed(workspace, workspace.closed);
  });

  it("is not entered by links, relative, absolute and in chains", async () => {
    const workspace = await withClosedFolder();
    await symlink("data/private", join(workspace.root, "relative"));
    await symlink(workspace.closed, join(workspace.root, "absolute"));
    await symlink("../relative", join(workspace.root, "data/chain"));
    for (const folder of ["relative", "absolute", "data/chain"]) await expectClosed(workspace, folder);
  });

  it("is not reached by a link to a file in it", async () => {
    const workspace = await withClosedFolder();
    await symlink("data/private/log.txt", join(workspace.root, "link"));
    await expect(workspace.call("read_file", { path: "link" })).rejects.toThrow(CLOSED);
    await expect(workspace.call("write_file", { path: "link", content: "" })).rejects.toThrow(CLOSED);
  });

  it("is neither listed nor searched on the way", async () => {
    const workspace = await withClosedFolder();
    expect(await workspace.result("list_files", { path: "data" })).toBe("data/open.txt");
    expect(await workspace.result("list_files", { depth: 9 })).toBe("data/\ndata/open.txt");
    expect(await workspace.result("search_files", { pattern: "needle" })).toBe(
      "data/open.txt\n  1: needle in the open\n(1 matching line in 1 file.)",
    );
  });

  it("is neither read nor replaced as if it were a file", async () => {
    const workspace = await withClosedFolder();
    const path = "data/private";
    await expect(workspace.call("read_file", { path })).rejects.toThrow(/is a folder/);
    await expect(workspace.call("write_file", { path, content: "" })).rejects.toThrow(/is a folder/);
  });

  it("is closed also when it is made after the tools", async () => {
    const workspace = await createWorkspaceFolder({ exclude: (root) => [join(root, "later")] });
    await workspace.file("a.txt", "open");
    expect(await workspace.result("read_file", { path: "a.txt" })).toBe("open");
    await workspace.file("later/log.txt", "private");
    await expect(workspace.call("read_file", { path: "later/log.txt" })).rejects.toThrow(CLOSED);
  });

  it("may be given by a link, which is followed", async () => {
    const workspace = await createWorkspaceFolder({ exclude: (root) => [join(root, "../outside/link")] });
    await workspace.file("data/log.txt", "private");
    await symlink(join(workspace.root, "data"), join(workspace.outside, "link"));
    await expect(workspace.call("read_file", { path: "data/log.txt" })).rejects.toThrow(CLOSED);
  });

  it("closes nothing where it lies around the workspace", async () => {
    const workspace = await createWorkspaceFolder({ exclude: (root) => [join(root, "..")] });
    await workspace.file("a.txt", "open");
    expect(await workspace.result("read_file", { path: "a.txt" })).toBe("open");
  });

  it("cannot be the workspace itself", async () => {
    const { root } = await createWorkspaceFolder();
    await expect(createWorkspaceTools({ root, exclude: [root] })).rejects.toThrow(". is closed to tools.");
  });

  it("is closed as well where the system has no paths through descriptors", async () => {
    const { root, closed } = await withClosedFolder();
    const found = await findWorkspace(root, DEFAULT_WORKSPACE_LIMITS, [closed]);
    const workspace = { ...found, hasDescriptorPaths: false };
    expect(readLines(workspace, { path: "data/open.txt" })).toBe("needle in the open");
    expect(() => readLines(workspace, { path: "data/private/log.txt" })).toThrow(CLOSED);
  });
});
