import { describe, expect, it } from "vitest";
import { PriceList, parseModelPrice } from "./model-price.ts";

describe("the text of a price", () => {
  it("is read as a pattern and two numbers", () => {
    expect(parseModelPrice(" openai:gpt-5*=1.25:10 ")).toEqual({
      pattern: "openai:gpt-5*",
      inputPerMillion: 1.25,
      outputPerMillion: 10,
    });
    for (const text of [
      "",
      "gpt",
      "gpt=1",
      "gpt=1:",
      "gpt=-1:2",
      "=1:2",
      "a\nb=1:2",
      "gpt=1:2:3",
      "gpt=1e9:1",
    ]) {
      expect(parseModelPrice(text), text).toBeUndefined();
    }
  });
});

describe("PriceList", () => {
  const texts = ["openai:gpt-5-mini=0.25:2", "openai:gpt-5*=1.25:10", "*.local:*=0:0"];
  const list = new PriceList(texts.flatMap((text) => parseModelPrice(text) ?? []));
  const million = { inputTokens: 1_000_000, outputTokens: 1_000_000 };

  it("takes the first price that fits the whole name", () => {
    expect(list.costOf("openai:gpt-5-mini", million)).toBe(2_250_000);
    expect(list.costOf("openai:gpt-5.1", million)).toBe(11_250_000);
    expect(list.costOf("a.local:any", million)).toBe(0);
    for (const name of ["openai:gpt-4", "my-openai:gpt-5", "alocal:any"]) {
      expect(list.costOf(name, million), name).toBeUndefined();
    }
  });

  it("rounds up to a millionth of a dollar, and counts unreported usage as none", () => {
    expect(list.costOf("openai:gpt-5-mini", { inputTokens: 1 })).toBe(1);
    expect(list.costOf("openai:gpt-5", { outputTokens: 3 })).toBe(30);
    expect(list.costOf("openai:gpt-5", {})).toBe(0);
  });
});
