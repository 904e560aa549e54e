import { spawnSync } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { chmod, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import {
  createSandboxedFolder,
  describeInSandbox,
  makeFolder,
  makeSystemFolder,
} from "./support/sandboxed-folder.ts";

/** Writes a file with the folders it is in. */
async function write(path: string, content: string): Promise<void> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, content);
}

describeInSandbox("a command in the sandbox", () => {
  it("works as one outside of it does", async () => {
    const workspace = await createSandboxedFolder();
    await workspace.file("sub/a.txt", "text");
    const run = (command: string, args: object = {}) => workspace.call("run_command", { command, ...args });
    expect(await run("echo one; echo two >&2; echo three; exit 3")).toEqual({
      result: "one\ntwo\nthree\n(Exit code 3.)",
      isError: true,
    });
    expect(await run("pwd; ls; cat a.txt; cat", { cwd: "sub" })).toEqual({
      result: `${workspace.root}/sub\na.txt\ntext\n(Exit code 0.)`,
      isError: false,
    });
    expect((await run("kill -KILL $$")).result).toBe("(Exit code 137, as by SIGKILL.)");
    expect((await run("echo made > made.txt && cat made.txt")).result).toBe("made\n(Exit code 0.)");
    expect(await readFile(join(workspace.root, "made.txt"), "utf8")).toBe("made\n");
  });

  it("runs Node and has a temporary folder of its own, which ends with it", async () => {
    const workspace = await createSandboxedFolder();
    const file = `sandbox-test-${process.pid}`;
    const script = `require("fs").writeFileSync(require("os").tmpdir() + "/${file}", "x"); console.log(1 + 1)`;
    const command = `"${process.execPath}" -e '${script}' && ls /tmp/${file}; touch "$HOME/h"; ls /var/tmp`;
    expect(await workspace.result("run_command", { command })).toBe(`2\n/tmp/${file}\n(Exit code 0.)`);
    expect(existsSync(`/tmp/${file}`)).toBe(false);
    expect(existsSync(join(workspace.home, "h"))).toBe(false);
  });

  it("writes nothing outside of the workspace", async (context) => {
    const workspace = await createSandboxedFolder();
    const outside = await makeSystemFolder("/var", context);
    await symlink(outside, join(workspace.root, "link"));
    for (const path of [
      `${outside}/a`,
      "link/b",
      "../c",
      "/etc/sandbox-test",
      "/usr/sandbox-test",
      "/sandbox-test",
    ]) {
      const { result, isError } = await workspace.call("run_command", { command: `echo x > ${path}` });
      if (path !== "../c")
        expect([path, isError, result]).toEqual([path, true, expect.stringContaining("ead-only")]);
      expect(existsSync(join(workspace.root, path))).toBe(false);
      expect(existsSync(path)).toBe(false);
    }
    expect(existsSync(join(outside, "b"))).toBe(false);
  });

  it("changes no setting of the system although the server's user is root", async () => {
    const workspace = await createSandboxedFolder();
    // What is written is what is there, so that nothing changes where the sandbox fails.
    const files = "/proc/sys/kernel/core_pattern /proc/sys/vm/swappiness /proc/sys/net/ipv4/ip_forward";
    const command = `for f in ${files}; do v=$(cat $f) && echo "$v" > $f && echo wrote $f; done; id -u; grep -E 'CapEff|NoNewPrivs' /proc/self/status`;
    const text = await workspace.result("run_command", { command });
    expect(text).not.toContain("wrote");
    expect(text).toMatch(/CapEff:\s+0000000000000000\nNoNewPrivs:\s+1/);
  });

  it.each([
    ".ssh/id_ed25519",
    ".aws/credentials",
    ".gnupg/private",
    ".config/gh/hosts.yml",
    ".netrc",
    "notes.txt",
    ".kube/config",
    ".npmrc",
  ])("sees no file of the home folder: %s", async (name) => {
    const workspace = await createSandboxedFolder();
    await write(join(workspace.home, name), "a secret");
    await symlink(workspace.home, join(workspace.root, "home"));
    const command = `cat "$HOME/${name}" home/${name}; cat ${workspace.home}/${name}; grep -r secret ${workspace.home} .`;
    expect(await workspace.result("run_command", { command })).not.toContain("a secret");
  });

  it.each([
    ".ssh/id_ed25519",
    ".aws/credentials",
    ".config/gh/hosts.yml",
    ".netrc",
    ".npmrc",
    ".local/state/aiwhisperer/servers/8000.json",
  ])("sees no keys where the home folder is the workspace: %s", async (name) => {
    const workspace = await createSandboxedFolder({ places: (root) => ({ home: root }) });
    await write(join(workspace.root, name), "a secret");
    const command = `cat ${name}; mv ${name.split("/")[0]} moved; cp -r . /tmp/copy; cat moved; grep -r secret . /tmp`;
    expect(await workspace.result("run_command", { command })).not.toContain("a secret");
    expect(await workspace.result("run_command", { command: "grep -r secret ." })).not.toContain("a secret");
  });

  it("sees programs of the home folder, and cannot change them", async () => {
    const workspace = await createSandboxedFolder();
    const tool = join(workspace.home, ".local/bin/tool");
    await write(tool, "#!/bin/sh\necho the tool\n");
    await chmod(tool, 0o755);
    const command = `${tool}; echo x >> ${tool} || echo unchanged`;
    expect(await workspace.result("run_command", { command })).toMatch(
      /^the tool\n.*ead-only.*\nunchanged\n/s,
    );
  });

  it("sees nothing of hidden folders and files, wherever they are", async (context) => {
    const other = await makeSystemFolder("/var", context);
    await write(join(other, "key.pem"), "a secret");
    const workspace = await createSandboxedFolder({
      places: (root) => ({
        hidden: [join(root, "deep/data"), join(other, "key.pem"), join(root, "missing")],
      }),
    });
    await workspace.file("deep/data/log.db", "a secret");
    const attempts = [
      "cat deep/data/log.db; ls -la deep/data",
      `cat ${other}/key.pem`,
      "ln -s deep/data other; cat other/log.db",
      "mv deep moved; cat moved/data/log.db",
      "rm -rf deep; mv deep/data x",
      "mkdir missing",
    ];
    for (const command of attempts) await workspace.call("run_command", { command });
    const all = `grep -rs secret . ${other}; cat deep/data/log.db moved/data/log.db`;
    expect(await workspace.result("run_command", { command: all })).not.toContain("a secret");
    expect(await readFile(join(workspace.root, "deep/data/log.db"), "utf8")).toBe("a secret");
  });

  it("sees the workspace in a hidden folder, and nothing else of it", async () => {
    const workspace = await createSandboxedFolder({ places: (root) => ({ hidden: [join(root, "..")] }) });
    await write(join(workspace.root, "../log.db"), "a secret");
    const text = await workspace.result("run_command", { command: "touch a && ls . ..; cat ../log.db" });
    expect(text).toMatch(/^\.:\na\n\n\.\.:\nhome\nwork\n/);
    expect(text).not.toContain("a secret");
  });

  it.each([
    [".git/config", "[core]\n"],
    [".git/hooks/pre-commit", "#!/bin/sh\n"],
    [".git/modules/part/config", "[core]\n"],
    [".git/modules/a/part/hooks/post-checkout", "#!/bin/sh\n"],
    [".git/worktrees/other/commondir", "../..\n"],
    [".git", "gitdir: elsewhere\n"],
    ["aiwhisperer.config.json", "{}"],
    [".envrc", "true"],
    [".vscode/tasks.json", "{}"],
    [".mcp.json", "{}"],
    [".husky/pre-commit", "true"],
  ])("does not change what runs outside of it: %s", async (name, content) => {
    const workspace = await createSandboxedFolder();
    await workspace.file(name, content);
    const [top = ""] = name.split("/");
    for (const command of [
      `echo evil >> ${name}`,
      `rm -rf ${top}; mkdir -p ${top}; echo evil > ${name}`,
      `mv ${top} away; mkdir -p $(dirname ${name}); echo evil > ${name}`,
      `mv $(dirname ${name}) away; mkdir -p $(dirname ${name}); echo evil > ${name}`,
      `echo evil > /tmp/x; mv /tmp/x ${name}`,
      `ln ${name} other; echo evil >> other; ln -sf /tmp/x ${name}`,
      `chmod 777 ${name}`,
    ]) {
      await workspace.call("run_command", { command });
      expect([command, await readFile(join(workspace.root, name), "utf8")]).toEqual([command, content]);
    }
  });

  it("does not change hooks and files that the configuration of Git names", async () => {
    const workspace = await createSandboxedFolder();
    const config = "[core]\n\thooksPath = tools/hooks\n[include]\n\tpath = ../team/gitconfig\n";
    await workspace.file(".git/config", config);
    await workspace.file("tools/hooks/pre-commit", "as it was");
    await workspace.file("team/gitconfig", "as it was");
    for (const name of ["tools/hooks/pre-commit", "team/gitconfig"]) {
      const command = `mv ${name.split("/")[0]} away; mkdir -p $(dirname ${name}); echo evil > ${name}`;
      await workspace.call("run_command", { command });
      expect(await readFile(join(workspace.root, name), "utf8")).toBe("as it was");
    }
  });

  it("does not change what the next start of the server obeys, nor does it see that elsewhere", async () => {
    const workspace = await createSandboxedFolder({
      places: (root, home) => ({ guarded: [join(root, "own/plugin.ts"), join(home, "plugin.ts")] }),
    });
    await workspace.file("own/plugin.ts", "as it was");
    await write(join(workspace.home, "plugin.ts"), "a secret");
    const command = `echo x >> own/plugin.ts; mv own away; mkdir own; echo x > own/plugin.ts; cat ${workspace.home}/plugin.ts`;
    expect(await workspace.result("run_command", { command })).not.toContain("a secret");
    expect(await readFile(join(workspace.root, "own/plugin.ts"), "utf8")).toBe("as it was");
  });

  it("adds no hooks to a repository that has none, and still commits", async () => {
    const workspace = await createSandboxedFolder({
      environment: { PATH: process.env.PATH, HOME: "/nonexistent" },
    });
    const { execFileSync } = await import("node:child_process");
    execFileSync("git", ["init", "--quiet", "--template=", workspace.root]);
    expect(existsSync(join(workspace.root, ".git/hooks"))).toBe(false);
    const name = "-c user.name=a -c user.email=a@example.com";
    const command = `echo evil > .git/hooks/pre-commit; mkdir -p .git/hooks && echo evil > .git/hooks/pre-commit; echo a > a; git add a && git ${name} commit -qm one && git log --format=%s`;
    expect(await workspace.result("run_command", { command })).toMatch(/one\n\(Exit code 0\.\)$/);
    expect(existsSync(join(workspace.root, ".git/hooks/pre-commit"))).toBe(false);
  });

  it("shows no folder that a link of the workspace leads to", async () => {
    const workspace = await createSandboxedFolder();
    await write(join(workspace.home, "private/notes.txt"), "a secret");
    await symlink(join(workspace.home, "private"), join(workspace.root, ".vscode"));
    const command = `cat .vscode/notes.txt ${workspace.home}/private/notes.txt`;
    expect(await workspace.result("run_command", { command })).not.toContain("a secret");
  });

  it("sees no other process, nor the variables of the server", async () => {
    process.env.SANDBOX_TEST_KEY = "a secret";
    onTestFinished(() => void delete process.env.SANDBOX_TEST_KEY);
    const workspace = await createSandboxedFolder();
    const command = `ls /proc | grep -c '^[0-9]'; cat /proc/*/environ /proc/[0-9]*/cmdline /proc/${process.pid}/environ | tr '\\0' '\\n'; kill -9 ${process.pid} ${process.ppid}; env`;
    const text = await workspace.result("run_command", { command });
    expect(Number(/^\d+/.exec(text)?.[0])).toBeLessThan(8);
    expect(text).not.toContain("a secret");
    expect(text).not.toContain("vitest");
  });

  it("reaches no port, abstract socket or address of the machine", async () => {
    const workspace = await createSandboxedFolder();
    const port = await listen(0);
    const name = `\0sandbox-test-${process.pid}`;
    await listen(name);
    const script = `
      const { connect } = require("net");
      const attempt = (name, to) => new Promise((resolve) => {
        const socket = connect(to, () => resolve(name + " reached"));
        socket.on("error", ({ code }) => resolve(name + " " + code));
      });
      Promise.all([
        attempt("port", ${port}), attempt("abstract", ${JSON.stringify({ path: name })}),
        attempt("internet", { host: "192.0.2.1", port: 80 }),
      ]).then((lines) => console.log(lines.join("\\n")), console.error);`;
    await workspace.file("connect.cjs", script);
    const command = `"${process.execPath}" connect.cjs; grep -c : /proc/net/dev`;
    const text = await workspace.result("run_command", { command });
    expect(text).toMatch(/^port ECONNREFUSED\nabstract ECONNREFUSED\ninternet ENETUNREACH\n1\n/);
  });

  it("reaches ports when the network is allowed", async () => {
    const workspace = await createSandboxedFolder({ network: true });
    const port = await listen(0);
    await workspace.file(
      "connect.cjs",
      `require("net").connect(${port}, () => { console.log("reached"); process.exit(); })`,
    );
    const command = `"${process.execPath}" connect.cjs && cat /etc/resolv.conf > /dev/null`;
    expect(await workspace.result("run_command", { command })).toBe("reached\n(Exit code 0.)");
  });

  it("reaches no socket in the folders for sockets", async (context) => {
    const folder = await makeSystemFolder("/run", context);
    const path = join(folder, "docker.sock");
    await listen(path);
    const workspace = await createSandboxedFolder();
    await workspace.file(
      "connect.cjs",
      `require("net").connect(${JSON.stringify(path)}).on("error", (e) => console.log(e.code))`,
    );
    const text = await workspace.result("run_command", {
      command: `"${process.execPath}" connect.cjs; ls /run`,
    });
    expect(text).toBe("ENOENT\n(Exit code 0.)");
  });

  it("reads what is named as readable and writes what is named as writable", async () => {
    const folder = await makeFolder();
    await write(join(folder, "read/a"), "shown\n");
    await mkdir(join(folder, "write"));
    const workspace = await createSandboxedFolder({
      places: (root) => ({
        readable: [join(folder, "read")],
        writable: [join(folder, "write"), join(root, ".husky")],
      }),
    });
    await workspace.file(".husky/x");
    const command = `cat ${folder}/read/a; echo x > ${folder}/read/b; echo x > ${folder}/write/b; echo y > .husky/x`;
    expect(await workspace.result("run_command", { command })).toMatch(
      /^shown\n.*ead-only.*\n\(Exit code 0\.\)$/,
    );
    expect(existsSync(join(folder, "write/b"))).toBe(true);
    expect(await readFile(join(workspace.root, ".husky/x"), "utf8")).toBe("y\n");
  });

  it("reads files with keys that are named as readable, and nothing beside them", async () => {
    const workspace = await createSandboxedFolder({
      places: (root, home) => ({
        readable: [join(home, ".npmrc"), join(home, ".docker/config.json"), join(root, "data")],
        hidden: [join(root, "data")],
      }),
    });
    await write(join(workspace.home, ".npmrc"), "registry\n");
    await write(join(workspace.home, ".docker/config.json"), "settings\n");
    await write(join(workspace.home, ".docker/key"), "a secret");
    await workspace.file("data/log.db", "a secret");
    const command =
      'cd "$HOME"; cat .npmrc .docker/config.json; cat .docker/key "$OLDPWD/data/log.db" 2> /dev/null; ls .docker';
    expect(await workspace.result("run_command", { command })).toBe(
      "registry\nsettings\nconfig.json\n(Exit code 0.)",
    );
  });

  it("gets no other view of files by namespaces and mounts of its own", async () => {
    const workspace = await createSandboxedFolder();
    await write(join(workspace.home, ".ssh/id"), "a secret");
    const inside = `umount -l ${workspace.home}; mount -o remount,rw /; mount -t tmpfs none /mnt && echo mounted; cat ${workspace.home}/.ssh/id; touch /usr/sandbox-test && echo touched`;
    const command = `unshare -Urm sh -c '${inside}' && echo unshared; ${inside}; nsenter -t 1 -m true && echo entered; chroot / true && echo rooted`;
    const text = await workspace.result("run_command", { command });
    expect(text).not.toMatch(/a secret|mounted|touched|unshared|entered|rooted/);
  });

  it("makes no system calls that reach keys, memory or hosts past its namespaces", async () => {
    const workspace = await createSandboxedFolder();
    const script = `
use Socket;
my ($memfd, $socket, $keyctl, $ring) = \`uname -m\` =~ /x86_64/ ? (319, 41, 250, 425) : (279, 198, 219, 425);
sub show { print $_[0] == -1 ? "$!" : $_[1], "\\n" }
my $name = "a";
show(syscall($memfd, $name, 0), "file in memory");
show(syscall($socket, 40, 1, 0), "socket to the host");
show(syscall($_, 0, -3, 0), "keys or rings") for $keyctl, $ring;
print "others" if socket(A, AF_UNIX, SOCK_STREAM, 0) && socket(B, AF_INET, SOCK_STREAM, 0);`;
    await workspace.file("calls.pl", script);
    const text = await workspace.result("run_command", { command: "perl calls.pl" });
    expect(text).toBe(
      "Function not implemented\nAddress family not supported by protocol\nFunction not implemented\nFunction not implemented\nothers\n(Exit code 0.)",
    );
  });

  it("gets no open file of the program that started the server", async () => {
    const base = await makeFolder();
    await write(join(base, "key"), "a secret");
    await mkdir(join(base, "work"));
    const script = join(import.meta.dirname, "support/run-in-sandbox.ts");
    // The shell passes descriptors on, as a supervisor of services may.
    const started = `exec 7<"$1/key" 9<"$1/key"; exec "$2" "$3" "$1/work" "" 'cat <&7; cat <&9; ls -l /proc/self/fd /proc/*/fd; cat /proc/*/fd/7 /proc/*/fd/9'`;
    const { stdout } = spawnSync("/bin/sh", ["-c", started, "sh", base, process.execPath, script], {
      encoding: "utf8",
      stdio: [
        "ignore",
        "pipe",
        "pipe",
        ...Array.from({ length: 20 }, () => "ignore" as const),
        openSync(join(base, "key"), "r"),
      ],
    });
    expect(stdout).toContain("Exit code");
    expect(stdout).not.toMatch(/a secret|\/key/);
  });

  it("sees nothing of a home folder that is in PATH, and writes in no other empty place", async () => {
    const workspace = await createSandboxedFolder({
      places: (_root, home) => ({ path: [home, join(home, "..")] }),
    });
    await write(join(workspace.home, "notes.txt"), "a secret");
    const command = `cat ${workspace.home}/notes.txt; for d in /home /root /run /mnt /media; do touch $d/x && echo made; done; echo end`;
    expect(await workspace.result("run_command", { command })).not.toMatch(/a secret|made/);
  });

  it("sees no keys of the system", async () => {
    const workspace = await createSandboxedFolder({
      environment: { PATH: process.env.PATH, HOME: homedir() },
    });
    const command =
      "cat /etc/shadow 2>/dev/null | wc -c; ls -A /etc/ssh /root /home /var/log 2>/dev/null | grep -v : | wc -w";
    expect(await workspace.result("run_command", { command })).toBe("0\n0\n(Exit code 0.)");
  });
});

/** Listens on a port or a path until the test has finished. Returns the port. */
async function listen(at: number | string): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  onTestFinished(async () => void server.close());
  await new Promise<void>((resolve) =>
    typeof at === "number" ? server.listen(at, "127.0.0.1", resolve) : server.listen(at, resolve),
  );
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
