import {
  type Client,
  createClient,
  listEntries,
  type OfferedTool,
  ToolDecision,
  toMarkdown,
  toolCallPhase,
} from "@aiwhisperer/client";
import { afterEach, describe, expect, it } from "vitest";
import { finished, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "../support/server.ts";
import { CuttingProxy } from "./support/cutting-proxy.ts";
import { until } from "./support/until.ts";

let server: TestServer;
let clients: Client[] = [];

afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await server.stop();
});

/** A server whose model calls tools once and then says what they gave. */
const serve = async (
  calls: readonly (readonly [name: string, args: unknown])[],
  engine: NonNullable<TestServerOptions["engine"]> = {},
) => {
  const model = new ScriptedModel(async function* (request, step) {
    if (step === 1) return yield* calling(...calls);
    yield reportResults(request);
    yield finished;
  });
  server = await startTestServer({ models: model.catalog, engine });
};

const connect = (clientId: string, url = server.wsUrl) => {
  const client = createClient({ url, clientId, reconnect: { minDelayMs: 1, maxDelayMs: 5 } });
  clients.push(client);
  return client;
};

const paint = (run: OfferedTool["run"]): OfferedTool => ({
  name: "paint",
  description: "Paints.",
  inputSchema: { type: "object", properties: { color: { type: "string" } } },
  run,
});

describe("a client's tool on a real server", () => {
  it("is called by the model and answered with its result, although the link breaks meanwhile", async () => {
    await serve([["paint", { color: "red" }]]);
    const proxy = await CuttingProxy.start(Number(new URL(server.url).port));
    const client = connect("me", proxy.url);
    let runs = 0;
    const run: OfferedTool["run"] = (args) => {
      runs += 1;
      proxy.cutAll();
      return { painted: args };
    };
    const session = await client.startSession({ tools: [paint(run)] });
    const { text } = await session.send("Paint it.").result;
    expect(text).toBe('{"painted":{"color":"red"}}');
    expect(runs).toBe(1);
    const { state } = session;
    expect(listEntries(state).map(({ role }) => role)).toEqual(["user", "tool", "assistant"]);
    expect(state.toolCalls.map(toolCallPhase)).toEqual(["done"]);
    expect(toMarkdown(state, { title: "T" })).toContain('"painted"');
    await proxy.stop();
  });

  it("passes to another client when the one that had it has left, which runs it", async () => {
    await serve([["paint", {}]], { limits: { toolLeaseGraceMs: 10 } });
    const first = connect("first");
    const begun = Promise.withResolvers<AbortSignal>();
    const hold: OfferedTool["run"] = (_args, { signal }) => {
      begun.resolve(signal);
      return new Promise(() => {});
    };
    const session = await first.startSession({ tools: [paint(hold)] });
    await session.send("Paint it.").accepted;
    const signal = await begun.promise;
    const other = await connect("second").attachSession(session.sessionId);
    other.offerTools([paint(() => "by the second")]);
    first.close();
    const { toolCalls } = await until(other, (state) => state.toolCalls[0]?.result !== undefined);
    expect(toolCalls[0]).toMatchObject({
      lease: { clientId: "second" },
      result: { result: "by the second" },
    });
    expect(signal.aborted).toBe(true);
  });
});

describe("a tool call that asks, on a real server", () => {
  it("is shown on every screen until one of them decides", async () => {
    const write = tool("write", { effect: "write" });
    await serve([["write", { value: "x" }]], { tools: [sourceOf(write)] });
    const session = await connect("one").startSession();
    const send = session.send("Write it.");
    await send.accepted;
    const screen = await connect("two").attachSession(session.sessionId);
    const { pendingApprovals } = await until(screen, (state) => state.pendingApprovals.length === 1);
    expect(write.runs).toEqual([]);
    await screen.decide(pendingApprovals[0]!.toolCallId, ToolDecision.AllowOnce);
    expect((await send.result).text).toBe('{"value":"x"}');
    expect(session.state.pendingApprovals).toEqual([]);
    expect(session.state.toolCalls.map(toolCallPhase)).toEqual(["done"]);
    expect(write.runs).toHaveLength(1);
  });
});
