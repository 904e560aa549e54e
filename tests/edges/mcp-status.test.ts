import { type ToolServerInfo, ToolServerState } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseMcpConfig } from "../../packages/engine/src/tool/mcp/config/parse-mcp-config.ts";
import { McpServers } from "../../packages/engine/src/tool/mcp/mcp-servers.ts";
import { startAdminServer, tokenOf } from "../admin/support/admin-server.ts";
import { ScriptedModel, said } from "../support/scripted-model.ts";
import { scriptOf } from "../tools/support/mcp-rig.ts";
import { listText, replayed, toolText } from "./support/replay.ts";

const SECRET = "s3cret-of-the-server";

const CONFIG = {
  good: {
    ...replayed({ pages: [listText(toolText("a"), "7", toolText("b"))] }),
    autoApprove: ["a"],
    env: { API_KEY: SECRET },
  },
  absent: { command: "no-such-command-anywhere" },
  odd: { url: "ftp://x" },
  off: { disabled: true },
};

async function startServers(config: object = CONFIG) {
  const mcp = new McpServers({
    servers: parseMcpConfig(JSON.stringify({ mcpServers: config }), process.env),
    environment: process.env,
    limits: { mcpStopGraceMs: 200 },
  });
  onTestFinished(() => mcp.close());
  const server = await startAdminServer({ engine: { tools: mcp.sources, toolServers: mcp } });
  mcp.start();
  const list = async (): Promise<readonly ToolServerInfo[]> => (await server.ask("/tool-servers")).json;
  const until = async (name: string, state: ToolServerState): Promise<ToolServerInfo> => {
    const find = async () => (await list()).find((info) => info.name === name && info.state === state);
    await expect.poll(find).toBeDefined();
    return (await find()) as ToolServerInfo;
  };
  return { mcp, server, list, until };
}

describe("the servers that tools come from", () => {
  it("are listed to every client with state, reason, tools, left-out tools and warnings, and no secrets", async () => {
    const { server, until } = await startServers();
    await until("good", ToolServerState.Ready);
    await until("absent", ToolServerState.Failed);
    const client = await server.connectAs("ann");
    const { servers } = (await client.call("listToolServers", {})).result as {
      servers: readonly ToolServerInfo[];
    };
    const since = expect.any(Number);
    expect(servers).toEqual([
      {
        name: "good",
        state: ToolServerState.Ready,
        since,
        tools: 2,
        leftOut: [{ name: "#2", reason: "its entry in the list is no object" }],
        restarts: 0,
        warnings: [expect.stringMatching(/^mcpServers\.good\.autoApprove: has no effect here/)],
      },
      {
        name: "absent",
        state: ToolServerState.Failed,
        since,
        reason: "could not be started (ENOENT): its command or its folder is not there",
        nextAttemptAt: expect.any(Number),
        tools: 0,
        leftOut: [],
        restarts: expect.any(Number),
        warnings: [],
      },
      {
        name: "odd",
        state: ToolServerState.Invalid,
        since,
        reason: "mcpServers.odd.url: must be an http or https address",
        tools: 0,
        leftOut: [],
        restarts: 0,
        warnings: [],
      },
      {
        name: "off",
        state: ToolServerState.Disabled,
        since,
        tools: 0,
        leftOut: [],
        restarts: 0,
        warnings: [],
      },
    ]);
    expect(JSON.stringify(servers)).not.toContain(SECRET);
  });

  it("are restarted by an admin, on the record", async () => {
    const { server, mcp, until } = await startServers({ unruly: scriptOf("unruly-server.ts") });
    await until("unruly", ToolServerState.Ready);
    const pid = async () => {
      const tool = mcp.sources[0]?.list().find((each) => each.tool.name === "unruly.pid")?.tool;
      const signal = new AbortController().signal;
      const run = { sessionId: "s", toolCallId: "c", signal, progress: () => undefined };
      return (await tool?.run({}, { ...run, ask: async () => ({ kind: "cancelled" }) }))?.result;
    };
    const before = await pid();
    expect((await server.ask("/tool-servers/unruly/restart", { method: "POST" })).status).toBe(200);
    await expect.poll(async () => (await until("unruly", ToolServerState.Ready)).restarts).toBe(1);
    expect(await pid()).not.toBe(before);
    expect(await server.audited()).toMatchObject([
      { action: "restart_tool_server", target: "unruly", outcome: "begun", userId: "ada" },
      { action: "restart_tool_server", target: "unruly", outcome: "done" },
    ]);
  });

  it("that wait after a failure are restarted at once", async () => {
    const { server, until } = await startServers({ absent: { command: "no-such-command-anywhere" } });
    const { restarts } = await until("absent", ToolServerState.Failed);
    await server.ask("/tool-servers/absent/restart", { method: "POST" });
    await expect
      .poll(async () => (await until("absent", ToolServerState.Failed)).restarts)
      .toBeGreaterThan(restarts);
  });

  it("are restarted by no other user, and not if there is none of that name", async () => {
    const { server } = await startServers();
    const post = (name: string, token?: string) =>
      server.ask(`/tool-servers/${name}/restart`, {
        method: "POST",
        ...(token === undefined ? {} : { token }),
      });
    expect((await post("good", tokenOf("ann"))).status).toBe(403);
    for (const name of ["nothing", "odd", "off"]) expect((await post(name)).status).toBe(404);
    const records = await server.audited();
    expect(records.map(({ action, target, outcome }) => [action, target, outcome])).toContainEqual([
      "restart_tool_server",
      undefined,
      "begun",
    ]);
  });

  it("show the link of a sign-in to admins only", async () => {
    const info = { name: "far", since: 1, tools: 0, leftOut: [], restarts: 0, warnings: [] };
    const waiting = { ...info, state: ToolServerState.SignInNeeded, signInUrl: "https://login.example/x" };
    const toolServers = { list: () => [waiting], restart: () => false };
    const server = await startAdminServer({ engine: { toolServers } });
    const client = await server.connectAs("ann");
    expect((await client.call("listToolServers", {})).result).toEqual({
      servers: [{ ...info, state: ToolServerState.SignInNeeded }],
    });
    expect((await server.ask("/tool-servers")).json).toEqual([waiting]);
  });
});

describe("more tools than a model may be offered", () => {
  const names = (server: string, count: number) => Array.from({ length: count }, (_, n) => `${server}.t${n}`);
  const manyTools = (count: number) =>
    replayed({ pages: [listText(...Array.from({ length: count }, (_, n) => toolText(`t${n}`)))] });

  it("are left out in the order of the configuration, with the reason in the list of tools", async () => {
    const { mcp, server, until } = await startServers({ one: manyTools(100), two: manyTools(60) });
    await until("one", ToolServerState.Ready);
    await until("two", ToolServerState.Ready);
    expect(mcp.sources.flatMap((source) => source.list())).toHaveLength(160);
    const client = await server.connectAs("ann");
    const { tools } = (await client.call("listTools", {})).result as {
      tools: readonly { name: string; usable: boolean; reason?: string }[];
    };
    const usable = tools.filter((tool) => tool.usable).map(({ name }) => name);
    expect(usable).toEqual([...names("one", 100), ...names("two", 28)]);
    expect(tools.find(({ name }) => name === "two.t28")?.reason).toMatch(
      /at most 128 tools \(limit maxOfferedTools\)/,
    );
  });

  it("are in no request to the model, in which the tools of clients come first", async () => {
    const asked: number[] = [];
    const model = new ScriptedModel(async function* ({ tools }) {
      asked.push(tools.length);
      expect(tools.filter(({ name }) => name.startsWith("mine")).map(({ name }) => name)).toEqual(["mine"]);
      yield said("done");
    });
    const mcp = new McpServers({
      servers: parseMcpConfig(JSON.stringify({ mcpServers: { one: manyTools(140) } }), process.env),
      environment: process.env,
    });
    onTestFinished(() => mcp.close());
    const server = await startAdminServer({
      models: model.catalog,
      engine: { tools: mcp.sources, toolServers: mcp },
    });
    mcp.start();
    await expect.poll(() => mcp.list()[0]?.state).toBe(ToolServerState.Ready);
    const client = await server.connectAs("ann");
    const tools = [{ name: "mine", description: "of the client" }];
    const { result } = await client.call("startSession", { userId: "ann", sessionParams: { tools } });
    const { sessionId } = result as { sessionId: string };
    await client.call("sendUserMessage", { sessionId, message: "hello" });
    await expect.poll(() => asked).toEqual([128]);
  });
});
