import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { exampleMethods } from "./example-methods.ts";

let server: TestServer;
let client: RawClient;
beforeAll(async () => {
  server = await startTestServer({ server: { extensions: exampleMethods } });
  client = await RawClient.connect(server.wsUrl);
});
afterAll(() => server.stop());

const error = (code: number, message: string, id: unknown = null) => ({
  jsonrpc: "2.0",
  error: { code, message },
  id,
});
const result = (value: unknown, id: unknown) => ({ jsonrpc: "2.0", result: value, id });

const INVALID_REQUEST = error(-32600, "Invalid Request");

/** The exchanges of section 7 of the JSON-RPC 2.0 specification: what is sent, and what comes back, if anything. */
const EXCHANGES: readonly { readonly title: string; readonly sent: string; readonly answer?: unknown }[] = [
  {
    title: "positional params",
    sent: '{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}',
    answer: result(19, 1),
  },
  {
    title: "positional params the other way round",
    sent: '{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}',
    answer: result(-19, 2),
  },
  {
    title: "named params",
    sent: '{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}',
    answer: result(19, 3),
  },
  {
    title: "named params in another order",
    sent: '{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}',
    answer: result(19, 4),
  },
  { title: "a notification", sent: '{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}' },
  { title: "a notification without params", sent: '{"jsonrpc": "2.0", "method": "foobar"}' },
  {
    title: "a method that does not exist",
    sent: '{"jsonrpc": "2.0", "method": "foobar", "id": "1"}',
    answer: error(-32601, "Method not found", "1"),
  },
  {
    title: "invalid JSON",
    sent: '{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]',
    answer: error(-32700, "Parse error"),
  },
  {
    title: "an invalid request",
    sent: '{"jsonrpc": "2.0", "method": 1, "params": "bar"}',
    answer: INVALID_REQUEST,
  },
  {
    title: "a batch of invalid JSON",
    sent: '[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method"]',
    answer: error(-32700, "Parse error"),
  },
  { title: "an empty batch", sent: "[]", answer: INVALID_REQUEST },
  { title: "a batch of one invalid member", sent: "[1]", answer: [INVALID_REQUEST] },
  {
    title: "a batch of three invalid members",
    sent: "[1,2,3]",
    answer: [INVALID_REQUEST, INVALID_REQUEST, INVALID_REQUEST],
  },
  {
    title: "a batch of everything",
    sent: `[
      {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
      {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
      {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
      {"foo": "boo"},
      {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
      {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
    ]`,
    answer: [
      result(7, "1"),
      result(19, "2"),
      INVALID_REQUEST,
      error(-32601, "Method not found", "5"),
      result(["hello", 5], "9"),
    ],
  },
  {
    title: "a batch of notifications",
    sent: '[{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}]',
  },
];

/** The specification's answers carry no `error.data`; ours may. */
function withoutErrorData(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutErrorData);
  const { error, ...rest } = answer as { error?: { code: number; message: string } };
  return error === undefined ? rest : { ...rest, error: { code: error.code, message: error.message } };
}

describe("section 7 of JSON-RPC 2.0 over a WebSocket", () => {
  it.each(EXCHANGES)("answers $title", async ({ sent, answer }) => {
    client.send(sent);
    // What follows tells that nothing came for a notification: answers come in order.
    client.send({ jsonrpc: "2.0", id: "mark", method: "echo", params: ["mark"] });
    const first = await client.next();
    const mark = result(["mark"], "mark");
    if (answer === undefined) {
      expect(first).toEqual(mark);
      return;
    }
    expect(withoutErrorData(first)).toEqual(answer);
    expect(await client.next()).toEqual(mark);
  });

  it("refuses a batch over the limit with one error", async () => {
    client.send(Array.from({ length: 65 }, (_, id) => ({ jsonrpc: "2.0", id, method: "echo" })));
    expect(withoutErrorData(await client.next())).toEqual(INVALID_REQUEST);
  });

  it("describes itself by rpc.discover with every method of the contract", async () => {
    const response = await client.call("rpc.discover");
    const { openrpc, methods } = response.result as { openrpc: string; methods: { name: string }[] };
    const source = readFileSync(new URL("../../packages/protocol/interactive.def", import.meta.url), "utf8");
    const declared = [...source.matchAll(/message (\w+)Request\b/g)].map(([, name = ""]) => name);
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
