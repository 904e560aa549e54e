import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  section7Exchanges,
  section7Methods,
  withoutErrorData,
} from "../../packages/protocol/rpc/fixtures/section-7.ts";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let client: RawClient;
beforeAll(async () => {
  server = await startTestServer({
    server: { extensions: section7Methods.map((implementation) => ({ implementation })) },
  });
  client = await RawClient.connect(server.wsUrl);
});
afterAll(() => server.stop());

describe("section 7 of JSON-RPC 2.0 over a WebSocket", () => {
  it.each(section7Exchanges)("answers $title", async ({ sent, answer }) => {
    client.send(sent);
    // What follows shows that nothing came for a notification: answers come in order.
    client.send({ jsonrpc: "2.0", id: "mark", method: "echo", params: ["mark"] });
    const first = await client.next();
    const mark = { jsonrpc: "2.0", result: ["mark"], id: "mark" };
    if (answer === null) {
      expect(first).toEqual(mark);
      return;
    }
    expect(withoutErrorData(first)).toEqual(answer);
    expect(await client.next()).toEqual(mark);
  });

  it("refuses a batch over the limit with one error", async () => {
    client.send(Array.from({ length: 65 }, (_, id) => ({ jsonrpc: "2.0", id, method: "echo" })));
    expect(withoutErrorData(await client.next())).toEqual({
      jsonrpc: "2.0",
      error: { code: -32600, message: "Invalid Request" },
      id: null,
    });
  });

  it("describes itself by rpc.discover with every method of the contract", async () => {
    const response = await client.call("rpc.discover");
    const { openrpc, methods } = response.result as { openrpc: string; methods: { name: string }[] };
    const source = readFileSync(new URL("../../packages/protocol/interactive.def", import.meta.url), "utf8");
    const declared = [...source.matchAll(/message (\w+)Request\b|^ *untyped (\w+)/gm)].map(
      ([, paired, untyped]) => paired ?? untyped ?? "",
    );
    expect(openrpc).toMatch(/^1\.\d+\.\d+$/);
    expect(methods.map(({ name }) => name).sort()).toEqual(
      declared.map((name) => `interactive.${name.charAt(0).toLowerCase()}${name.slice(1)}`).sort(),
    );
  });

  it("closes with 4400 on a binary frame", async () => {
    const other = await RawClient.connect(server.wsUrl);
    other.webSocket.send(Buffer.from("{}"));
    expect((await other.closed).code).toBe(4400);
  });

  it("closes with 1009 on a frame that is too large", async () => {
    const small = await startTestServer({ server: { limits: { maxFrameBytes: 1_000 } } });
    const other = await RawClient.connect(small.wsUrl);
    other.send({ jsonrpc: "2.0", id: 1, method: "echo", params: ["x".repeat(1_000)] });
    expect((await other.closed).code).toBe(1009);
    await small.stop();
  });
});
