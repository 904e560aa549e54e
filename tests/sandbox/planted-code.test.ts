import { execFileSync, spawnSync } from "node:child_process";
import { chmod, chown, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createSandboxedFolder, describeInSandbox, makeFolder } from "./support/sandboxed-folder.ts";

const EVIL = "echo evil";

/** Makes a working folder of Git without hooks of this machine. */
function initGit(folder: string, ...args: readonly string[]): void {
  execFileSync("git", ["init", "--quiet", "--template=", ...args, folder]);
}

describeInSandbox("a command that plants code to run outside of the sandbox", () => {
  it("changes nothing of a repository that a .git file names, and of the one behind a linked worktree", async () => {
    const workspace = await createSandboxedFolder();
    const main = join(workspace.root, "store/main.git");
    await workspace.file(".git", "gitdir: store/main.git/worktrees/here\n");
    await workspace.file("store/main.git/config", "[core]\n");
    await workspace.file("store/main.git/worktrees/here/commondir", "../..\n");
    const command = `${EVIL} >> store/main.git/config; mkdir store/main.git/hooks; ${EVIL} > store/main.git/hooks/pre-commit; ${EVIL} > store/main.git/worktrees/here/commondir; mv store away`;
    await workspace.call("run_command", { command });
    expect(await readFile(join(main, "config"), "utf8")).toBe("[core]\n");
    expect(await readFile(join(main, "worktrees/here/commondir"), "utf8")).toBe("../..\n");
    await expect(readFile(join(main, "hooks/pre-commit"))).rejects.toThrow("ENOENT");
  });

  it("changes nothing of repositories in folders of the workspace, also where it makes many folders first", async () => {
    const workspace = await createSandboxedFolder({
      prepare: async (root) => {
        await mkdir(join(root, "apps/one/.vscode"), { recursive: true });
        initGit(join(root, "apps/one"));
        await writeFile(join(root, "apps/one/.vscode/tasks.json"), "{}");
      },
    });
    await workspace.call("run_command", { command: "mkdir $(seq 1 6000)" });
    const command = `cd apps/one; ${EVIL} >> .git/config; ${EVIL} >> .vscode/tasks.json; mv .git git; mv .vscode code; cd ..; mv one two; mkdir -p one/.git`;
    await workspace.call("run_command", { command });
    const config = await readFile(join(workspace.root, "apps/one/.git/config"), "utf8");
    expect(config).not.toContain("evil");
    expect(await readFile(join(workspace.root, "apps/one/.vscode/tasks.json"), "utf8")).toBe("{}");
  });

  it("changes no script that a hook leads to, or that the configuration of Git runs", async () => {
    const workspace = await createSandboxedFolder();
    await workspace.file(
      ".git/config",
      '[core]\n\tfsmonitor = tools/monitor.sh\n[filter "a"]\n\tclean = "./tools/clean.sh %f"\n',
    );
    for (const name of ["scripts/check.sh", "tools/monitor.sh", "tools/clean.sh"]) {
      await workspace.file(name, "as it was");
    }
    await mkdir(join(workspace.root, ".git/hooks"));
    await symlink("../../scripts/check.sh", join(workspace.root, ".git/hooks/pre-commit"));
    for (const name of ["scripts/check.sh", "tools/monitor.sh", "tools/clean.sh"]) {
      const folder = name.split("/")[0];
      const command = `${EVIL} > ${name}; mv ${folder} away; mkdir ${folder}; ${EVIL} > ${name}`;
      await workspace.call("run_command", { command });
      expect(await readFile(join(workspace.root, name), "utf8")).toBe("as it was");
    }
  });

  it.each([".githooks", "tools/deep/hooks"])(
    "makes no hooks in a folder that Git would use: %s",
    async (name) => {
      const workspace = await createSandboxedFolder();
      await workspace.file(".git/config", `[core]\n\thooksPath = ${name}\n`);
      const top = name.split("/")[0];
      const command = `mkdir -p ${name}; ${EVIL} > ${name}/pre-commit; mv ${top} away; mkdir -p ${name}; ${EVIL} > ${name}/pre-commit`;
      await workspace.call("run_command", { command });
      await expect(readFile(join(workspace.root, name, "pre-commit"))).rejects.toThrow("ENOENT");
    },
  );

  it.each([".bashrc", ".profile", ".zshrc", ".config/autostart/a.desktop", ".local/bin/tool", ".gitconfig"])(
    "changes nothing that shells and the desktop obey where the home folder is the workspace: %s",
    async (name) => {
      const workspace = await createSandboxedFolder({ places: (root) => ({ home: root }) });
      await workspace.file(name, "as it was");
      const top = name.split("/")[0];
      const command = `${EVIL} >> ${name}; mv ${top} away; mkdir -p $(dirname ${name}); ${EVIL} > ${name}`;
      await workspace.call("run_command", { command });
      expect(await readFile(join(workspace.root, name), "utf8")).toBe("as it was");
    },
  );

  it("says what it made that is obeyed outside, once", async () => {
    const workspace = await createSandboxedFolder();
    await workspace.file(".git/config", "[core]\n");
    const command = "mkdir .vscode; echo . > .git/commondir; touch a";
    expect(await workspace.result("run_command", { command })).toBe(
      "(Exit code 0. It made .vscode, .git/commondir, which programs outside of the sandbox obey: look at that before you use the folder.)",
    );
    expect(await workspace.result("run_command", { command: "true" })).toBe("(Exit code 0.)");
  });

  it("cannot have a place overlooked by closing the folders on the way to it", async () => {
    const base = await makeFolder();
    await chmod(base, 0o755);
    const root = join(base, "work");
    await mkdir(join(root, "deep/data"), { recursive: true });
    await writeFile(join(root, "deep/data/log"), "a secret");
    await mkdir(join(root, ".git"));
    await writeFile(join(root, ".git/config"), "[core]\n");
    const user = process.getuid?.() === 0 ? 65_534 : process.getuid?.();
    for (const name of ["", "deep", "deep/data", "deep/data/log", ".git", ".git/config"]) {
      if (user === 65_534) await chown(join(root, name), user, user);
    }
    const [script, uid] = [join(import.meta.dirname, "support/run-in-sandbox.ts"), user ?? 0];
    const run = (command: string): string => {
      const args = [script, root, join(root, "deep/data"), command];
      return spawnSync(process.execPath, args, { encoding: "utf8", uid, gid: uid, cwd: "/" }).stdout;
    };
    expect(run("chmod 000 deep && echo closed")).toContain("closed");
    const refused = run(`chmod 755 deep; cat deep/data/log`);
    expect(refused).not.toContain("a secret");
    expect(refused).toContain("cannot be looked at (EACCES), so it cannot be protected");
    await chmod(join(root, "deep"), 0o755);
    expect(run("chmod 000 .git && echo closed")).toContain("closed");
    run(`chmod 755 .git; ${EVIL} >> .git/config`);
    await chmod(join(root, ".git"), 0o755);
    expect(await readFile(join(root, ".git/config"), "utf8")).toBe("[core]\n");
  });

  it("cannot make so many modules of Git that the server is kept busy, or some are left out", async () => {
    const workspace = await createSandboxedFolder();
    await workspace.file(".git/config", "[core]\n");
    const command = "mkdir -p .git/modules && cd .git/modules && for i in $(seq 1 3000); do mkdir $i; done";
    await workspace.call("run_command", { command });
    await expect(workspace.call("run_command", { command: "echo ran" })).rejects.toThrow(
      "There are more than 2000 folders of modules and worktrees of Git",
    );
  });
});
