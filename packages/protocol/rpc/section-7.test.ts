import { expect, it } from "vitest";
import { createDispatchTable } from "./dispatch-table.ts";
import { createRawEnd } from "./fixtures/raw-end.ts";
import { rawMethod } from "./implement.ts";
import { Peer } from "./peer.ts";

/** The exchanges of JSON-RPC 2.0 section 7: what is sent, and what comes back; null where nothing does. */
const exchanges: readonly { title: string; sent: string; answer: unknown }[] = [
  {
    title: "positional params",
    sent: '{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}',
    answer: { jsonrpc: "2.0", result: 19, id: 1 },
  },
  {
    title: "positional params the other way round",
    sent: '{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}',
    answer: { jsonrpc: "2.0", result: -19, id: 2 },
  },
  {
    title: "named params",
    sent: '{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}',
    answer: { jsonrpc: "2.0", result: 19, id: 3 },
  },
  {
    title: "named params in another order",
    sent: '{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}',
    answer: { jsonrpc: "2.0", result: 19, id: 4 },
  },
  {
    title: "a notification with params",
    sent: '{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}',
    answer: null,
  },
  { title: "a notification without params", sent: '{"jsonrpc": "2.0", "method": "foobar"}', answer: null },
  {
    title: "a method that does not exist",
    sent: '{"jsonrpc": "2.0", "method": "foobar", "id": "1"}',
    answer: { jsonrpc: "2.0", error: { code: -32601, message: "Method not found" }, id: "1" },
  },
  {
    title: "invalid JSON",
    sent: '{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]',
    answer: { jsonrpc: "2.0", error: { code: -32700, message: "Parse error" }, id: null },
  },
  {
    title: "an invalid request",
    sent: '{"jsonrpc": "2.0", "method": 1, "params": "bar"}',
    answer: { jsonrpc: "2.0", error: { code: -32600, message: "Invalid Request" }, id: null },
  },
  {
    title: "a batch of invalid JSON",
    sent: '[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method"]',
    answer: { jsonrpc: "2.0", error: { code: -32700, message: "Parse error" }, id: null },
  },
  {
    title: "an empty batch",
    sent: "[]",
    answer: { jsonrpc: "2.0", error: { code: -32600, message: "Invalid Request" }, id: null },
  },
  {
    title: "a batch of one invalid member",
    sent: "[1]",
    answer: [{ jsonrpc: "2.0", error: { code: -32600, message: "Invalid Request" }, id: null }],
  },
  {
    title: "a batch of invalid members",
    sent: "[1,2,3]",
    answer: [
      { jsonrpc: "2.0", error: { code: -32600, message: "Invalid Request" }, id: null },
      { jsonrpc: "2.0", error: { code: -32600, message: "Invalid Request" }, id: null },
      { jsonrpc: "2.0", error: { code: -32600, message: "Invalid Request" }, id: null },
    ],
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
      { jsonrpc: "2.0", result: 7, id: "1" },
      { jsonrpc: "2.0", result: 19, id: "2" },
      { jsonrpc: "2.0", error: { code: -32600, message: "Invalid Request" }, id: null },
      { jsonrpc: "2.0", error: { code: -32601, message: "Method not found" }, id: "5" },
      { jsonrpc: "2.0", result: ["hello", 5], id: "9" },
    ],
  },
  {
    title: "a batch of notifications",
    sent: `[
      {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
      {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}
    ]`,
    answer: null,
  },
];

const table = createDispatchTable([
  rawMethod<undefined>("subtract", (params) => {
    if (Array.isArray(params)) return params[0] - params[1];
    const { minuend, subtrahend } = params as { minuend: number; subtrahend: number };
    return minuend - subtrahend;
  }),
  rawMethod<undefined>("sum", (params) => (params as number[]).reduce((sum, term) => sum + term)),
  rawMethod<undefined>("get_data", () => ["hello", 5]),
  ...["update", "notify_hello", "notify_sum"].map((name) => rawMethod<undefined>(name, () => "never sent")),
]);

it.each(exchanges)("answers as section 7 does: $title", async ({ sent, answer }) => {
  const { raw, transport } = createRawEnd();
  new Peer({ transport, context: undefined, table });

  raw.send(sent);
  raw.send({ jsonrpc: "2.0", method: "get_data", id: "last" });

  if (answer !== null) expect(withoutErrorData(await raw.next())).toEqual(answer);
  expect(await raw.next()).toEqual({ jsonrpc: "2.0", result: ["hello", 5], id: "last" });
});

/** Section 5.1 leaves `data` to the server; everything else is compared. */
function withoutErrorData(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutErrorData);
  const { error, ...rest } = answer as { error?: { code: number; message: string } };
  return error === undefined ? rest : { ...rest, error: { code: error.code, message: error.message } };
}
