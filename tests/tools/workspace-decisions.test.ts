import { readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createWorkspaceFolder, type WorkspaceFolder } from "./workspace-folder.ts";

function reasonFor({ tool }: WorkspaceFolder, path: string): Promise<string | undefined> | undefined {
  const call = { sessionId: "s", toolCallId: "c", signal: new AbortController().signal };
  return tool("write_file").alwaysAsks?.({ path, content: "x" }, call);
}

describe("a change that a person decides about", () => {
  it("is shown whole where it is one long line", async () => {
    const workspace = await createWorkspaceFolder();
    const content = "x".repeat(60_000);
    const shown = await workspace.preview("write_file", { path: "a.txt", content });
    expect(shown).toMatchObject({ added: 1, removed: 0 });
    expect(shown?.text).toContain(content);
  });

  it("is refused where it cannot be shown whole", async () => {
    const workspace = await createWorkspaceFolder({ maxShownChangeLength: 1_000 });
    const args = { path: "a.txt", content: "line\n".repeat(1_000) };
    await expect(workspace.preview("write_file", args)).rejects.toThrow("Make smaller changes");
  });

  it("is refused where a command would start in a folder that does not exist", async () => {
    const workspace = await createWorkspaceFolder();
    await expect(workspace.preview("run_command", { command: "ls", cwd: "none" })).rejects.toThrow("exist");
  });
});

it("a grant counts for where a path leads, so that a link in its place asks again", async () => {
  const workspace = await createWorkspaceFolder();
  await workspace.file("notes/a.txt");
  await workspace.file("src/main.ts");
  const subjectOf = (path: string) => workspace.tool("write_file").subjectOf?.({ path, content: "x" });
  const folderOf = (cwd: string) => workspace.tool("run_command").subjectOf?.({ command: "ls", cwd });
  const file = (path: string) => ({ kind: "path", path });
  expect(subjectOf("notes//./a.txt")).toEqual(file("notes/a.txt"));
  expect(subjectOf("new/b.txt")).toEqual(file("new/b.txt"));
  expect(subjectOf("../outside.txt")).toEqual(file("../outside.txt"));
  expect(folderOf("notes")).toMatchObject({ folder: "notes" });
  await rm(join(workspace.root, "notes"), { recursive: true });
  await symlink("src", join(workspace.root, "notes"));
  await symlink("main.ts", join(workspace.root, "src/a.txt"));
  expect(subjectOf("notes/a.txt")).toEqual(file("src/main.ts"));
  expect(folderOf("notes")).toMatchObject({ folder: "src" });
});

describe("a protected file", () => {
  it("needs a question of its own by each way that leads to it", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file(".git/config");
    await workspace.file("src/a.ts");
    await symlink(".git", join(workspace.root, "harmless"));
    for (const path of [".git/config", "harmless/hooks/x", "src/../.git/config", ".GIT/x", "new/.envrc"]) {
      expect(await reasonFor(workspace, path), path).toContain("decision of its own");
    }
    expect(await reasonFor(workspace, "src/a.ts")).toBeUndefined();
  });

  it("says why in the question, and is not written unless it was shown", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("package.json", "{}");
    const args = { path: "package.json", content: '{"scripts":{}}' };
    await expect(workspace.call("write_file", args)).rejects.toThrow("decision of its own");
    expect(await readFile(join(workspace.root, "package.json"), "utf8")).toBe("{}");
    expect((await workspace.preview("write_file", args))?.note).toContain("decision of its own");
    await workspace.call("write_file", args);
    expect(await readFile(join(workspace.root, "package.json"), "utf8")).toBe(args.content);
  });
});
