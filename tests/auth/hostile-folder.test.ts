import { existsSync } from "node:fs";
import { chmod, chown, cp, mkdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { type CliResult, runCli, startCli } from "../cli/cli-process.ts";
import { atPseudoTerminal, SCRIPT } from "../cli/pseudo-terminal.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";

const CONFIG = "aiwhisperer.config.json";
const SERVE = ["serve", "--port", "0", "--trust-local"];
const MAIN = fileURLToPath(new URL("../../packages/cli/bin/aiwhisperer.cjs", import.meta.url));
const PROJECT = join(import.meta.dirname, "../..");

/** A folder as a clone of another author has it, with a state folder of the person who cloned it. */
async function cloneOf(files: Readonly<Record<string, string>>) {
  const [cwd, state] = [await temporaryFolder(), await temporaryFolder()];
  const env = { XDG_STATE_HOME: state };
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(join(cwd, name, ".."), { recursive: true });
    await writeFile(join(cwd, name), text);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return {
    cwd,
    env,
    state,
    write,
    run: (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      runCli(args, { cwd, env: { ...env, ...more } }),
    /** Starts a server there, which ends with the test. Returns its output. */
    async serve(args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) {
      const cli = startCli([...SERVE, ...args], { cwd, env: { ...env, ...more } });
      await cli.waitFor(/listens on/);
      return cli;
    },
    async serveOnce(args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) {
      const cli = startCli([...SERVE, ...args], { cwd, env: { ...env, ...more } });
      await cli.waitFor(/listens on/);
      cli.kill("SIGTERM");
      return cli.ended;
    },
    has: (name: string) => existsSync(join(cwd, name)),
  };
}

const config = (options: object): string => JSON.stringify(options);

/** A module that leaves a trace as soon as it is loaded. */
const LEAVES_TRACE = `
import { writeFileSync } from "node:fs";
writeFileSync(new URL("./trace", import.meta.url), "ran");
export const plugin = { name: "trace", register() {} };
`;

/** MCP servers of which one leaves a trace as soon as it is started. */
const MCP = JSON.stringify({
  mcpServers: { tracer: { command: "sh", args: ["-c", `echo ran > "\${workspaceFolder}/trace"`] } },
});

const isRoot = process.getuid?.() === 0;
/** A user that owns nothing. */
const OTHER_ID = 65_534;
/** The command line as that user starts it. */
const asNobody = [
  "setpriv",
  `--reuid=${OTHER_ID}`,
  `--regid=${OTHER_ID}`,
  "--clear-groups",
  process.execPath,
  MAIN,
] as const;

function expectRefusal(result: CliResult, ...named: string[]): void {
  expect(result.code).toBe(1);
  expect(result.stdout).toBe("");
  for (const text of [...named, "--trust-config", "aiwhisperer trust", "AIWHISPERER_TRUST_CONFIG"]) {
    expect(result.stderr).toContain(text);
  }
}

describe("a configuration that came with a folder", () => {
  it.each([
    ["loads no plug-in", { plugin: ["./evil.mjs"] }, "plugin"],
    ["starts no MCP server", { mcpConfig: "mcp.json" }, "mcpConfig"],
    ["lowers no policy", { executePolicy: "allow" }, "executePolicy: allow  (default: ask)"],
    ["lowers no tool's policy", { toolPolicy: ["run_command=allow"] }, "toolPolicy"],
    ["opens no origin", { allowOrigin: ["https://evil.example"] }, "allowOrigin: https://evil.example"],
    ["listens nowhere else", { host: "0.0.0.0", apiKeys: true }, "host: 0.0.0.0"],
    ["turns no token off", { trustLocal: true }, "trustLocal: true"],
    ["trusts no proxy", { trustProxy: ["0.0.0.0/0"] }, "trustProxy"],
    ["opens no other workspace", { workspace: "/" }, "workspace: /"],
    ["moves no data", { dataDir: "elsewhere" }, "dataDir"],
    ["weakens no limit", { commandTimeoutMs: 600_000 }, "commandTimeoutMs"],
    ["chooses no model", { model: "openai:gpt-5" }, "model: openai:gpt-5"],
    ["is refused whole where one setting of it is harmless", { port: 1, tools: false }, "tools: false"],
  ])("%s without a confirmation", async (_, options, shown) => {
    const clone = await cloneOf({ [CONFIG]: config(options), "evil.mjs": LEAVES_TRACE, "mcp.json": MCP });
    expectRefusal(await clone.run(["serve", "--port", "0"]), shown, join(clone.cwd, CONFIG));
    expect([clone.has("trace"), clone.has(".aiwhisperer")]).toEqual([false, false]);
  });

  it.each(["check", "repair", "backup"])("has %s work on no folder of its choice", async (command) => {
    const clone = await cloneOf({
      [CONFIG]: config({ dataDir: "elsewhere" }),
      "elsewhere/log.sqlite": "kept",
    });
    expectRefusal(await clone.run(command === "backup" ? [command, "copy"] : [command]), "dataDir");
    expect([clone.has("elsewhere/owner.lock"), clone.has("copy")]).toEqual([false, false]);
  });

  it("may set what is harmless", async () => {
    const clone = await cloneOf({ [CONFIG]: config({ port: 0, logLevel: "error" }) });
    const cli = startCli(["serve", "--trust-local"], { cwd: clone.cwd, env: clone.env });
    await cli.waitFor(/listens on/);
    expect(cli.stderr).toBe("");
  });

  it("needs no confirmation for what a flag or a variable overrides", async () => {
    const clone = await cloneOf({ [CONFIG]: config({ executePolicy: "allow", model: "openai:x" }) });
    const cli = await clone.serve(["--execute-policy", "ask"], { AIWHISPERER_MODEL: "demo" });
    expect(cli.stdout).toContain("commands ask first");
  });

  it("is shown by --print-config, which starts nothing", async () => {
    const clone = await cloneOf({
      [CONFIG]: config({ plugin: ["./evil.mjs"] }),
      "evil.mjs": LEAVES_TRACE,
    });
    const { code, stdout, stderr } = await clone.run(["serve", "--print-config"]);
    expect([code, clone.has("trace")]).toEqual([0, false]);
    expect(stdout).toContain("evil.mjs");
    expect(stderr).toContain("was not confirmed");
  });

  it("cannot trust itself, nor can a file of variables beside it", async () => {
    const clone = await cloneOf({
      [CONFIG]: config({ executePolicy: "allow" }),
      ".env": "AIWHISPERER_TRUST_CONFIG=true\n",
    });
    expectRefusal(await clone.run(SERVE));
    for (const key of ["trustConfig", "AIWHISPERER_TRUST_CONFIG"]) {
      await clone.write(CONFIG, config({ [key]: true, executePolicy: "allow" }));
      const { code, stderr } = await clone.run(SERVE);
      expect(code).toBe(1);
      expect(stderr).toContain(`there is no option "${key}"`);
    }
  });

  it("is trusted for one run by flag and by variable", async () => {
    const clone = await cloneOf({
      [CONFIG]: config({ plugin: ["./evil.mjs"] }),
      "evil.mjs": LEAVES_TRACE,
    });
    for (const [args, env] of [
      [["--trust-config"], {}],
      [[], { AIWHISPERER_TRUST_CONFIG: "true" }],
    ] as const) {
      expect((await clone.serveOnce(args, env)).stderr).toContain("is trusted for this run");
      expect(clone.has("trace")).toBe(true);
      await rm(join(clone.cwd, "trace"));
      expectRefusal(await clone.run(SERVE));
    }
    expectRefusal(await clone.run(SERVE, { AIWHISPERER_TRUST_CONFIG: "false" }));
  });

  it("needs no confirmation where the operator names it", async () => {
    const clone = await cloneOf({ [CONFIG]: config({ executePolicy: "allow" }) });
    const byFlag = await clone.serve(["--config", CONFIG]);
    expect(byFlag.stdout).toContain("commands run without asking");
    const byVariable = await clone.serve(["--data-dir", await temporaryFolder()], {
      AIWHISPERER_CONFIG: CONFIG,
    });
    expect(byVariable.stdout).toContain("commands run without asking");
  });

  it("is bounded, and a file", async () => {
    const clone = await cloneOf({ [CONFIG]: `{"port": 0${" ".repeat(1024 * 1024)}}` });
    expect((await clone.run(SERVE)).stderr).toContain("has more than 1048576 bytes");
    await rm(join(clone.cwd, CONFIG));
    await symlink("/dev/zero", join(clone.cwd, CONFIG));
    expect((await clone.run(SERVE)).stderr).toContain("is not a file");
  });

  it("names no file whose content cannot be confirmed", async () => {
    for (const options of [{ mcpConfig: "/dev/zero" }, { plugin: ["/dev/stdin"] }, { mcpConfig: "." }]) {
      const clone = await cloneOf({ [CONFIG]: config(options) });
      const { code, stderr } = await clone.run(SERVE, { AIWHISPERER_TRUST_CONFIG: "true" });
      expect(code).toBe(1);
      expect(stderr).toContain("It cannot be confirmed.");
    }
  });

  it("is shown without a character that hides something", async () => {
    const clone = await cloneOf({
      [CONFIG]: config({ workspace: "safe\u202e\u001b[2Jx\ny", allowOrigin: ["https://a.example"] }),
    });
    const { stderr } = await clone.run(SERVE);
    expect(stderr).toContain("safe⟨U+202E⟩⟨U+001B⟩[2Jx⟨U+000A⟩y");
    await clone.write(CONFIG, config({ "p\u202e\u001b\n": 1 }));
    expect((await clone.run(SERVE)).stderr).toContain(String.raw`no option "p⟨U+202E⟩\u001b\n"`);
  });
});

describe("aiwhisperer trust", () => {
  it("confirms a configuration until it or a file that it names changes", async () => {
    const clone = await cloneOf({
      [CONFIG]: config({ plugin: ["./evil.mjs"], mcpConfig: "mcp.json" }),
      "evil.mjs": LEAVES_TRACE,
      "mcp.json": '{"mcpServers":{}}',
    });
    const shown = await clone.run(["trust", "--show"]);
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining("mcpServers") });
    expectRefusal(await clone.run(SERVE));
    expect(await clone.run(["trust"])).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("It is confirmed now."),
    });
    expect(clone.has("trace")).toBe(false);
    expect((await clone.serveOnce()).stderr).toBe("");
    for (const [name, text] of [
      ["evil.mjs", `${LEAVES_TRACE}// more`],
      ["mcp.json", MCP],
      [CONFIG, config({ plugin: ["./evil.mjs"], executePolicy: "allow" })],
    ] as const) {
      await rm(join(clone.cwd, "trace"), { force: true });
      await clone.write(name, text);
      expectRefusal(await clone.run(SERVE), "has changed since it was confirmed");
      expect(clone.has("trace"), name).toBe(false);
      await clone.run(["trust"]);
      await clone.serveOnce();
    }
  });

  it("asks again where a script that an MCP server runs has changed", async () => {
    const server = (args: object): string =>
      JSON.stringify({ mcpServers: { mine: { command: "sh", ...args } } });
    const clone = await cloneOf({ [CONFIG]: config({ mcpConfig: "tools/mcp.json" }), "run.sh": "exit 1" });
    for (const args of [
      { args: ["./run.sh"] },
      { args: ["../run.sh"] },
      { args: [`\${workspaceFolder}/run.sh`] },
      { args: [join(clone.cwd, "run.sh")] },
      { envFile: "run.sh" },
    ]) {
      await clone.write("tools/mcp.json", server(args));
      await clone.run(["trust"]);
      expect((await clone.run(["trust", "--show"])).stdout, JSON.stringify(args)).toContain("was confirmed");
      await clone.write("run.sh", `echo ${JSON.stringify(args)} > trace`);
      expectRefusal(await clone.run(SERVE), "has changed since it was confirmed");
      expect(clone.has("trace")).toBe(false);
    }
  });

  it.each([
    ["in the folder of a server", { command: "sh", args: ["run.sh"], cwd: "sub" }, "sub/run.sh"],
    ["in a command line", { command: "sh", args: ["-c", "exec node run.js"] }, "run.js"],
    ["in an option", { command: "node", args: ["--import=./run.mjs"] }, "run.mjs"],
    ["in a variable", { command: "node", env: { NODE_OPTIONS: "-r ./run.cjs" } }, "run.cjs"],
    ["behind a variable", { command: "node", args: [`\${PWD}/run.js`] }, "run.js"],
    ["as a default", { command: "node", args: [`\${NOPE:-run.js}`] }, "run.js"],
    ["without its ending", { command: "node", args: ["run"] }, "run.js"],
    ["as a module of Python", { command: "python3", args: ["-m", "mine"] }, "mine.py"],
    ["by its folder", { command: "node", args: ["./server"] }, "server/index.js"],
    ["by the folder itself", { command: "node", args: ["."] }, "index.js"],
    ["as a script of the package", { command: "npm", args: ["run", "mcp"] }, "package.json"],
    ["as a program of a package", { command: "npx", args: ["thing"] }, "node_modules/.bin/thing"],
  ])("asks again where a program that is named %s has changed", async (_, mine, program) => {
    const clone = await cloneOf({
      [CONFIG]: config({ mcpConfig: "mcp.json" }),
      "mcp.json": JSON.stringify({ mcpServers: { mine } }),
      [program]: "exit 1",
    });
    await clone.run(["trust"]);
    expect((await clone.run(["trust", "--show"])).stdout).toContain("was confirmed");
    await clone.write(program, "exit 2");
    expect((await clone.run(["trust", "--show"])).stdout).toContain("has changed since it was confirmed");
  });

  it("asks again where a module that a plug-in imports has changed, and that one's", async () => {
    const clone = await cloneOf({
      [CONFIG]: config({ plugin: ["./good.mjs"] }),
      "good.mjs": `import "./lib/first.mjs";\n${LEAVES_TRACE}`,
      "lib/first.mjs": 'await import("../second.mjs");',
      "second.mjs": "",
    });
    for (const name of ["lib/first.mjs", "second.mjs"]) {
      await clone.run(["trust"]);
      expect((await clone.serveOnce()).stderr).toBe("");
      await clone.write(name, "// changed");
      expectRefusal(await clone.run(SERVE), "has changed since it was confirmed");
      await clone.write("lib/first.mjs", 'await import("../second.mjs");');
    }
  });

  it("asks again where a module beside the file that a plug-in links to has changed", async () => {
    const clone = await cloneOf({
      [CONFIG]: config({ plugin: ["./good.mjs"] }),
      "lib/good.mjs": `import "./first.mjs";\n${LEAVES_TRACE}`,
      "lib/first.mjs": "",
    });
    await symlink("lib/good.mjs", join(clone.cwd, "good.mjs"));
    await clone.run(["trust"]);
    await clone.write("lib/first.mjs", "// changed");
    expectRefusal(await clone.run(SERVE), "has changed since it was confirmed");
  });

  it("is suggested by the path of this program: npx would run one that the folder brings", async () => {
    const clone = await cloneOf({
      [CONFIG]: config({ executePolicy: "allow" }),
      "node_modules/.bin/aiwhisperer": "#!/bin/sh\ntouch trace\n",
    });
    await chmod(join(clone.cwd, "node_modules/.bin/aiwhisperer"), 0o755);
    const { stderr } = await clone.run(SERVE);
    expect(stderr).toContain(`node ${MAIN} trust`);
    expect(stderr).not.toContain("npx aiwhisperer");
    expect(clone.has("trace")).toBe(false);
  });

  it("confirms no file of MCP servers with more names than it looks for", async () => {
    const args = Array.from({ length: 10_001 }, (_, index) => `a${index}`);
    const clone = await cloneOf({
      [CONFIG]: config({ mcpConfig: "mcp.json" }),
      "mcp.json": JSON.stringify({ mcpServers: { mine: { command: "sh", args } } }),
    });
    expect(await clone.run(["trust"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("It cannot be confirmed"),
    });
  });

  it("confirms it in its own folder alone, and takes that back", async () => {
    const clone = await cloneOf({ [CONFIG]: config({ executePolicy: "allow" }) });
    await clone.run(["trust"]);
    const other = join(await temporaryFolder(), "copy");
    await cp(clone.cwd, other, { recursive: true });
    expectRefusal(await runCli(SERVE, { cwd: other, env: clone.env }));
    const linked = await temporaryFolder();
    await symlink(join(clone.cwd, CONFIG), join(linked, CONFIG));
    expectRefusal(await runCli(SERVE, { cwd: linked, env: clone.env }));
    expect((await clone.run(["trust", "--forget"])).stdout).toContain("is no longer confirmed");
    expectRefusal(await clone.run(SERVE));
  });

  it("stores it for this user alone, and does not believe a store that others can change", async () => {
    const clone = await cloneOf({ [CONFIG]: config({ executePolicy: "allow" }) });
    await clone.run(["trust"]);
    const store = join(clone.state, "aiwhisperer", "trusted-configs.json");
    expect((await stat(store)).mode & 0o777).toBe(0o600);
    expect((await stat(join(store, ".."))).mode & 0o777).toBe(0o700);
    await chmod(store, 0o666);
    expect((await clone.run(SERVE)).stderr).toContain(`chmod 600 ${store}`);
    await chmod(store, 0o600);
    await writeFile(store, "{ broken");
    expectRefusal(await clone.run(SERVE));
  });

  it("says where there is nothing to confirm, as in a clone of this project", async () => {
    const clone = await cloneOf({});
    expect((await clone.run(["trust"])).stdout).toBe("This folder has nothing that needs a confirmation.\n");
    expect(existsSync(join(PROJECT, CONFIG))).toBe(false);
  });
});

describe.skipIf(!existsSync(SCRIPT) && !process.env.CI)(
  "at a terminal (skipped where there is no script of util-linux)",
  () => {
    it("a person is asked, sees all of it, and is asked once", async () => {
      const clone = await cloneOf({
        [CONFIG]: config({ mcpConfig: "mcp.json", workspace: "./a\u202eb" }),
        "mcp.json": MCP,
      });
      await mkdir(join(clone.cwd, "a\u202eb"));
      const first = atPseudoTerminal(SERVE, clone.env, { cwd: clone.cwd });
      await first.waitFor(/Trust it\? \[y\/N\]/);
      for (const text of ["a⟨U+202E⟩b", "mcp.json", '"tracer"', "echo ran"])
        expect(first.stdout).toContain(text);
      expect(clone.has("trace")).toBe(false);
      first.write("y\r");
      await first.waitFor(/listens on/);
      first.kill("SIGTERM");
      await first.ended;
      const second = atPseudoTerminal(SERVE, clone.env, { cwd: clone.cwd });
      await second.waitFor(/listens on/);
      expect(second.stdout).not.toContain("Trust it?");
    });

    it("a file that changes while the question is open is not loaded", async () => {
      const clone = await cloneOf({ [CONFIG]: config({ plugin: ["./evil.mjs"] }), "evil.mjs": "" });
      const cli = atPseudoTerminal(SERVE, clone.env, { cwd: clone.cwd });
      await cli.waitFor(/Trust it\? \[y\/N\]/);
      await clone.write("evil.mjs", LEAVES_TRACE);
      cli.write("y\r");
      const { code, stdout } = await cli.ended;
      expect([code, clone.has("trace")]).toEqual([1, false]);
      expect(stdout).toContain("has changed since the question");
      expectRefusal(await clone.run(SERVE), "was not confirmed");
    });

    it.each(["\r", "n\r", "\u0003", "\u0004", "yikes\r"])(
      "anything but a yes starts nothing: %j",
      async (typed) => {
        const clone = await cloneOf({
          [CONFIG]: config({ plugin: ["./evil.mjs"] }),
          "evil.mjs": LEAVES_TRACE,
        });
        const cli = atPseudoTerminal(SERVE, clone.env, { cwd: clone.cwd });
        await cli.waitFor(/Trust it\? \[y\/N\]/);
        cli.write(typed);
        const { code, stdout } = await cli.ended;
        expect([code, clone.has("trace")]).toEqual([1, false]);
        expect(stdout).toContain("nothing was started");
        expectRefusal(await clone.run(SERVE));
      },
    );
  },
);

describe("a token of the environment", () => {
  const secret = "planted-token";

  /** A program that waits for tokens, as another user of the machine could start it. */
  async function startListener() {
    const heard: IncomingHttpHeaders[] = [];
    const paths: string[] = [];
    const server = createServer((request, response) => {
      heard.push(request.headers);
      paths.push(request.url ?? "");
      response.writeHead(500).end();
    });
    server.on("upgrade", (request, socket) => {
      heard.push(request.headers);
      paths.push(request.url ?? "");
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return { port: (server.address() as AddressInfo).port, all: () => JSON.stringify([heard, paths]) };
  }

  it("is sent to no address that came from a folder, confirmed or not", async () => {
    const listener = await startListener();
    const clone = await cloneOf({ [CONFIG]: config({ host: "127.0.0.1", port: listener.port }) });
    const env = { AIWHISPERER_TOKEN: secret };
    for (const args of [
      ["chat", "hi"],
      ["delete", "some"],
      ["plan", "status", "some"],
      ["export", "some"],
    ]) {
      expectRefusal(await clone.run(args, env), `host: 127.0.0.1`);
    }
    expect(listener.all()).toBe("[[],[]]");
    await clone.run(["trust"]);
    expect((await clone.run(["chat", "hi"], env)).code).toBe(1);
    expect(listener.all()).toContain("/ws");
    expect(listener.all()).not.toContain(secret);
  });

  it("is not sent to a port that came from a folder, but to an address that the operator names", async () => {
    const listener = await startListener();
    const clone = await cloneOf({ [CONFIG]: config({ port: listener.port }) });
    const env = { AIWHISPERER_TOKEN: secret };
    expect((await clone.run(["chat", "hi"], env)).stderr).toContain("--url");
    expect(listener.all()).toContain("/ws");
    expect(listener.all()).not.toContain(secret);
    await clone.run(["chat", "--url", `http://127.0.0.1:${listener.port}`, "hi"], env);
    expect(listener.all()).toContain(secret);
  });

  it("is named in the refusal of a server with accounts, with what to do", async () => {
    const clone = await cloneOf({});
    const cli = startCli(["serve", "--port", "0", "--api-keys"], { cwd: clone.cwd, env: clone.env });
    const [, port] = await cli.waitFor(/127\.0\.0\.1:(\d+)/);
    const key = (await clone.run(["keys", "create", "--user", "ann"])).stdout.trim();
    await clone.write(CONFIG, config({ port: Number(port) }));
    const env = { AIWHISPERER_TOKEN: key };
    const refused = await clone.run(["chat", "echo in"], env);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("AIWHISPERER_TOKEN is not sent"),
    });
    expect(refused.stderr).not.toContain(key);
    expect((await clone.run(["chat", "--url", `127.0.0.1:${port}`, "echo in"], env)).stdout).toContain("in");
  });

  it("is not needed for this user's own server on that port: its own token is found", async () => {
    const clone = await cloneOf({});
    const cli = startCli(["serve", "--port", "0"], { cwd: clone.cwd, env: clone.env });
    const [, port] = await cli.waitFor(/127\.0\.0\.1:(\d+)/);
    await clone.write(CONFIG, config({ port: Number(port) }));
    const answer = await clone.run(["chat", "echo found"], { AIWHISPERER_TOKEN: "not the server's" });
    expect(answer).toMatchObject({ code: 0, stdout: expect.stringContaining("found") });
  });
});

describe("other parts of a folder", () => {
  it("a data folder that came with it is not served", async () => {
    const token = `aiwl_${"A".repeat(43)}`;
    const clone = await cloneOf({ ".aiwhisperer/local-token": `${token}\n` });
    await chmod(join(clone.cwd, ".aiwhisperer"), 0o700);
    await chmod(join(clone.cwd, ".aiwhisperer/local-token"), 0o600);
    expectRefusal(await clone.run(["serve", "--port", "0"]), "The data folder", "local-token");
    expect((await clone.run(["keys", "create", "--user", "ann"])).code).toBe(1);
    await clone.write(CONFIG, config({ port: 0 }));
    expectRefusal(await clone.run(["serve"]), "The data folder");
  });

  it.each(["owner.json", "owner.lock", "folder-id"])(
    "no file elsewhere is written by a link %s",
    async (name) => {
      const clone = await cloneOf({ precious: "precious" });
      const folder = join(clone.cwd, ".aiwhisperer");
      await mkdir(folder, { mode: 0o700 });
      await symlink(join(clone.cwd, "precious"), join(folder, name));
      expectRefusal(await clone.run(SERVE), "The data folder", name);
      await clone.serveOnce(["--data-dir", ".aiwhisperer"]);
      await clone.serveOnce(["--trust-config"]);
      expect(await readFile(join(clone.cwd, "precious"), "utf8")).toBe("precious");
    },
  );

  it.runIf(isRoot)(
    "a data folder that another user of the machine has made is not served for root (needs root)",
    async () => {
      const clone = await cloneOf({});
      await chown(clone.cwd, OTHER_ID, OTHER_ID);
      const env = { XDG_STATE_HOME: join(clone.cwd, "state") };
      const made = await runCli(["keys", "create", "--user", "eve"], {
        cwd: clone.cwd,
        env,
        command: asNobody,
      });
      expect(made).toMatchObject({ code: 0 });
      expectRefusal(await clone.run(SERVE), "The data folder");
    },
  );

  it("a data folder that cannot be listed is not taken for an empty one", async () => {
    const clone = await cloneOf({ ".aiwhisperer/local-token": "planted" });
    const folder = join(clone.cwd, ".aiwhisperer");
    // Root can list every folder, so that another user has to try.
    if (isRoot) await Promise.all([clone.cwd, folder].map((path) => chown(path, OTHER_ID, OTHER_ID)));
    await chmod(folder, 0o300);
    onTestFinished(() => chmod(folder, 0o700));
    const env = { XDG_STATE_HOME: join(clone.cwd, "state") };
    const started = await runCli(SERVE, {
      cwd: clone.cwd,
      env,
      ...(isRoot ? { command: asNobody } : {}),
    });
    expectRefusal(started, "The data folder");
  });

  it("a data folder that this user's server has made is served again, and one in its place is not", async () => {
    const clone = await cloneOf({});
    await clone.serveOnce();
    expect((await clone.serveOnce()).stderr).toBe("");
    const moved = { XDG_STATE_HOME: await temporaryFolder() };
    if (existsSync("/etc/machine-id")) expect((await clone.serveOnce([], moved)).stderr).toBe("");
    const copy = join(await temporaryFolder(), "copy");
    await cp(clone.cwd, copy, { recursive: true });
    expectRefusal(await runCli(SERVE, { cwd: copy, env: clone.env }), "The data folder");
    const id = join(clone.cwd, ".aiwhisperer", "folder-id");
    expect((await stat(id)).mode & 0o777).toBe(0o600);
    const text = await readFile(id, "utf8");
    await writeFile(
      id,
      text.replace(/^./, (first) => (first === "A" ? "B" : "A")),
    );
    expectRefusal(await clone.run(SERVE), "The data folder has changed since");
    expect((await clone.serveOnce(["--data-dir", ".aiwhisperer"])).code).toBe(0);
    await clone.run(["trust"]);
    expect((await clone.serveOnce()).stderr).toBe("");
    expect(await readFile(id, "utf8")).not.toBe(text);
  });

  it("a data folder in which this user has made keys is served", async () => {
    const clone = await cloneOf({});
    await mkdir(join(clone.cwd, ".aiwhisperer"), { mode: 0o700 });
    expect((await clone.run(["keys", "create", "--user", "ann"])).code).toBe(0);
    const cli = startCli(["serve", "--port", "0", "--api-keys"], { cwd: clone.cwd, env: clone.env });
    await cli.waitFor(/listens on/);
  });

  it("an OpenTelemetry SDK in its node_modules is not run", async () => {
    const clone = await cloneOf({
      "node_modules/@opentelemetry/sdk-node/package.json": '{"main":"index.mjs"}',
      "node_modules/@opentelemetry/sdk-node/index.mjs": `${LEAVES_TRACE}export class NodeSDK {}`,
    });
    const trace = "node_modules/@opentelemetry/sdk-node/trace";
    expectRefusal(await clone.run([...SERVE, "--otel"]), "sdk-node");
    expect(clone.has(trace)).toBe(false);
    await clone.run([...SERVE, "--otel", "--trust-config"]);
    expect(clone.has(trace)).toBe(true);
  });
});
