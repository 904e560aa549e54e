import { emptySessionState, parseSessionEvent, reduceSession, toMarkdown } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { interactiveOpenrpc } from "../../packages/protocol/gen/interactive.openrpc.ts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

const { components, "x-notifications": notifications } = interactiveOpenrpc as unknown as {
  components: { schemas: Record<string, Schema> };
  "x-notifications": { name: string; params: { name: string; schema: Schema }[] }[];
};

/** A value with every field that the schema declares. */
function sample(schema: Schema): unknown {
  if (schema.$ref !== undefined) return sample(components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {});
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice !== undefined) return sample(choice);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.type === "object") {
    const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, sample(field)]);
    const { additionalProperties: more } = schema;
    return Object.fromEntries(typeof more === "object" ? [...fields, ["key", sample(more)]] : fields);
  }
  if (schema.type === "array") return [sample(schema.items ?? {})];
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 1;
  if (schema.type === "boolean") return true;
  return "text";
}

const WRONG: readonly unknown[] = [undefined, null, 7, -1, 1e30, 0.5, "x", true, [], {}, [null], { a: [1] }];

/** Every path into a value. */
function* pathsOf(value: unknown, path: readonly string[] = []): Iterable<readonly string[]> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    yield [...path, name];
    yield* pathsOf(member, [...path, name]);
  }
}

function replace(value: unknown, [name, ...path]: readonly string[], part: unknown): unknown {
  if (name === undefined) return part;
  const copy = structuredClone(value) as Record<string, unknown>;
  if (path.length === 0 && part === undefined) delete copy[name];
  else copy[name] = replace(copy[name], path, part);
  return copy;
}

const place = (sequence: number) => ({ sessionId: "s", sequence });
const ids = { turnId: "t", toolCallId: "c" };
const BEFORE: readonly [string, object][] = [
  ["SessionStatusNotification", { status: 1 }],
  ["UserMessageNotification", { messageId: "m", turnId: "t", message: "go" }],
  ["TurnStatusNotification", { turnId: "t", status: TurnStatus.Running }],
  ["AIMessageChunkNotification", { messageId: "a", turnId: "t", chunk: "hello", isFinal: false }],
  ["ToolCallNotification", { ...ids, step: 1, toolName: "look", arguments: {}, executor: 0, effect: 0 }],
];
const AFTER: readonly [string, object][] = [
  ["TurnStatusNotification", { turnId: "t", status: TurnStatus.Completed, stopReason: "stop" }],
  ["UserMessageNotification", { messageId: "m2", turnId: "t2", message: "more" }],
];

/** The session after these events, of which a client has read each as it came. */
function read(events: readonly (readonly [string, object])[]) {
  let state = emptySessionState("s");
  for (const [index, [name, params]] of events.entries()) {
    const event = parseSessionEvent(name, { ...params, ...place(index + 1) });
    if (event !== undefined) state = reduceSession(state, event);
  }
  return state;
}

/** The events that a fault can be in, each with all its fields; the ids are those of the session. */
const EVENTS = notifications
  .map(({ name, params }) => {
    const all = Object.fromEntries(params.map((param) => [param.name, sample(param.schema)]));
    const known = { turnId: "t", toolCallId: "c", messageId: "a" };
    const { firstSequence: _merged, ...fields } = all;
    return {
      name,
      params: Object.fromEntries(
        Object.entries(fields).map(([key, value]) => [
          key,
          key in known ? known[key as keyof typeof known] : value,
        ]),
      ),
    };
  })
  .filter(({ params }) => "sequence" in params)
  .map(({ name, params: { sessionId: _session, sequence: _sequence, ...fields } }) => ({ name, fields }));

describe("an event with a wrong value in any of its fields", () => {
  it.each(EVENTS)("does not keep a client from what follows: $name", ({ name, fields }) => {
    expect(parseSessionEvent(name, { ...fields, ...place(1) })).toMatchObject({ method: name });
    for (const path of pathsOf(fields)) {
      for (const wrong of WRONG) {
        const params = replace(fields, path, wrong) as object;
        const state = read([...BEFORE, [name, params], ...AFTER]);
        const seen = `${path.join("/")} = ${JSON.stringify(wrong)}`;
        expect(state.sequence, seen).toBe(8);
        expect(
          state.turns.find(({ turnId }) => turnId === "t"),
          seen,
        ).toMatchObject({ status: TurnStatus.Completed });
        expect(
          state.messages.some((message) => message.text === "more"),
          seen,
        ).toBe(true);
        expect(typeof toMarkdown(state, { title: "s", hasReasoning: true }), seen).toBe("string");
      }
    }
  });

  it("does not hide that the turn has ended", () => {
    const fields = EVENTS.find(({ name }) => name === "TurnStatusNotification")?.fields ?? {};
    const ended = { ...fields, status: TurnStatus.Failed };
    for (const path of pathsOf(ended)) {
      if (path[0] === "turnId" || path[0] === "status") continue;
      for (const wrong of WRONG) {
        const state = read([...BEFORE, ["TurnStatusNotification", replace(ended, path, wrong) as object]]);
        expect(state.turns[0], `${path.join("/")} = ${JSON.stringify(wrong)}`).toMatchObject({
          turnId: "t",
          status: TurnStatus.Failed,
        });
      }
    }
  });
});
