import fc from "fast-check";
import { expect, it } from "vitest";
import { createDispatchTable } from "./dispatch-table.ts";
import { arithmetic } from "./fixtures/arithmetic.ts";
import { implement, rawMethod } from "./implement.ts";
import { Peer } from "./peer.ts";
import type { TransportListener } from "./transport.ts";

const table = createDispatchTable<undefined>([
  implement<typeof arithmetic, undefined>(arithmetic, {
    divide: ({ dividend, divisor }) => ({ quotient: dividend / divisor }),
    reset: async () => ({}),
  }),
  rawMethod("echo", (params) => params),
  rawMethod("__proto__", (params) => Promise.resolve(params)),
  rawMethod("fail", () => {
    throw new Error("always");
  }),
]);

const method = fc.oneof(
  fc.constantFrom("divide", "reset", "echo", "__proto__", "fail", "nothing"),
  fc.jsonValue(),
);
const id = fc.oneof(
  fc.integer(),
  fc.string({ unit: "binary" }),
  fc.constant(null),
  fc.double(),
  fc.jsonValue(),
);
const message = fc.record(
  {
    jsonrpc: fc.oneof({ weight: 9, arbitrary: fc.constant("2.0") }, { weight: 1, arbitrary: fc.jsonValue() }),
    id,
    method,
    params: fc.oneof(fc.jsonValue(), fc.constant({ dividend: 1, divisor: 0 })),
    result: fc.jsonValue(),
    error: fc.oneof(fc.jsonValue(), fc.constant({ code: 1, message: "no" })),
  },
  { requiredKeys: ["jsonrpc"] },
);
const json = fc.oneof(
  message,
  fc.array(fc.oneof(message, fc.jsonValue()), { maxLength: 70 }),
  fc.jsonValue(),
);
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  json.map((value) => JSON.stringify(value)),
  fc.tuple(json, fc.nat()).map(([value, at]) => {
    const whole = JSON.stringify(value);
    return whole.slice(0, at % (whole.length + 1));
  }),
  fc.bigInt().map((big) => `{"jsonrpc":"2.0","method":"echo","id":${big},"params":[${big}]}`),
  fc.constantFrom(
    "1e999",
    '{"jsonrpc":"2.0","method":"echo","id":1e999}',
    `${"[".repeat(5000)}${"]".repeat(5000)}`,
  ),
);

interface Answer {
  readonly jsonrpc: string;
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

function expectAnswer(value: unknown): void {
  const answer = value as Answer;
  expect(answer.jsonrpc).toBe("2.0");
  expect(answer.id === null || ["string", "number"].includes(typeof answer.id)).toBe(true);
  expect("result" in answer).toBe(!("error" in answer));
  if (answer.error === undefined) return;
  expect(answer.error.code).toBeTypeOf("number");
  expect(answer.error.message).toBeTypeOf("string");
}

/** The number of answers that a text must get, computed without the code under test. */
function countOfAnswers(sent: string): number {
  let value: unknown;
  try {
    value = JSON.parse(sent);
  } catch {
    return 1;
  }
  if (!Array.isArray(value)) return isAnswered(value) ? 1 : 0;
  if (value.length === 0 || value.length > 64) return 1;
  return value.filter(isAnswered).length;
}

function isAnswered(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return true;
  if (!("method" in value) && ("result" in value || "error" in value)) return false;
  const isRequest =
    "jsonrpc" in value &&
    value.jsonrpc === "2.0" &&
    "method" in value &&
    typeof value.method === "string" &&
    (!("params" in value) || (typeof value.params === "object" && value.params !== null));
  return !isRequest || "id" in value;
}

it("answers any text with valid messages, none lost and none twice, and never throws", async () => {
  await fc.assert(
    fc.asyncProperty(text, async (sent) => {
      const answers: unknown[] = [];
      const lines: TransportListener[] = [];
      new Peer({
        transport: {
          send: (answer) => answers.push(JSON.parse(answer)),
          listen: (listener) => lines.push(listener),
          close: () => {},
        },
        context: undefined,
        table,
        onFault: () => {},
      });
      lines[0]!.onMessage(sent);
      // Every handler here ends within a few microtasks, all of which run before the next task.
      await new Promise((resolve) => setImmediate(resolve));
      expect(answers.length).toBeLessThanOrEqual(1);
      const flat = answers.flat();
      for (const answer of flat) expectAnswer(answer);
      expect(flat).toHaveLength(countOfAnswers(sent));
    }),
    { numRuns: 2000 },
  );
});
