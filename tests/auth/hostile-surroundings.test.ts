import { existsSync } from "node:fs";
import { chmod, chown, cp, mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli, startCli } from "../cli/cli-process.ts";
import { atPseudoTerminal, SCRIPT } from "../cli/pseudo-terminal.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import {
  asNobody,
  CONFIG,
  cloneOf,
  config,
  expectRefusal,
  isRoot,
  LEAVES_TRACE,
  MCP,
  OTHER_ID,
  SERVE,
} from "./support/hostile-folder.ts";

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
