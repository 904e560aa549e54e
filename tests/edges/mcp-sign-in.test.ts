import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { describe, expect, it } from "vitest";
import { MemoryAuthorizationStore } from "../../packages/engine/src/tool/mcp/authorization/authorization-store.ts";
import { runCli, startCli } from "../cli/cli-process.ts";
import { type SpawnedServer, startServing } from "../cli/spawn-server.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { startMcp } from "../tools/support/mcp-rig.ts";
import {
  type AuthorizationServerOptions,
  guarded,
  startAuthorizationServer,
} from "./support/authorization-server.ts";
import { currentServers } from "./support/current-server.ts";
import { serveWeb } from "./support/web-server.ts";

/** An MCP server behind an authorization server, both on 127.0.0.1. */
async function startGuarded(options: AuthorizationServerOptions = {}) {
  const authorization = await startAuthorizationServer(options);
  const handler = createMcpHandler(currentServers());
  const web = await serveWeb(guarded(authorization, (request) => handler.fetch(request)));
  return { authorization, web, url: `${web.url}/mcp` };
}

/** AIWhisperer with that MCP server under the name `guarded`. */
async function serveWith(entry: object, dataDir?: string): Promise<SpawnedServer> {
  const file = join(await temporaryFolder(), "mcp.json");
  await writeFile(file, JSON.stringify({ mcpServers: { guarded: entry } }));
  const folder = dataDir === undefined ? [] : ["--data-dir", dataDir];
  return startServing(["--mcp-config", file, "--log-level", "info", ...folder]);
}

/** The link in the status of the server. */
async function linkOf({ cli }: SpawnedServer): Promise<string> {
  const [, link = ""] = await cli.waitFor(/"state":"sign-in".*?"url":"([^"]+)"/, "stderr");
  return link;
}

/** Opens a link as a browser does, up to the redirect back. Returns its address. */
async function openLink(link: string): Promise<string> {
  const answer = await fetch(link, { redirect: "manual" });
  expect(answer.status).toBe(302);
  return answer.headers.get("location") ?? "";
}

async function call({ url }: SpawnedServer): Promise<string> {
  const chat = await runCli([
    "chat",
    "--url",
    url,
    "--approve",
    "all",
    'call guarded.echo {"text": "hello"}',
  ]);
  return chat.stdout;
}

const SIGN_IN = {
  redirectUrl: Promise.resolve("http://127.0.0.1:1/mcp/oauth/callback"),
};

/** Signs in where the status asks for it. */
async function signIn(rig: ReturnType<typeof startMcp>, from = 0): Promise<void> {
  const { url } = await rig.until("sign-in", from);
  await rig.servers.completeSignIn(new URL(await openLink(url)).searchParams);
}

describe("a person who signs in at an MCP server", () => {
  it("opens the link, comes back to this server, and its tools work, also after a restart", async () => {
    const { authorization, url } = await startGuarded();
    const dataDir = join(await temporaryFolder(), "data");
    const first = await serveWith({ url }, dataDir);
    const back = await openLink(await linkOf(first));
    expect(back).toMatch(`${first.url}/mcp/oauth/callback?`);
    const page = await fetch(back);
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(await page.text()).toBe("You are signed in at guarded. You can close this window.\n");
    await first.cli.waitFor(/"name":"guarded","state":"ready","tools":3/, "stderr");
    expect(await call(first)).toContain("modern: hello");

    const again = await fetch(back);
    expect(again.status).toBe(400);
    expect(await again.text()).toMatch(/did not succeed/);

    const folder = join(dataDir, "mcp-auth");
    const [file = ""] = await readdir(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)]);
    expect(await readFile(join(folder, file), "utf8")).toContain("access-");

    first.cli.kill("SIGTERM");
    const end = await first.cli.ended;
    for (const secret of authorization.secrets) expect(end.stdout + end.stderr).not.toContain(secret);
    const second = await serveWith({ url }, dataDir);
    await second.cli.waitFor(/"name":"guarded","state":"ready"/, "stderr");
    expect(second.cli.stderr).not.toContain('"state":"sign-in"');
    expect(await call(second)).toContain("modern: hello");
  });

  it("finds the link at a terminal and over the contract", async () => {
    const { url } = await startGuarded();
    const server = await serveWith({ url });
    const link = await linkOf(server);
    const chat = startCli(["chat", "--url", server.url, "--interactive"]);
    chat.write("/mcp\n");
    await chat.waitFor(/guarded +sign-in needed/);
    const [, shown] = await chat.waitFor(/Sign in: (\S+)/);
    expect(shown).toBe(link);
    chat.end("/quit\n");
    await chat.ended;
  });

  it("who refuses sees that, and gets a new link with the reason", async () => {
    const { authorization, url } = await startGuarded();
    authorization.refusePeople();
    const server = await serveWith({ url });
    const back = await openLink(await linkOf(server));
    expect(await (await fetch(back)).text()).toMatch(/did not succeed/);
    await server.cli.waitFor(/"reason":"the sign-in failed: [^"]*access_denied/, "stderr");
  });

  it("is sent back to the public address", async () => {
    const { authorization, url } = await startGuarded();
    const file = join(await temporaryFolder(), "mcp.json");
    await writeFile(file, JSON.stringify({ mcpServers: { guarded: { url } } }));
    const args = ["--mcp-config", file, "--public-url", "https://app.example.com"];
    const link = await linkOf(await startServing(args));
    expect(new URL(link).searchParams.get("redirect_uri")).toBe("https://app.example.com/mcp/oauth/callback");
    expect(authorization.registered).toEqual(["https://app.example.com/mcp/oauth/callback"]);
  });

  it("that no sign-in waits for is refused, whatever the state", async () => {
    const { url } = await startGuarded();
    const server = await serveWith({ url });
    await linkOf(server);
    for (const query of ["", "?state=", "?state=x&code=y", "?code=y"]) {
      const answer = await fetch(`${server.url}/mcp/oauth/callback${query}`);
      expect(answer.status).toBe(400);
    }
  });

  it("has a new link once the old one is too old; the old one does not work", async () => {
    const clock = new ManualClock();
    const { url } = await startGuarded();
    const rig = startMcp(
      { guarded: { url } },
      { clock, signIn: { ...SIGN_IN, store: new MemoryAuthorizationStore() } },
    );
    const old = await rig.until("sign-in");
    expect(old.expiresAt - clock.now()).toBe(3_600_000);
    const back = new URL(await openLink(old.url)).searchParams;
    await clock.timerOf(3_600_000);
    const before = rig.statuses.length;
    clock.advance(3_600_000);
    await expect(rig.servers.completeSignIn(back)).rejects.toThrow("no such sign-in waits");
    const renewed = await rig.until("sign-in", before);
    expect(renewed.url).not.toBe(old.url);
    await signIn(rig, before);
    await rig.until("ready");
  });
});

describe("the tokens of an MCP server", () => {
  async function startSignedIn(authorizationOptions: AuthorizationServerOptions = {}, oauth: object = {}) {
    const { authorization, web, url } = await startGuarded(authorizationOptions);
    const store = new MemoryAuthorizationStore();
    const rig = startMcp({ guarded: { url, oauth } }, { signIn: { ...SIGN_IN, store } });
    return { authorization, web, rig };
  }

  it("are renewed where they have expired, without a person", async () => {
    const { authorization, rig } = await startSignedIn();
    await signIn(rig);
    await rig.until("ready");
    authorization.expireTokens();
    const calls = ["a", "b", "c"].map((text) => rig.call("guarded.echo", { text }));
    expect((await Promise.all(calls)).map(({ result }) => result)).toEqual([
      "modern: a",
      "modern: b",
      "modern: c",
    ]);
    expect(authorization.grants).toEqual(["authorization_code", "refresh_token"]);
  });

  it("that cannot be renewed need another sign-in; the call says so and has not run", async () => {
    const { authorization, rig } = await startSignedIn();
    await signIn(rig);
    await rig.until("ready");
    authorization.expireTokens();
    authorization.revokeRefreshTokens();
    const before = rig.statuses.length;
    expect(await rig.call("guarded.echo", { text: "x" })).toEqual({
      isError: true,
      result: expect.stringMatching(/^The MCP server guarded needs a sign-in: echo did not run\./),
    });
    await signIn(rig, before);
    await rig.until("ready", before);
    expect(await rig.call("guarded.echo", { text: "x" })).toMatchObject({ result: "modern: x" });
  });

  it("come to a client that was registered beforehand, by its secret", async () => {
    const { authorization, rig } = await startSignedIn(
      { clients: { known: { secret: "s3cr3t-of-known" } }, takesRegistrations: false },
      { clientId: "known", clientSecret: "s3cr3t-of-known" },
    );
    await signIn(rig);
    await rig.until("ready");
    expect(authorization.registered).toEqual([]);
    expect(JSON.stringify(rig.statuses)).not.toContain("s3cr3t-of-known");
  });

  it("come without a person to a client that signs in for itself", async () => {
    const { authorization, rig } = await startSignedIn(
      { clients: { robot: { secret: "s3cr3t-of-robot" } } },
      { grant: "client_credentials", clientId: "robot", clientSecret: "s3cr3t-of-robot" },
    );
    await rig.until("ready");
    expect(await rig.call("guarded.echo", { text: "x" })).toMatchObject({ result: "modern: x" });
    expect(authorization.grants).toEqual(["client_credentials"]);
  });

  it("are not sent along with what is configured for the server to its authorization server", async () => {
    const { authorization, url } = await startGuarded();
    const headers = { "X-Api-Key": "k3y-of-the-server" };
    const rig = startMcp(
      { guarded: { url, headers } },
      { signIn: { ...SIGN_IN, store: new MemoryAuthorizationStore() } },
    );
    await signIn(rig);
    await rig.until("ready");
    for (const request of authorization.requests) expect(request.headers.has("x-api-key")).toBe(false);
  });
});

describe("an MCP server that cannot be signed in at", () => {
  it("since its authorization server takes no registrations says so, and is not asked again soon", async () => {
    const { url } = await startGuarded({ takesRegistrations: false });
    const rig = startMcp(
      { guarded: { url } },
      { signIn: { ...SIGN_IN, store: new MemoryAuthorizationStore() } },
    );
    const { reason, nextAttemptAt } = await rig.until("failed");
    expect(reason).toMatch(/^needs a sign-in, which cannot be begun: .*registration/i);
    expect(nextAttemptAt - Date.now()).toBeGreaterThan(500_000);
  });

  it("since its Authorization header is configured is reported as refusing it", async () => {
    const { url } = await startGuarded();
    const headers = { Authorization: "Bearer of-yesterday" };
    const rig = startMcp(
      { guarded: { url, headers } },
      { signIn: { ...SIGN_IN, store: new MemoryAuthorizationStore() } },
    );
    expect((await rig.until("failed")).reason).toBe("answered with HTTP 401");
  });
});
