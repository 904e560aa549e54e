import { describe, expect, it } from "vitest";
import { changeSettings, settingLines } from "./settings-line.ts";

describe("typed settings", () => {
  it.each([
    ["temperature=0.2 maxOutputTokens=20", { temperature: 0.2, maxOutputTokens: 20 }],
    ['stop="THE END" reasoningEffort=none', { stop: ["THE END"], reasoningEffort: "none" }],
  ])("are read from pairs: %s", (line, settings) => {
    expect(changeSettings({}, line)).toEqual({ settings });
  });

  it("change those that are there; an empty value removes one, and reset all", () => {
    const before = { temperature: 1, stop: ["END"] };
    expect(changeSettings(before, "temperature=0")).toEqual({ settings: { temperature: 0, stop: ["END"] } });
    expect(changeSettings(before, "stop=")).toEqual({ settings: { temperature: 1 } });
    expect(changeSettings(before, "stop= temperature=")).toEqual({ settings: null });
    expect(changeSettings(before, "reset")).toEqual({ settings: null });
  });

  it.each(["temperature=3", "maxOutputTokens=1.5", "reasoningEffort=much", "warmth=1", "hot"])(
    "that do not exist or cannot be are refused: %s",
    (line) => {
      expect(changeSettings({}, line)).toMatchObject({ problem: expect.stringContaining("/settings") });
    },
  );

  it("are shown in the form in which they are typed", () => {
    expect(
      settingLines({ temperature: 0.5, stop: ["A", "B"], providerOptions: { openai: { a: 1 } } }),
    ).toEqual(["  temperature=0.5", "  stop=A, B", '  providerOptions={"openai":{"a":1}}']);
  });
});
