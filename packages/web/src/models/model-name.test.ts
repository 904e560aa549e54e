import { describe, expect, it } from "vitest";
import { initialModel, isDemo, shortModelName } from "./model-name.ts";

const entry = (model: string, fields: object = {}) => ({
  model,
  provider: "p",
  usable: true,
  isDefault: false,
  ...fields,
});

describe("initialModel", () => {
  it("is the server's default where that can be used", () => {
    expect(initialModel([entry("a:1"), entry("b:2", { isDefault: true })])).toBe("b:2");
  });

  it("is the first usable model where the default cannot be used", () => {
    expect(
      initialModel([entry("x:", {}), entry("a:1"), entry("b:2", { isDefault: true, usable: false })]),
    ).toBe("a:1");
  });

  it("is undefined while nothing can be used", () => {
    expect(initialModel([])).toBeUndefined();
  });
});

describe("shortModelName", () => {
  it("leaves the provider out", () => {
    expect(shortModelName("ollama:qwen3:8b")).toBe("qwen3:8b");
  });

  it("names a provider that takes any model", () => {
    expect(shortModelName("ollama:")).toBe("ollama");
  });

  it("marks the demonstration", () => {
    expect(isDemo("demo")).toBe(true);
    expect(isDemo("openai:demo-model")).toBe(false);
    expect(shortModelName("demo")).toBe("Demo model");
  });
});
