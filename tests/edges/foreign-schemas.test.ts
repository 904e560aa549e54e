import { type Plan, PlanStatus, TaskStatus, ToolFailure, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import type { RawClient, WireMessage } from "../support/raw-client.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, sourceOf, tool } from "../support/scripted-tools.ts";
import { openBusyServer, say, whileServingOthers } from "./support/busy-server.ts";

const A = `${"a".repeat(38)}!`;

/** Each level refers twice to the next one. */
const doubling = (levels: number) => ({
  type: "object",
  properties: { at: { $ref: "#/$defs/d0" } },
  $defs: Object.fromEntries(
    Array.from({ length: levels }, (_, level) => {
      const next = { $ref: `#/$defs/d${level + 1}` };
      return [`d${level}`, level === levels - 1 ? { type: "number" } : { anyOf: [next, next] }];
    }),
  ),
});

/** Schemas that take for ever, each with arguments on which they do. */
const endless: Readonly<Record<string, readonly [schema: object, args: object]>> = {
  pattern: [{ type: "object", properties: { at: { type: "string", pattern: "^(a+)+$" } } }, { at: A }],
  patternProperties: [{ type: "object", patternProperties: { "^(a|aa)+$": true } }, { [A]: 1 }],
  propertyNames: [{ type: "object", propertyNames: { pattern: "^(a|a?)+$" } }, { [A]: 1 }],
  "references that double": [doubling(40), { at: "x" }],
  "unique items": [
    { type: "object", properties: { at: { uniqueItems: true } } },
    { at: Array.from({ length: 30_000 }, (_, index) => [[index]]) },
  ],
};

/** Runs a tool of the server once, called by a model with those arguments. */
async function callServerTool(inputSchema: object, args: object, more: { requiresFit?: boolean } = {}) {
  const odd = tool("odd", { ...more, inputSchema, run: async () => ({ result: "ran" }) });
  const model = new ScriptedModel(async function* (request) {
    if (request.messages.at(-1)?.role === "user") yield* calling(["odd", args]);
    else yield* [said("done"), finished];
  });
  const busy = await openBusyServer({
    models: model.catalog,
    engine: { tools: [sourceOf(odd)] },
  });
  const turn = await whileServingOthers(busy, () => say(busy.client, "go"));
  return { ...busy, odd, turn };
}

describe("a tool whose schema takes for ever", () => {
  it.each(Object.entries(endless))("runs while others are served: %s", async (_name, [inputSchema, args]) => {
    const { odd, turn } = await callServerTool(inputSchema, args);
    expect(turn.last.TurnStatusNotification).toMatchObject({ status: TurnStatus.Completed });
    expect(turn.last.ToolResultNotification).toMatchObject({ result: "ran", isError: false });
    expect(odd.runs).toMatchObject([{ args }]);
  });

  it("can be one that a client runs", async () => {
    const [inputSchema, args] = endless.pattern ?? [{}, {}];
    const busy = await openBusyServer({
      engine: { limits: { clientToolTimeoutMs: 100, toolLeaseGraceMs: 10 } },
    });
    const tools = [{ name: "odd", description: "x", inputSchema }];
    const { last } = await whileServingOthers(busy, () =>
      say(busy.client, `call odd ${JSON.stringify(args)}`, { tools }),
    );
    expect(last.ToolCallNotification).toMatchObject({ toolName: "odd", arguments: args });
    // No client took the call, so that its time ran out: the schema was not held against it.
    expect(last.ToolResultNotification).toMatchObject({ failure: ToolFailure.TimedOut });
    expect(last.TurnStatusNotification).toMatchObject({ status: TurnStatus.Completed });
  });
});

describe("arguments", () => {
  const strict = { type: "object", properties: { at: { type: "string" } }, additionalProperties: false };

  it("of 8,000 unknown names are refused with the first faults while others are served", async () => {
    const args = Object.fromEntries(Array.from({ length: 8_000 }, (_, index) => [`k${index}`, 1]));
    const { odd, turn } = await callServerTool(strict, args);
    expect(turn.last.ToolResultNotification).toMatchObject({
      failure: ToolFailure.InvalidArguments,
      result: expect.stringMatching(
        /^The arguments do not fit the tool's schema:\n- \/: Property "k0" .*\n[\s\S]*\n- and 15990 more$/,
      ),
    });
    expect(odd.runs).toEqual([]);
  });

  it("that cannot be checked are refused where the tool requires a check", async () => {
    const [inputSchema, args] = endless.pattern ?? [{}, {}];
    const { odd, turn } = await callServerTool(inputSchema, args, { requiresFit: true });
    expect(turn.last.ToolResultNotification).toMatchObject({
      failure: ToolFailure.InvalidArguments,
      result: expect.stringContaining("schemaCheckTimeoutMs"),
    });
    expect(odd.runs).toEqual([]);
  });

  it("nested 20,000 levels deep are refused, and the turn continues", async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`) as object;
    const { odd, turn } = await callServerTool(strict, deep);
    const { last } = turn;
    expect(last.ToolCallNotification).toMatchObject({ arguments: {} });
    expect(last.ToolResultNotification).toMatchObject({
      failure: ToolFailure.InvalidArguments,
      result: "The arguments are nested deeper than 512 levels (limit maxJsonDepth).",
    });
    expect(last.TurnStatusNotification).toMatchObject({ status: TurnStatus.Completed });
    expect(odd.runs).toEqual([]);
  });

  it("that fit run the tool, others are refused as ever", async () => {
    const fits = await callServerTool(strict, { at: "here" });
    expect(fits.turn.last.ToolResultNotification).toMatchObject({ result: "ran" });
    const other = await callServerTool(strict, { at: 7 });
    expect(other.turn.last.ToolResultNotification).toMatchObject({
      failure: ToolFailure.InvalidArguments,
      result:
        'The arguments do not fit the tool\'s schema:\n- /at: Instance type "number" is invalid. Expected "string".',
    });
  });

  it.each<readonly [string, object]>([
    [
      "an expression that is none here",
      { type: "object", properties: { q: { type: "string", pattern: "^https\\:\\/\\/" } } },
    ],
    ["a flag of another dialect", { type: "object", properties: { q: { pattern: "(?i)^HTTPS" } } }],
    ["a reference that leads nowhere", { type: "object", properties: { q: { $ref: "#/$defs/Gone" } } }],
    [
      "an unknown dialect",
      { $schema: "https://example.com/dialect", type: "object", properties: { q: { type: "number" } } },
    ],
    [
      "a cycle of references",
      { type: "object", properties: { q: { $ref: "#/$defs/a" } }, $defs: { a: { $ref: "#/$defs/a" } } },
    ],
  ])("are left to the tool where the schema has %s", async (_name, inputSchema) => {
    const { odd } = await callServerTool(inputSchema, { q: "https://x" });
    expect(odd.runs).toMatchObject([{ args: { q: "https://x" } }]);
  });
});

describe("results", () => {
  it("nested 20,000 levels deep are cut, and the turn continues", async () => {
    const result: unknown = JSON.parse(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`);
    const odd = tool("odd", { run: async () => ({ result }) });
    const { client } = await openBusyServer({ engine: { tools: [sourceOf(odd)] } });
    const { last } = await say(client, "call odd {}");
    expect(last.TurnStatusNotification).toMatchObject({ status: TurnStatus.Completed });
    expect(JSON.stringify(last.ToolResultNotification)).toContain("[left out: nested too deep]");
  });
});

describe("a tool whose schema is nested 20,000 levels deep", () => {
  it("is listed without it, with the reason, and keeps no other tool from being used", async () => {
    const inputSchema = JSON.parse(`${'{"items":'.repeat(20_000)}{}${"}".repeat(20_000)}`) as object;
    const tools = [sourceOf(tool("odd", { inputSchema }), tool("fine"))];
    const { client } = await openBusyServer({ engine: { tools } });
    const { result } = await client.call("listTools", {});
    expect((result as { tools: unknown }).tools).toMatchObject([
      {
        name: "odd",
        usable: false,
        inputSchema: { type: "object" },
        reason: expect.stringContaining("maxJsonDepth"),
      },
      { name: "fine", usable: true },
    ]);
    const { last } = await say(client, "call fine {}");
    expect(last.ToolResultNotification).toMatchObject({ result: {}, isError: false });
  });
});

describe("a startSession with a small schema that takes for ever", () => {
  it("is answered at once; only what is no schema of an object is refused", async () => {
    const busy = await openBusyServer();
    const { client } = busy;
    const start = (inputSchema: unknown): Promise<WireMessage> =>
      client.call("startSession", {
        userId: "ann",
        sessionParams: { tools: [{ name: "odd", description: "x", inputSchema }] },
      });
    const { at } = doubling(44).properties;
    await whileServingOthers(busy, async () => {
      expect(await start({ ...doubling(44), allOf: [at] })).toMatchObject({ result: { status: 1 } });
      expect((await start({ type: "object", $ref: "#/$defs/Gone" })).error).toBeUndefined();
      for (const none of ["text", 7, [], { type: "string" }]) {
        expect((await start(none)).error).toMatchObject({
          code: -32602,
          data: {
            errors: [
              { path: "/sessionParams/tools/0/inputSchema", message: "must be a JSON Schema of type object" },
            ],
          },
        });
      }
    });
  });
});

describe("a plan's validation", () => {
  const planOf = (schema: unknown): Plan => ({
    name: "checked",
    tasks: [
      { id: "text", kind: "ai_interaction", instructions: `Repeat after me: ${A}` },
      { id: "check", kind: "validation", inputs: { text: "text" }, parameters: { schema } },
    ],
  });

  async function runPlan(client: RawClient, schema: unknown) {
    const { result } = await client.call("startPlan", { userId: "ann", plan: planOf(schema) });
    const { planId } = result as { planId: string };
    await client.until(
      ({ method, params }) =>
        method === "PlanStatusNotification" &&
        (params as { status: PlanStatus }).status >= PlanStatus.Completed,
    );
    const got = await client.call("getPlan", { planId });
    return (got.result as { tasks: readonly WireMessage[] }).tasks[1];
  }

  it("by a schema that takes for ever fails its task while others are served", async () => {
    const busy = await openBusyServer();
    const schema = { not: { pattern: "(a+)+$" }, allOf: [{ pattern: "^([^!]+)+$" }] };
    const check = await whileServingOthers(busy, () => runPlan(busy.client, schema));
    expect(check).toMatchObject({
      status: TaskStatus.Failed,
      error: { code: "schema_inapplicable", message: expect.stringContaining("schemaCheckTimeoutMs") },
    });
  });

  it("by a schema that cannot be applied fails its task with the reason; one that fits passes", async () => {
    const { client } = await openBusyServer();
    expect(await runPlan(client, { $schema: "https://example.com/dialect" })).toMatchObject({
      error: {
        code: "schema_inapplicable",
        message: expect.stringContaining("its dialect https://example.com/dialect is not known"),
      },
    });
    expect(await runPlan(client, { type: "string" })).toMatchObject({ status: TaskStatus.Completed });
    expect(await runPlan(client, { type: "number" })).toMatchObject({ error: { code: "validation_failed" } });
  });
});
