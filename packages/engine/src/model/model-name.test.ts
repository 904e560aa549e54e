import { describe, expect, it } from "vitest";
import { parseModelName, suggestModelName } from "./model-name.ts";

const NAMES = ["demo", "openai", "anthropic", "openrouter", "ollama", "compatible"];

describe("parseModelName", () => {
  it("parts a name at its first colon only", () => {
    expect(parseModelName("ollama:llama3.2:3b")).toEqual({ provider: "ollama", model: "llama3.2:3b" });
    expect(parseModelName("openrouter:meta/llama:free")).toEqual({
      provider: "openrouter",
      model: "meta/llama:free",
    });
  });

  it("keeps the spaces that a model has in its name", () => {
    expect(parseModelName("ollama:my model:latest")).toEqual({
      provider: "ollama",
      model: "my model:latest",
    });
    expect(parseModelName("compatible:Qwen 3 8B")).toEqual({ provider: "compatible", model: "Qwen 3 8B" });
    expect(parseModelName("compatible:文心 一言 😀")).toEqual({
      provider: "compatible",
      model: "文心 一言 😀",
    });
  });

  it("refuses what is not of that form", () => {
    for (const id of [
      "",
      "demo",
      "openai:",
      ":gpt-5",
      "open ai:gpt-5",
      "openai: gpt-5",
      "openai:gpt-5 ",
      " openai:gpt-5",
      "openai:gpt\n5",
      "openai:gpt\u00005",
      "openai:gpt\ud83d",
      "openai:gpt\u2028",
      `openai:${"x".repeat(200)}`,
    ]) {
      expect(parseModelName(id), id).toBeUndefined();
    }
  });
});

describe("suggestModelName", () => {
  it.each([
    ["opnai:gpt-5", "openai:gpt-5"],
    ["OpenAI:gpt-5", "openai:gpt-5"],
    ["olama:qwen3:8b", "ollama:qwen3:8b"],
    ["antrhopic:claude-sonnet-4-5", "anthropic:claude-sonnet-4-5"],
    ["dmeo", "demo"],
    [" openai:gpt-5 ", "openai:gpt-5"],
    ["ollama: my model", "ollama:my model"],
    ["gpt-5-mini", "openai:gpt-5-mini"],
    ["claude-sonnet-4-5", "anthropic:claude-sonnet-4-5"],
    ["meta-llama/llama-4", "openrouter:meta-llama/llama-4"],
  ])("takes %s for %s", (id, meant) => {
    expect(suggestModelName(id, NAMES)).toBe(meant);
  });

  it("suggests nothing for what is near nothing", () => {
    expect(suggestModelName("wombat", NAMES)).toBeUndefined();
  });
});
