import { chmod, readdir, readFile, stat, symlink, unlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { createClient } from "@aiwhisperer/client";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli, startCli } from "../cli/cli-process.ts";
import { startServing } from "../cli/spawn-server.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { upgrade } from "./support/auth-server.ts";

const JSON_HEADERS = { "content-type": "application/json" };
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const tokenOf = async (dataDir: string): Promise<string> =>
  (await readFile(join(dataDir, "local-token"), "utf8")).trim();

/** A server that asks for its data folder's token, whose record is in a state folder of the test's. */
async function startAsking() {
  const state = await temporaryFolder();
  const env = { XDG_STATE_HOME: state };
  const server = await startServing([], { asksForToken: true, env });
  const record = join(state, "aiwhisperer", "servers", `${new URL(server.url).port}.json`);
  return { ...server, env, record, token: await tokenOf(server.dataDir) };
}

interface SessionAnswer {
  readonly token: string;
  readonly userId: string;
  readonly expiresAt: number;
}

async function sessionOf(response: Response): Promise<SessionAnswer> {
  return (await response.json()) as SessionAnswer;
}

function redeem(url: string, ticket: string): Promise<Response> {
  const body = JSON.stringify({ ticket });
  return fetch(`${url}/auth/session`, { method: "POST", headers: JSON_HEADERS, body });
}

async function statusOf(url: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(url, init);
  await response.text();
  return response.status;
}

describe("a server on loopback without accounts", () => {
  it("answers without a token on its first page and on health alone", async () => {
    const { url, wsUrl, token } = await startAsking();
    const open = await Promise.all(["/", "/healthz", "/readyz"].map((path) => statusOf(url + path)));
    expect(open).toEqual([200, 200, 200]);
    const paths = ["/metrics", "/openrpc.json", "/asyncapi.json", "/admin/api/server", "/nothing"];
    for (const path of paths) {
      expect([path, await statusOf(url + path)]).toEqual([path, 401]);
      expect(await statusOf(url + path, bearer(token)), path).toBe(path === "/nothing" ? 404 : 200);
    }
    expect((await upgrade(wsUrl)).status).toBe(401);
    expect((await upgrade(wsUrl, bearer(`${token}x`))).status).toBe(401);
    expect((await upgrade(wsUrl, bearer(token))).status).toBe(101);
  });

  it("keeps token and record from other users, and removes the record at its end", async () => {
    const { cli, dataDir, record, url, token } = await startAsking();
    expect((await stat(join(dataDir, "local-token"))).mode & 0o777).toBe(0o600);
    expect((await stat(record)).mode & 0o777).toBe(0o600);
    expect((await stat(join(record, ".."))).mode & 0o777).toBe(0o700);
    const processStart = expect.stringMatching(/^\d+$/);
    const facts = { url, token, pid: cli.pid, dataDir };
    const isLinux = process.platform === "linux";
    expect(JSON.parse(await readFile(record, "utf8"))).toEqual(isLinux ? { ...facts, processStart } : facts);
    cli.kill("SIGTERM");
    expect((await cli.ended).code).toBe(0);
    expect(await readdir(join(record, ".."))).toEqual([]);
  });

  it("prints an address whose ticket is redeemed once, for a token that survives a restart", async () => {
    const first = await startAsking();
    expect(first.cli.stdout.trimEnd().split("\n").at(-1)).toMatch(
      /http:\/\/127\.0\.0\.1:\d+\/#ticket=[\w-]{43}$/,
    );
    const answer = await redeem(first.url, first.ticket ?? "");
    const { token, userId, expiresAt } = await sessionOf(answer);
    expect(userId).toBe("local");
    expect(expiresAt).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(await statusOf(`${first.url}/openrpc.json`, bearer(token))).toBe(200);
    expect((await redeem(first.url, first.ticket ?? "")).status).toBe(401);
    first.cli.kill("SIGKILL");
    await first.cli.ended;
    const port = new URL(first.url).port;
    const second = startCli(["serve", "--port", port, "--data-dir", first.dataDir], { env: first.env });
    await second.waitFor(/listens on/);
    expect(await statusOf(`${first.url}/openrpc.json`, bearer(token))).toBe(200);
    const renewed = await fetch(`${first.url}/auth/session`, { method: "POST", ...bearer(token) });
    expect((await sessionOf(renewed)).token).toMatch(/^aiwp_/);
    expect(await statusOf(`${first.url}/openrpc.json`, bearer(`${token.slice(0, -1)}?`))).toBe(400);
    const forged = token.replace(/^aiwp_[^.]+/, "aiwp_zzzzzzzzz");
    expect(await statusOf(`${first.url}/openrpc.json`, bearer(forged))).toBe(401);
  });

  it("ends page tokens when the data folder's token is replaced", async () => {
    const first = await startAsking();
    const { token } = await sessionOf(await redeem(first.url, first.ticket ?? ""));
    first.cli.kill("SIGTERM");
    await first.cli.ended;
    await unlink(join(first.dataDir, "local-token"));
    const port = new URL(first.url).port;
    const second = startCli(["serve", "--port", port, "--data-dir", first.dataDir], { env: first.env });
    await second.waitFor(/listens on/);
    expect(await statusOf(`${first.url}/openrpc.json`, bearer(token))).toBe(401);
    expect(await statusOf(`${first.url}/openrpc.json`, bearer(first.token))).toBe(401);
  });

  it("opens a WebSocket by its start ticket for a client that cannot send a header", async () => {
    const { wsUrl, ticket } = await startAsking();
    expect((await upgrade(`${wsUrl}?ticket=${ticket}`)).status).toBe(101);
    expect((await upgrade(`${wsUrl}?ticket=${ticket}`)).status).toBe(401);
  });

  it("is found by the terminal client and by the SDK of the same user, by its port", async () => {
    const { url, wsUrl, env } = await startAsking();
    const found = await runCli(["chat", "--url", url, "echo here"], { env });
    expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining("here") });
    const elsewhere = { XDG_STATE_HOME: await temporaryFolder() };
    const refused = await runCli(["chat", "--url", url, "hi"], { env: elsewhere });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("AIWHISPERER_TOKEN");
    const before = process.env.XDG_STATE_HOME;
    process.env.XDG_STATE_HOME = env.XDG_STATE_HOME;
    onTestFinished(() => {
      if (before === undefined) delete process.env.XDG_STATE_HOME;
      else process.env.XDG_STATE_HOME = before;
    });
    const client = createClient({ url: wsUrl });
    onTestFinished(() => client.close());
    const session = await client.startSession({ context: "brief" });
    expect(session.sessionId).toBeTypeOf("string");
    expect(client.userId).toBe("local");
  });

  it("has `aiwhisperer open` print an address with a fresh ticket", async () => {
    const { url, env } = await startAsking();
    const { code, stdout } = await runCli(["open", "--url", url], { env });
    expect(code).toBe(0);
    const [, ticket = ""] = /^http:\/\/127\.0\.0\.1:\d+\/#ticket=(\S+)\n$/.exec(stdout) ?? [];
    expect((await redeem(url, ticket)).status).toBe(200);
    const nowhere = await runCli(["open", "--url", "http://127.0.0.1:1"], { env });
    expect(nowhere).toMatchObject({ code: 1, stdout: "" });
    expect(nowhere.stderr).toContain("No server of this user");
  });

  it("refuses a token file that others can read, or that is a link, and names the remedy", async () => {
    const dataDir = await temporaryFolder();
    const path = join(dataDir, "local-token");
    await writeFile(path, `aiwl_${"a".repeat(43)}\n`);
    await chmod(path, 0o644);
    const loose = await runCli(["serve", "--port", "0", "--data-dir", dataDir]);
    expect(loose.code).toBe(1);
    expect(loose.stderr).toContain(`chmod 600 ${path}`);
    await unlink(path);
    await symlink("/etc/hostname", path);
    const linked = await runCli(["serve", "--port", "0", "--data-dir", dataDir]);
    expect(linked.code).toBe(1);
    expect(linked.stderr).toContain("is a link");
  });

  it("trusts every local client only with --trust-local, which prints a warning and keeps no record", async () => {
    const state = await temporaryFolder();
    const server = await startServing([], { env: { XDG_STATE_HOME: state } });
    expect(server.cli.stdout).toContain("WARNING: --trust-local");
    expect((await upgrade(server.wsUrl)).status).toBe(101);
    expect(server.ticket).toBeUndefined();
    await expect(readdir(join(state, "aiwhisperer"))).rejects.toThrow("ENOENT");
    const both = await runCli(["serve", "--port", "0", "--trust-local", "--api-keys"]);
    expect(both).toMatchObject({ code: 1, stdout: "" });
    expect(both.stderr).toContain("--trust-local");
  });
});

describe("a token that a record has, while another user's program listens on the same port", () => {
  it("is sent to the server's own address alone, which localhost means", async () => {
    const state = await temporaryFolder();
    const env = { XDG_STATE_HOME: state };
    const cli = startCli(["serve", "--port", "0", "--host", "127.0.0.2"], {
      cwd: await temporaryFolder(),
      env,
    });
    const [, port = ""] = await cli.waitFor(/127\.0\.0\.2:(\d+)/);
    const listener = await startListener("127.0.0.1", Number(port));
    const found = await runCli(["chat", "--url", `localhost:${port}`, "echo here"], { env });
    expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining("here") });
    expect(listener.heard()).toBe("[]");
    expect((await runCli(["chat", "--url", `127.0.0.1:${port}`, "hi"], { env })).code).toBe(1);
    expect(listener.heard()).toContain("/ws");
    expect(listener.heard()).not.toMatch(/aiwl_|authorization/i);
  });

  it.runIf(process.platform === "linux")(
    "is not sent once its server has ended, though a later process has its number (Linux)",
    async () => {
      const { cli, record, env } = await startAsking();
      const text = await readFile(record, "utf8");
      const port = Number(new URL(JSON.parse(text).url).port);
      cli.kill("SIGKILL");
      await cli.ended;
      const listener = await startListener("127.0.0.1", port);
      await writeFile(record, JSON.stringify({ ...JSON.parse(text), pid: process.pid }));
      expect((await runCli(["chat", "--url", `127.0.0.1:${port}`, "hi"], { env })).code).toBe(1);
      expect(listener.heard()).toContain("/ws");
      expect(listener.heard()).not.toMatch(/aiwl_|authorization/i);
      expect((await runCli(["open", "--url", `127.0.0.1:${port}`], { env })).stderr).toContain("No server");
    },
  );

  it("cannot be found any more when the port is free again", async () => {
    const config = join(await temporaryFolder(), "mcp.json");
    const stubborn = {
      command: "sh",
      args: ["-c", "trap '' TERM; while kill -0 $PPID; do read x || sleep 1; done"],
    };
    await writeFile(config, JSON.stringify({ mcpServers: { stubborn } }));
    const env = { XDG_STATE_HOME: await temporaryFolder() };
    const args = ["--mcp-config", config, "--mcp-stop-grace-ms", "2000"];
    const { cli, url } = await startServing(args, { asksForToken: true, env });
    const folder = join(env.XDG_STATE_HOME, "aiwhisperer", "servers");
    expect(await readdir(folder)).toHaveLength(1);
    cli.kill("SIGTERM");
    while (await isAnswering(url));
    expect(await readdir(folder)).toEqual([]);
    cli.kill("SIGKILL");
  });
});

async function isAnswering(url: string): Promise<boolean> {
  try {
    return (await statusOf(url)) > 0;
  } catch {
    return false;
  }
}

/** A program that waits for tokens, as another user of the machine could start it. */
async function startListener(host: string, port: number) {
  const heard: unknown[] = [];
  const server = createServer((request, response) => {
    heard.push([request.url, request.headers]);
    response.writeHead(500).end();
  });
  server.on("upgrade", (request, socket) => {
    heard.push([request.url, request.headers]);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  onTestFinished(() => void server.close());
  return { heard: () => JSON.stringify(heard) };
}
