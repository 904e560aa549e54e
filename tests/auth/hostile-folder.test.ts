import { existsSync } from "node:fs";
import { chmod, cp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, startCli } from "../cli/cli-process.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import {
  CONFIG,
  cloneOf,
  config,
  expectRefusal,
  LEAVES_TRACE,
  MAIN,
  MCP,
  PROJECT,
  SERVE,
} from "./support/hostile-folder.ts";

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
