import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createWorkspaceTools } from "../../packages/engine/src/tool/workspace/workspace-tools.ts";
import { checkArgumentsOf } from "./support/check-arguments-of.ts";
import { createWorkspaceFolder, type WorkspaceFolder } from "./workspace-folder.ts";

/**
 * Names that mean something to a shell, to a program that takes options, to an address or to a pattern, and
 * nothing to a file system.
 */
const NAMES = [
  ...[
    "; touch planted",
    "&& touch planted",
    "| touch planted",
    "$(touch planted)",
    "`touch planted`",
    "> planted",
  ],
  ...["-", "-rf", "--help", "--output=planted", "-exec touch planted ;"],
  ...["$HOME", `\${PATH}`, "~", "~root", "%HOME%", "$0", "$'\\n'"],
  ...["*", "?", "[a-z]", "{a,b}", "!x", "#x", "@file", "a b", " first", "last ", "'", '"', "\\", "\\n"],
  ...["%2e%2e", "..%2foutside", "%00", "..\\outside\\secret.txt", "C:secret.txt", "...", "․․", "ａ"],
  ...["a\nb", "a\rb", "\t", "\u001b[2J", "\u202etxt.exe", "\u2028"],
];

async function expectNothingPlanted({ root, outside }: WorkspaceFolder): Promise<void> {
  const found = await readdir(root, { recursive: true });
  expect(found.filter((path) => path.endsWith("planted") && !NAMES.includes(path))).toEqual([]);
  expect(await readdir(outside)).toEqual(["secret.txt"]);
  expect(await readFile(join(outside, "secret.txt"), "utf8")).toBe("top secret");
}

describe("the built-in tools", () => {
  it("are the ones that are attacked here", async () => {
    const { root } = await createWorkspaceFolder();
    const tools = await createWorkspaceTools({ root });
    expect(tools.map(({ name }) => name)).toEqual([
      "read_file",
      "list_files",
      "search_files",
      "write_file",
      "edit_file",
      "run_command",
    ]);
  });

  it("take arguments of their own types only, and no others beside them", async () => {
    const workspace = await createWorkspaceFolder();
    const wrong = [["a"], { toString: "a" }, 7, true, null];
    const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      read_file: { path: "a" },
      list_files: { path: "a" },
      search_files: { pattern: "a", path: "a", glob: "a" },
      write_file: { path: "a", content: "a" },
      edit_file: { path: "a", oldText: "a", newText: "b" },
      run_command: { command: "a", cwd: "a" },
    };
    for (const [name, args] of Object.entries(texts)) {
      const { inputSchema } = workspace.tool(name);
      expect(await checkArgumentsOf(inputSchema, args), name).toBeUndefined();
      expect(await checkArgumentsOf(inputSchema, { ...args, shell: "/bin/sh" }), name).toBeDefined();
      for (const field of Object.keys(args)) {
        for (const value of wrong) {
          expect(
            await checkArgumentsOf(inputSchema, { ...args, [field]: value }),
            `${name}.${field}`,
          ).toBeDefined();
        }
      }
    }
  });
});

describe("a path", () => {
  it.each(NAMES)("is a name and nothing else: %j", async (name) => {
    const workspace = await createWorkspaceFolder();
    await workspace.call("write_file", { path: name, content: "first needle" });
    expect(await readdir(workspace.root)).toEqual([name]);
    expect(await workspace.result("read_file", { path: name })).toBe("first needle");
    await workspace.call("edit_file", { path: name, oldText: "first", newText: "second" });
    expect(await readFile(join(workspace.root, name), "utf8")).toBe("second needle");
    expect(await workspace.result("search_files", { pattern: "needle", path: name })).toContain(
      "1: second needle",
    );
    await expect(workspace.call("list_files", { path: name })).rejects.toThrow(/is no folder/);
    await expect(workspace.call("run_command", { command: "true", cwd: name })).rejects.toThrow(
      /is no folder/,
    );
    await expectNothingPlanted(workspace);
  });

  it.each(NAMES)("is a folder's name and nothing else: %j", async (name) => {
    const workspace = await createWorkspaceFolder();
    await mkdir(join(workspace.root, name));
    await workspace.call("write_file", { path: `${name}/a.txt`, content: "needle" });
    expect(await workspace.result("list_files", { path: name })).toMatch(/^[^\n]*\/a\.txt"?$/);
    expect(await workspace.result("search_files", { pattern: "needle", path: name })).toContain("1: needle");
    const { result } = await workspace.call("run_command", {
      command: "cat a.txt; pwd | base64 -w0",
      cwd: name,
    });
    const path = Buffer.from(`${join(workspace.root, name)}\n`).toString("base64");
    expect(result).toBe(`needle${path}\n(Exit code 0.)`);
    await expectNothingPlanted(workspace);
  });

  it("cannot end early with a NUL character, whichever tool is given it", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", "needle");
    for (const path of ["a.txt\0", "a.txt\0/../../outside/secret.txt", "../outside/secret.txt\0.txt", "\0"]) {
      const calls = [
        workspace.call("read_file", { path }),
        workspace.call("list_files", { path }),
        workspace.call("search_files", { pattern: "needle", path }),
        workspace.call("write_file", { path, content: "overwritten" }),
        workspace.call("edit_file", { path, oldText: "needle", newText: "overwritten" }),
        workspace.call("run_command", { command: "true", cwd: path }),
      ];
      for (const settled of await Promise.allSettled(calls)) {
        expect(settled).toMatchObject({ reason: { message: "A path cannot have a NUL character." } });
      }
    }
    expect(await workspace.result("read_file", { path: "a.txt" })).toBe("needle");
    await expectNothingPlanted(workspace);
  });
});

describe("what is searched for and what is written", () => {
  it.each([
    "-e",
    "--pre=touch planted",
    "--files",
    "; touch planted",
    "`touch planted`",
    "%s%n",
    "__proto__",
  ])("is a pattern and no option: %s", async (pattern) => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("a.txt", `${pattern}\n`);
    expect(await workspace.result("search_files", { pattern })).toContain(`1: ${pattern}`);
    await expectNothingPlanted(workspace);
  });

  it.each(["../**", "../outside/*", "/**", "/etc/*", "!nothing", "!../**", "--include=*", "**/../../**"])(
    "is a glob that chooses among the workspace's files alone: %s",
    async (glob) => {
      const workspace = await createWorkspaceFolder();
      await workspace.file("a.txt", "secret of the workspace");
      const found = await workspace.result("search_files", { pattern: "secret", glob });
      expect(found).not.toContain("top secret");
      expect(found).toMatch(/in [01] files?\.\)$/);
    },
  );

  it.each(["$&", "$1 $$ $`", "\\0", "`touch planted`", "%s", "\0"])(
    "is put into a file as it is: %j",
    async (text) => {
      const workspace = await createWorkspaceFolder();
      await workspace.file("a.txt", "one needle, two");
      await workspace.call("edit_file", { path: "a.txt", oldText: "needle", newText: text });
      expect(await readFile(join(workspace.root, "a.txt"), "utf8")).toBe(`one ${text}, two`);
      await workspace.call("write_file", { path: "b.txt", content: text });
      expect(await readFile(join(workspace.root, "b.txt"), "utf8")).toBe(text);
      await expectNothingPlanted(workspace);
    },
  );
});

describe("a command", () => {
  it.each(["-x", "-s", "-i", "--version", "-c", "-o errexit"])(
    "is never an option of the shell: %s",
    async (command) => {
      const workspace = await createWorkspaceFolder();
      const { result, isError } = await workspace.call("run_command", { command });
      expect(isError).toBe(true);
      expect(result).toMatch(/not found\n\(Exit code 127\.\)$/);
    },
  );

  it("is run in the folder that was shown, and no part of that is a command", async () => {
    const workspace = await createWorkspaceFolder();
    for (const cwd of ["$(touch planted)", "; touch planted;", "$HOME", "~", "-P", "*"]) {
      await expect(workspace.call("run_command", { command: "pwd", cwd })).rejects.toThrow(/does not exist/);
    }
    await expectNothingPlanted(workspace);
  });

  it("gets no variable by which a shell, a loader or a program is made to run something else", async () => {
    const { root } = await createWorkspaceFolder();
    const hooks = [
      "ENV",
      "BASH_ENV",
      "BASH_FUNC_ls%%",
      "LD_PRELOAD",
      "LD_LIBRARY_PATH",
      "NODE_OPTIONS",
      "PYTHONPATH",
    ];
    const more = [
      "PERL5OPT",
      "GIT_SSH_COMMAND",
      "GIT_EXTERNAL_DIFF",
      "PAGER",
      "EDITOR",
      "IFS",
      "PS4",
      "SHELLOPTS",
    ];
    const planted = [...hooks, ...more].map((name) => [name, "() { touch planted; }; touch planted"]);
    const environment = { PATH: process.env.PATH, ...Object.fromEntries(planted) };
    const workspace = await createWorkspaceFolder({ environment });
    const text = await workspace.result("run_command", { command: "ls; env" });
    expect(text).not.toContain("touch planted");
    expect(text).not.toContain(root);
    await expectNothingPlanted(workspace);
  });

  it("is shown with what it hides", async () => {
    const workspace = await createWorkspaceFolder();
    const command = "ls # \u202e fr mr\r\u001b[2K; rm -rf .\nsecond\tline";
    const shown = await workspace.preview("run_command", { command });
    expect(shown?.text).toBe("ls # ⟨U+202E⟩ fr mr⟨U+000D⟩⟨U+001B⟩[2K; rm -rf .\nsecond\tline");
  });
});
