import { createDispatchTable, implement, interactive, notificationRouter, Peer } from "@aiwhisperer/protocol";
import { createMemoryTransportPair } from "@aiwhisperer/protocol/memory";
import { describe, expect, it, onTestFinished } from "vitest";
import { compileText, loadGenerated } from "../idl/load-generated.ts";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer } from "../support/server.ts";

async function connect(): Promise<RawClient> {
  const server = await startTestServer();
  const raw = await RawClient.connect(server.wsUrl);
  onTestFinished(async () => {
    raw.webSocket.terminate();
    await server.stop();
  });
  return raw;
}

/** Every method of the contract that requires nothing. */
const free = Object.values(interactive.methods).filter(({ params }) => params.is({}));

describe("params that hold nothing", () => {
  it.each(["listModels", ...free.map(({ fullName }) => fullName)])(
    "may be absent, {} and [] for %s",
    async (method) => {
      const raw = await connect();
      const expected = (await raw.call(method, {})).result;
      expect(expected).toBeTypeOf("object");
      expect((await raw.call(method)).result).toEqual(expected);
      expect((await raw.call(method, [])).result).toEqual(expected);
    },
  );

  it("may be [] in a batch, and in a notification", async () => {
    const raw = await connect();
    raw.send([
      { jsonrpc: "2.0", method: "listModels", params: [] },
      { jsonrpc: "2.0", id: 1, method: "listModels", params: [] },
      { jsonrpc: "2.0", id: 2, method: "rpc.discover", params: [] },
    ]);
    const answers = (await raw.next()) as { id: number; result: object }[];
    expect(answers).toMatchObject([
      { id: 1, result: { models: expect.any(Array) } },
      { id: 2, result: { openrpc: expect.any(String) } },
    ]);
  });

  it("name what is missing where something is required; positions stay refused", async () => {
    const raw = await connect();
    expect((await raw.call("getSession", [])).error).toMatchObject({
      code: -32602,
      data: { errors: [{ path: "/sessionId" }] },
    });
    expect((await raw.call("listModels", [{}])).error).toMatchObject({
      code: -32602,
      data: { errors: [{ path: "", message: "expected an object of named params, found an array" }] },
    });
    expect((await raw.call("echo", [])).result).toEqual([]);
  });
});

describe("a contract of one's own", () => {
  it("takes [] for methods and notifications without required fields", async () => {
    const { contract } = await loadGenerated(
      compileText(`namespace Test {
        message PingRequest { note: string optional }
        message PingResponse {}
        message NeedRequest { wall: string }
        message NeedResponse {}
        message TickNotification {}
      }`),
    );
    const seen: unknown[] = [];
    const ping = (params: unknown): object => {
      seen.push(params);
      return {};
    };
    const handlers = { ping, need: () => ({}) };
    const table = createDispatchTable([implement(contract, handlers as never)]);
    const [left, right] = createMemoryTransportPair();
    const served = new Peer({ transport: left, context: undefined, table });
    const ticks: unknown[] = [];
    const faults: unknown[] = [];
    const caller = new Peer({
      transport: right,
      context: undefined,
      onNotification: notificationRouter(contract, {
        onAny: ({ params }) => ticks.push(params),
        onInvalid: (...fault) => faults.push(fault),
      }),
    });
    expect(await caller.request("test.ping", [])).toEqual({});
    expect(await caller.request("test.ping")).toEqual({});
    expect(seen).toEqual([{}, {}]);
    await expect(caller.request("test.need", [])).rejects.toMatchObject({
      code: -32602,
      data: { errors: [{ path: "/wall" }] },
    });
    served.notify("TickNotification", []);
    expect(await caller.request("test.ping", [])).toEqual({});
    expect({ ticks, faults }).toEqual({ ticks: [{}], faults: [] });
  });
});
