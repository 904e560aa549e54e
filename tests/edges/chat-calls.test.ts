import { describe, expect, it } from "vitest";
import { PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { ask } from "./support/answer.ts";
import { CALLS_END, calls, chunk, DONE, data, STOP, text } from "./support/chat-chunks.ts";
import { LoopGauge } from "./support/loop-gauge.ts";

const X = { name: "look", arguments: { at: "x" } };
const Y = { name: "look", arguments: { at: "y" } };
const look = (at: string) => ({ name: "look", arguments: `{"at":"${at}"}` });
const entry = (fields: object) => ({ type: "function", ...fields });

/** Streams of one call and of two, however they are written. */
const ONE: readonly (readonly [string, string])[] = [
  ["a number for an id", calls(entry({ index: 0, id: 17, function: look("x") }))],
  ["no id", calls(entry({ index: 0, function: look("x") }))],
  ["a blank id", calls(entry({ index: 0, id: " ", function: look("x") }))],
  ["neither id nor index nor type", calls({ function: look("x") })],
  [
    "arguments as an object",
    calls(entry({ index: 0, id: "a", function: { name: "look", arguments: { at: "x" } } })),
  ],
  ["its name and arguments outside of `function`", calls(entry({ index: 0, id: "a", ...look("x") }))],
  ["a text for an index", calls(entry({ index: "0", id: "a", function: look("x") }))],
  [
    "an index that changes",
    calls(entry({ index: 0, id: "a", function: { name: "look", arguments: '{"at"' } })) +
      calls(entry({ index: 1, id: "a", function: { arguments: ':"x"}' } })),
  ],
  [
    "an index that is missing later",
    calls(entry({ index: 0, id: "a", function: { name: "look", arguments: '{"at"' } })) +
      calls({ function: { arguments: ':"x"}' } }),
  ],
  [
    "an index that comes later",
    calls(entry({ id: "a", function: { name: "look", arguments: '{"at"' } })) +
      calls({ index: 0, function: { arguments: ':"x"}' } }),
  ],
  [
    "an id that comes later",
    calls(entry({ index: 0, function: { name: "look", arguments: "" } })) +
      calls({ index: 0, id: "a", function: { arguments: '{"at":"x"}' } }),
  ],
  [
    "a name that is split",
    calls(entry({ index: 0, id: "a", function: { name: "lo", arguments: "" } })) +
      calls({ index: 0, id: "a", function: { name: "ok" } }) +
      calls({ index: 0, function: { arguments: '{"at":"x"}' } }),
  ],
  [
    "a name that is repeated",
    calls(entry({ index: 0, id: "a", function: { name: "look", arguments: '{"at"' } })) +
      calls(entry({ index: 0, id: "a", function: { name: "look", arguments: ':"x"}' } })),
  ],
  [
    "a name that is repeated without an id",
    calls(entry({ index: 0, id: "a", function: { name: "look", arguments: '{"at"' } })) +
      calls(entry({ index: 0, id: "", function: { name: "look", arguments: ':"x"}' } })),
  ],
  [
    "a name that comes after the arguments",
    calls(entry({ index: 0, id: "a", function: { arguments: '{"at":"x"}' } })) +
      calls({ index: 0, id: "a", function: { name: "look" } }),
  ],
  [
    "an empty object before its arguments",
    calls(entry({ index: 0, id: "a", function: { name: "look", arguments: "{}" } })) +
      calls({ index: 0, function: { arguments: '{"at":"x"}' } }),
  ],
  [
    "arguments that are repeated whole",
    calls(entry({ index: 0, id: "a", function: look("x") })) +
      calls(entry({ index: 0, id: "a", function: look("x") })),
  ],
  [
    "the form that came before `tool_calls`",
    chunk({ function_call: { name: "look", arguments: '{"at":' } }) +
      chunk({ function_call: { arguments: '"x"}' } }),
  ],
  [
    "a message in the place of a delta",
    data({
      choices: [
        { index: 0, message: { content: null, tool_calls: [entry({ id: "a", function: look("x") })] } },
      ],
    }),
  ],
  [
    "a content of null and an entry of null",
    chunk({ content: null, tool_calls: [null, entry({ index: 0, id: "a", function: look("x") })] }),
  ],
];

const TWO: readonly (readonly [string, string])[] = [
  [
    "the same index",
    calls(entry({ index: 0, id: "a", function: look("x") })) +
      calls(entry({ index: 0, id: "b", function: look("y") })),
  ],
  [
    "the same index in one chunk",
    calls(
      entry({ index: 0, id: "a", function: look("x") }),
      entry({ index: 0, id: "b", function: look("y") }),
    ),
  ],
  ["neither ids nor indexes", calls({ function: look("x") }, { function: look("y") })],
  ["neither ids nor indexes, in two chunks", calls({ function: look("x") }) + calls({ function: look("y") })],
  ["indexes without ids", calls({ index: 0, function: look("x") }, { index: 1, function: look("y") })],
  [
    "the same index without ids",
    calls({ index: 0, function: look("x") }) + calls({ index: 0, function: look("y") }),
  ],
  [
    "the same id at two indexes",
    calls(entry({ index: 0, id: "a", function: look("x") })) +
      calls(entry({ index: 1, id: "a", function: look("y") })),
  ],
  [
    "ids in every piece and the same index",
    calls(entry({ index: 0, id: "a", function: { name: "look", arguments: '{"at":' } })) +
      calls(entry({ index: 0, id: "b", function: { name: "look", arguments: '{"at":' } })) +
      calls({ index: 0, id: "a", function: { arguments: '"x"}' } }) +
      calls({ index: 0, id: "b", function: { arguments: '"y"}' } }),
  ],
  [
    "pieces by turns",
    calls(
      entry({ index: 0, id: "a", function: { name: "look", arguments: '{"at":' } }),
      entry({ index: 1, id: "b", function: { name: "look", arguments: '{"at":' } }),
    ) + calls({ index: 1, function: { arguments: '"y"}' } }, { index: 0, function: { arguments: '"x"}' } }),
  ],
  [
    "indexes with holes",
    calls(entry({ index: 3, id: "a", function: look("x") })) +
      calls(entry({ index: 900, id: "b", function: look("y") })),
  ],
];

const NONE: readonly (readonly [string, unknown])[] = [
  ["null", null],
  ["missing", undefined],
  ["empty", ""],
  ["blank", "  "],
];

describe.each(PROVIDER_KINDS.filter(({ dialect }) => dialect === "chat"))("a call of $name", (kind) => {
  it.each(ONE)("is one with %s", async (_what, body) => {
    const answer = await ask(kind, body + CALLS_END);
    expect(answer).toMatchObject({ text: "", end: "tool_calls" });
    expect(answer.calls).toEqual([X]);
    expect(answer.ids[0]).toMatch(/\S/);
  });

  it.each(TWO)("is another one with %s", async (_what, body) => {
    const answer = await ask(kind, body + CALLS_END);
    // A package may show a call as soon as it is whole.
    expect(answer.calls).toHaveLength(2);
    expect(answer.calls).toEqual(expect.arrayContaining([X, Y]));
    expect(new Set(answer.ids).size).toBe(2);
    expect(answer.end).toBe("tool_calls");
  });

  it.each(NONE)("has an empty object for arguments that are %s", async (_what, given) => {
    const body =
      calls(entry({ index: 0, id: "a", function: { name: "wipe", arguments: given } })) + CALLS_END;
    expect((await ask(kind, body)).calls).toEqual([{ name: "wipe", arguments: {} }]);
  });

  it("is kept when the answer ends without a reason, or with that of a text", async () => {
    const body = calls(entry({ index: 0, id: "a", function: look("x") }));
    expect((await ask(kind, body + DONE)).calls).toEqual([X]);
    expect((await ask(kind, body + STOP)).calls).toEqual([X]);
  });

  it("keeps an id of the server", async () => {
    expect(
      (await ask(kind, calls(entry({ index: 0, id: "a", function: look("x") })) + CALLS_END)).ids,
    ).toEqual(["a"]);
    expect(
      (await ask(kind, calls(entry({ index: 0, id: 17, function: look("x") })) + CALLS_END)).ids,
    ).toEqual(["17"]);
  });

  it("keeps arguments that are no JSON as text", async () => {
    const body =
      calls(entry({ index: 0, id: "a", function: { name: "look", arguments: '{"at":' } })) + CALLS_END;
    expect((await ask(kind, body)).calls).toEqual([{ name: "look", arguments: '{"at":' }]);
  });

  it("has a name that no tool has if the server sends none", async () => {
    const body = calls(entry({ index: 0, id: "a", function: { arguments: "{}" } })) + CALLS_END;
    expect((await ask(kind, body)).calls).toEqual([{ name: "unnamed_tool", arguments: {} }]);
  });

  it("takes long arguments in small pieces without keeping the event loop", async () => {
    const piece = calls({ index: 0, function: { arguments: "xxxxxxxx" } });
    const begun = calls(entry({ index: 0, id: "a", function: { name: "look", arguments: '{"at":"' } }));
    const body =
      begun + piece.repeat(20_000) + calls({ index: 0, function: { arguments: '"}' } }) + CALLS_END;
    const gauge = new LoopGauge();
    const answer = await ask(kind, body);
    expect(gauge.stop()).toBeLessThan(250);
    expect(answer.calls).toEqual([{ name: "look", arguments: { at: "x".repeat(160_000) } }]);
  });

  it("survives arguments that are nested too deeply to be written", async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const body = calls(entry({ index: 0, id: "a", function: { name: "look", arguments: "DEEP" } })).replace(
      '"DEEP"',
      deep,
    );
    expect(await ask(kind, body + CALLS_END)).toMatchObject({
      calls: [{ name: "look", arguments: "(arguments that are nested too deeply)" }],
      end: "tool_calls",
    });
    const unknown = text("hello ").replace('"delta":{', `"delta":{"deep":${deep},`);
    expect(await ask(kind, text("hello ") + unknown + STOP)).toMatchObject({
      text: "hello ",
      end: "malformed_response",
    });
  });
});
