import { describe, expect, it } from "vitest";
import { readStepState } from "./step-state.ts";

const SOURCE = "openai:gpt-test";
const read = (data: unknown) => readStepState({ source: SOURCE, data }, SOURCE);

describe("readStepState", () => {
  it("reads the parts of the model that made them", () => {
    const data = {
      parts: [
        { type: "thought", text: "I look", options: { openai: { itemId: "r1" } } },
        { type: "text", length: 5 },
        { type: "call", id: "c1" },
      ],
    };
    expect(read(data)).toEqual(data);
    expect(readStepState({ source: SOURCE, data }, "openai:other")).toBeUndefined();
  });

  it.each([
    ["nothing", null],
    ["no parts", {}],
    ["parts that are no list", { parts: {} }],
    ["a part that is null", { parts: [null] }],
    ["a thought without text", { parts: [{ type: "thought" }] }],
    ["a length that is no count", { parts: [{ type: "text", length: -1 }] }],
    ["a call without an id", { parts: [{ type: "call" }] }],
    ["options that are no object", { parts: [{ type: "call", id: "c1", options: 7 }] }],
    ["a type of another version", { parts: [{ type: "image" }] }],
  ])("takes %s for no state", (_name, data) => {
    expect(read(data)).toBeUndefined();
  });
});
