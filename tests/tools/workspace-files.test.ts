import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolDisplayKind } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { createWorkspaceFolder } from "./workspace-folder.ts";

describe("read_file", () => {
  it("returns a text file unchanged", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("docs/a.md", "# Grüße\r\n\n😀\n");
    expect(await workspace.result("read_file", { path: "docs/a.md" })).toBe("# Grüße\r\n\n😀\n");
  });

  it("returns a range of lines and says which", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "1\n2\n3\n4\n");
    const range = { path: "a.txt", startLine: 2, endLine: 3 };
    expect(await workspace.result("read_file", range)).toBe("2\n3\n(Lines 2–3 of 4.)");
  });

  it("returns a long file in parts that fit together", async () => {
    const workspace = await createWorkspaceFolder();
    const content = Array.from({ length: 5_321 }, (_, index) => `line ${index + 1}\n`).join("");
    await workspace.file("long.txt", content);
    let read = "";
    for (let startLine: number | undefined = 1; startLine !== undefined; ) {
      const part: string = await workspace.result("read_file", { path: "long.txt", startLine });
      const lines = part.split("\n");
      const notice = lines.pop() ?? "";
      read += lines.map((line) => `${line}\n`).join("");
      const next: string | undefined = /continue with startLine (\d+)/.exec(notice)?.[1];
      startLine = next === undefined ? undefined : Number(next);
    }
    expect(read).toBe(content);
  });

  it("returns no more lines at a time than it may", async () => {
    const workspace = await createWorkspaceFolder({ maxReadLines: 2 });
    await workspace.file("a.txt", "1\n2\n3\n");
    expect(await workspace.result("read_file", { path: "a.txt" })).toBe(
      "1\n2\n… lines 1–2 of 3; continue with startLine 3.",
    );
  });

  it("reads characters that lie across the borders of what is read at a time", async () => {
    const workspace = await createWorkspaceFolder();
    const content = `${"€".repeat(300)}\n`.repeat(100);
    await workspace.file("a.txt", content);
    expect(await workspace.result("read_file", { path: "a.txt" })).toBe(
      `${`${"€".repeat(300)}\n`.repeat(100)}`,
    );
  });

  it.each([
    ["NUL bytes", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0])],
    ["bytes that are no UTF-8", Buffer.from([0x61, 0xff, 0xfe, 0x62])],
    ["half a character at its end", Buffer.from([0x61, 0xe2, 0x82])],
  ])("refuses a file with %s as binary", async (_, content) => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.bin", content);
    await expect(workspace.call("read_file", { path: "a.bin" })).rejects.toThrow(
      `a.bin is no UTF-8 text but binary data (${content.length} bytes), which cannot be read.`,
    );
  });

  it("says that a file is empty", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("empty.txt");
    expect(await workspace.result("read_file", { path: "empty.txt" })).toBe("(The file is empty.)");
  });

  it.each([
    [{ path: "none.txt" }, "none.txt does not exist. list_files shows what is there."],
    [{ path: "no/where.txt" }, "no/where.txt does not exist. list_files shows what is there."],
    [{ path: "." }, ". is a folder, not a file. list_files shows what is in it."],
    [{ path: "folder" }, "folder is a folder, not a file. list_files shows what is in it."],
    [{ path: "a.txt/b" }, "a.txt is no folder, or leads through something that is none."],
    [{ path: "a.txt", startLine: 9 }, "a.txt has 2 lines. Ask for a smaller startLine."],
    [{ path: "a.txt", startLine: 2, endLine: 1 }, "endLine 1 comes before startLine 2."],
    [{ path: "a\0.txt" }, "A path cannot have a NUL character."],
  ])("says what is wrong with %j", async (args, reason) => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "1\n2\n");
    await mkdir(join(workspace.root, "folder"));
    await expect(workspace.call("read_file", args)).rejects.toThrow(reason);
  });

  it("refuses paths that are too long", async () => {
    const workspace = await createWorkspaceFolder();
    const name = workspace.call("read_file", { path: "x".repeat(300) });
    await expect(name).rejects.toThrow(/x… is too long: a name has at most 255 bytes/);
    const path = workspace.call("write_file", { path: "x/".repeat(100_000), content: "" });
    await expect(path).rejects.toThrow(/ has more than 64 names\.$/);
    expect(await readdir(workspace.root)).toEqual([]);
  });

  it("reads nothing when its call has been cancelled", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "1");
    const signal = AbortSignal.abort(new Error("cancelled"));
    await expect(workspace.call("read_file", { path: "a.txt" }, { signal })).rejects.toThrow("cancelled");
  });
});

describe("list_files", () => {
  it("lists a folder sorted, folders and links being marked", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("b.txt");
    await workspace.file("a/inner.txt");
    await workspace.file("C.txt");
    await symlink("b.txt", join(workspace.root, "link"));
    await workspace.call("run_command", { command: "mkfifo pipe" });
    expect(await workspace.result("list_files", {})).toBe("C.txt\na/\nb.txt\nlink@\npipe=");
  });

  it("lists as many levels as asked for, by paths that can be used", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a/b/c/d.txt");
    await workspace.file("a/e.txt");
    expect(await workspace.result("list_files", { path: "a", depth: 2 })).toBe("a/b/\na/b/c/\na/e.txt");
  });

  it("leaves out what .gitignore excludes, as Git does", async () => {
    const workspace = await createWorkspaceFolder();
    for (const path of [
      "keep.log",
      "x.log",
      "out/x.js",
      "src/x.log",
      "src/keep.tmp",
      "src/y.tmp",
      "Out/z.js",
    ]) {
      await workspace.file(path);
    }
    await workspace.file(".gitignore", "*.log\n!keep.log\n/out/\n");
    await workspace.file("src/.gitignore", "*.tmp\n!keep.tmp\n");
    await mkdir(join(workspace.root, ".git"));
    expect(await workspace.result("list_files", { depth: 3 })).toBe(
      [
        ".gitignore",
        "Out/",
        "Out/z.js",
        "keep.log",
        "src/",
        "src/.gitignore",
        "src/keep.tmp",
        "(4 entries that .gitignore excludes not shown.)",
      ].join("\n"),
    );
  });

  it("lists an excluded folder that is asked for by name", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file(".gitignore", "node_modules\n*.js\n");
    await workspace.file("node_modules/x/index.js");
    expect(await workspace.result("list_files", { path: "node_modules/x" })).toBe("node_modules/x/index.js");
  });

  it("ends a listing that would be too long and says so", async () => {
    const workspace = await createWorkspaceFolder({ maxListedEntries: 3 });
    for (const name of ["a", "b", "c", "d"]) await workspace.file(name);
    expect(await workspace.result("list_files", {})).toBe(
      "a\nb\nc\n… the first 3 entries; there are more. List a folder further in, or fewer levels.",
    );
  });

  it("says that there is nothing", async () => {
    const workspace = await createWorkspaceFolder();
    expect(await workspace.result("list_files", {})).toBe("(Nothing to list.)");
  });

  it("shows a name with an end of line on one line", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a\nb", "content");
    expect(await workspace.result("list_files", {})).toBe('"a\\nb"');
    expect(await workspace.result("read_file", { path: "a\nb" })).toBe("content");
  });
});

describe("write_file", () => {
  it("makes a file with the folders it is in, and shows it as a diff", async () => {
    const workspace = await createWorkspaceFolder();
    const args = { path: "new/deep/a.txt", content: "one\ntwo\n" };
    const outcome = await workspace.call("write_file", args);
    expect(outcome).toEqual({
      result: "Made new/deep/a.txt: it has 2 lines now.",
      display: {
        kind: ToolDisplayKind.Diff,
        title: "new/deep/a.txt",
        text: "--- /dev/null\n+++ b/new/deep/a.txt\n@@ -0,0 +1,2 @@\n+one\n+two\n",
        added: 2,
        removed: 0,
        path: "new/deep/a.txt",
        newText: "one\ntwo\n",
      },
    });
    expect(await readFile(join(workspace.root, args.path), "utf8")).toBe(args.content);
  });

  it("changes nothing for a preview", async () => {
    const workspace = await createWorkspaceFolder();
    const preview = await workspace.preview("write_file", { path: "new/a.txt", content: "x\n" });
    expect(preview?.text).toBe("--- /dev/null\n+++ b/new/a.txt\n@@ -0,0 +1,1 @@\n+x\n");
    expect(await readdir(workspace.root)).toEqual([]);
  });

  it("replaces a file as a whole, keeps its permissions and leaves nothing else behind", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("run.sh", "old\n");
    await chmod(join(workspace.root, "run.sh"), 0o751);
    const args = { path: "run.sh", content: "new\n" };
    const preview = await workspace.preview("write_file", args);
    const outcome = await workspace.call("write_file", args);
    expect(outcome.display).toEqual(preview);
    expect((await stat(join(workspace.root, "run.sh"))).mode & 0o777).toBe(0o751);
    expect(await readdir(workspace.root)).toEqual(["run.sh"]);
  });

  it("says that a file already is like that", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "same");
    const outcome = await workspace.call("write_file", { path: "a.txt", content: "same" });
    expect(outcome).toEqual({ result: "a.txt already is like that; nothing was written." });
  });

  it("describes what it replaces where that is no text", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.bin", Buffer.from([1, 0, 2]));
    const { display } = await workspace.call("write_file", { path: "a.bin", content: "text\n" });
    expect(display).toEqual({
      kind: ToolDisplayKind.Text,
      title: "a.bin",
      text: "Replaces 3 bytes, which cannot be shown as text, by 1 line of text:\ntext\n",
      added: 1,
      removed: 0,
      path: "a.bin",
    });
  });

  it("accompanies a diff by both whole texts, exactly, up to a length", async () => {
    const workspace = await createWorkspaceFolder({ maxShownTextLength: 20 });
    const [before, after] = ["a\r\nb\u202e\t", "\ufeffc\r\n"];
    await workspace.file("a.txt", before);
    const shown = await workspace.preview("write_file", { path: "a.txt", content: after });
    expect(shown).toMatchObject({ path: "a.txt", oldText: before, newText: after });
    expect(shown?.text).not.toContain("\u202e");
    for (const content of ["x".repeat(21), "now the one before is too long"]) {
      const long = await workspace.call("write_file", { path: "a.txt", content });
      expect(long.display).not.toHaveProperty("newText");
      expect(long.display).not.toHaveProperty("oldText");
    }
  });

  it("writes nothing when the file has changed since the preview", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "old\n");
    const args = { path: "a.txt", content: "new\n" };
    await workspace.preview("write_file", args);
    await writeFile(join(workspace.root, "a.txt"), "another user's\n");
    await expect(workspace.call("write_file", args)).rejects.toThrow(
      "a.txt has changed since this change was shown for approval, so nothing was written.",
    );
    expect(await readFile(join(workspace.root, "a.txt"), "utf8")).toBe("another user's\n");
  });

  it("writes nothing when the file has been made or removed since the preview", async () => {
    const workspace = await createWorkspaceFolder();
    const args = { path: "a.txt", content: "new\n" };
    await workspace.preview("write_file", args);
    await workspace.file("a.txt", "another user's\n");
    await expect(workspace.call("write_file", args)).rejects.toThrow(/nothing was written/);
    await workspace.preview("write_file", args);
    await rm(join(workspace.root, "a.txt"));
    await expect(workspace.call("write_file", args)).rejects.toThrow(/nothing was written/);
  });

  it("writes what a person was shown by the process before, and nothing when it would be something else by now", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "old\n");
    const args = { path: "a.txt", content: "new\n" };
    const shown = await workspace.preview("write_file", args, { toolCallId: "in the process before" });
    await workspace.file("a.txt", "another user's\n");
    await expect(workspace.call("write_file", args, { shown })).rejects.toThrow(/nothing was written/);
    await workspace.file("a.txt", "old\n");
    await workspace.call("write_file", args, { shown });
    expect(await readFile(join(workspace.root, "a.txt"), "utf8")).toBe("new\n");
  });

  it("writes nothing when the path leads to another file by now", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("first.txt", "same\n");
    await workspace.file("second.txt", "same\n");
    const link = join(workspace.root, "link");
    await symlink("first.txt", link);
    const args = { path: "link", content: "new\n" };
    await workspace.preview("write_file", args);
    await rm(link);
    await symlink("second.txt", link);
    await expect(workspace.call("write_file", args)).rejects.toThrow(/^second\.txt has changed/);
  });

  it("judges each call by its own preview", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "old\n");
    const args = { path: "a.txt", content: "new\n" };
    await workspace.preview("write_file", args, { toolCallId: "earlier" });
    await writeFile(join(workspace.root, "a.txt"), "changed\n");
    await workspace.preview("write_file", args, { toolCallId: "later" });
    await expect(workspace.call("write_file", args, { toolCallId: "earlier" })).rejects.toThrow(
      /has changed/,
    );
    await expect(workspace.call("write_file", args, { toolCallId: "later" })).resolves.toMatchObject({
      result: "Changed a.txt: it has 1 line now.",
    });
  });

  it.each([
    [{ path: "folder", content: "" }, "folder is a folder, not a file."],
    [{ path: ".", content: "" }, ". is a folder, not a file."],
    [{ path: "a.txt/b.txt", content: "" }, "a.txt is no folder, or leads through something that is none."],
    [{ path: "read-only.txt", content: "" }, "read-only.txt is write-protected."],
    [{ path: "pipe", content: "" }, "pipe is no regular file."],
    [{ path: "large.txt", content: "x".repeat(1_001) }, "The content has more than 1,000 bytes."],
    [{ path: "new/../a.txt", content: "" }, "new does not exist."],
  ])("refuses to write %o", async (args, reason) => {
    const workspace = await createWorkspaceFolder({ maxFileBytes: 1_000 });
    await workspace.file("folder/x");
    await workspace.file("a.txt", "as it was");
    await workspace.file("read-only.txt", "as it was");
    await chmod(join(workspace.root, "read-only.txt"), 0o444);
    await workspace.call("run_command", { command: "mkfifo pipe" });
    const before = await readdir(workspace.root);
    await expect(workspace.call("write_file", args)).rejects.toThrow(reason);
    expect(await readdir(workspace.root)).toEqual(before);
    expect(await readFile(join(workspace.root, "a.txt"), "utf8")).toBe("as it was");
  });
});

describe("edit_file", () => {
  it("replaces a text and shows the same diff before and after", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "one\ntwo\nthree\n");
    const args = { path: "a.txt", oldText: "two", newText: "2" };
    const preview = await workspace.preview("edit_file", args);
    const outcome = await workspace.call("edit_file", args);
    expect(outcome.display).toEqual(preview);
    expect(preview).toEqual({
      kind: ToolDisplayKind.Diff,
      title: "a.txt",
      text: "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n",
      added: 1,
      removed: 1,
      path: "a.txt",
      oldText: "one\ntwo\nthree\n",
      newText: "one\n2\nthree\n",
    });
    expect(await readFile(join(workspace.root, "a.txt"), "utf8")).toBe("one\n2\nthree\n");
  });

  it("keeps everything else, byte order mark and ends of line included", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "\ufeffone\r\ntwo");
    await workspace.call("edit_file", { path: "a.txt", oldText: "two", newText: "2" });
    expect(await readFile(join(workspace.root, "a.txt"), "utf8")).toBe("\ufeffone\r\n2");
  });

  it.each([
    [{ path: "a.txt", oldText: "x", newText: "y" }, /2 times, in lines 1, 2\./],
    [{ path: "a.txt", oldText: "none", newText: "y" }, /oldText is not in a\.txt/],
    [{ path: "none.txt", oldText: "x", newText: "y" }, /none\.txt does not exist\..*write_file makes a file/],
    [{ path: "none/a.txt", oldText: "x", newText: "y" }, /does not exist/],
    [{ path: "a.bin", oldText: "x", newText: "y" }, /a\.bin is no UTF-8 text, so it cannot be edited/],
    [{ path: "large.txt", oldText: "x", newText: "y" }, /has more than 1,000 bytes, so it cannot be edited/],
  ])("changes nothing for %j", async (args, reason) => {
    const workspace = await createWorkspaceFolder({ maxFileBytes: 1_000 });
    await workspace.file("a.txt", "x\nx\n");
    await workspace.file("a.bin", Buffer.from([0x78, 0]));
    await workspace.file("large.txt", `x${"-".repeat(1_000)}`);
    await expect(workspace.preview("edit_file", args)).rejects.toThrow(reason);
    await expect(workspace.call("edit_file", args)).rejects.toThrow(reason);
    expect(await readFile(join(workspace.root, "a.txt"), "utf8")).toBe("x\nx\n");
  });

  it("loses none of many edits of one file at a time", async () => {
    const workspace = await createWorkspaceFolder();
    const names = Array.from({ length: 20 }, (_, index) => `<${index}>`);
    await workspace.file("a.txt", names.join("\n"));
    await Promise.all(
      names.map((name) => workspace.call("edit_file", { path: "a.txt", oldText: name, newText: `${name}!` })),
    );
    const text = await readFile(join(workspace.root, "a.txt"), "utf8");
    expect(text).toBe(names.map((name) => `${name}!`).join("\n"));
  });
});
