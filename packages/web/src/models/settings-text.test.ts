import { describe, expect, it } from "vitest";
import { toSettings, toText } from "./settings-text.ts";

describe("the fields of the settings", () => {
  it("hold what is set, and give it back", () => {
    const settings = {
      temperature: 0,
      maxOutputTokens: 20,
      reasoningEffort: "low",
      stop: ["END", "STOP IT"],
      providerOptions: { openai: { a: 1 } },
    } as const;
    const copy = { ...settings, stop: [...settings.stop] };
    expect(toSettings(toText(copy), copy)).toEqual({ settings });
    expect(toSettings(toText({}), {})).toEqual({ settings: null });
  });

  it.each([
    [{ temperature: "3" }, /from 0 to 2/],
    [{ temperature: "warm" }, /from 0 to 2/],
    [{ maxOutputTokens: "1.5" }, /whole number/],
    [{ stop: "x".repeat(257) }, /256/],
  ])("say what cannot be: %j", (change, problem) => {
    expect(toSettings({ ...toText({}), ...change }, {})).toMatchObject({
      problem: expect.stringMatching(problem),
    });
  });
});
