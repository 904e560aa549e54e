import { describe, expect, it } from "vitest";
import type { Model } from "../model.ts";
import { createModelCatalog } from "./model-catalog.ts";

const ALL = {
  OPENAI_API_KEY: "planted-key-one",
  ANTHROPIC_API_KEY: "planted-key-two",
  OPENROUTER_API_KEY: "planted-key-three",
  OLLAMA_BASE_URL: "http://127.0.0.1:11434",
  AIWHISPERER_COMPATIBLE_BASE_URL: "http://127.0.0.1:1234/v1",
};
const PROVIDERS = ["openai:", "anthropic:", "openrouter:", "ollama:", "compatible:"];

function modelOf(resolved: { readonly model: Model } | { readonly unavailable: string }): Model {
  if ("unavailable" in resolved) throw new Error(resolved.unavailable);
  return resolved.model;
}

function reasonOf(resolved: { readonly model: Model } | { readonly unavailable: string }): string {
  return "unavailable" in resolved ? resolved.unavailable : "";
}

describe("the model catalogue", () => {
  it("has the demonstration model and nothing else where nothing is configured", () => {
    const catalog = createModelCatalog({ env: {}, defaultModel: "demo" });
    expect(modelOf(catalog.resolve("demo")).id).toBe("demo");
    expect(catalog.list().filter(({ usable }) => usable)).toEqual([
      { model: "demo", provider: "demo", usable: true, isDefault: true },
    ]);
  });

  it("lists every provider that is not configured with the variable to set", () => {
    const listed = createModelCatalog({ env: { OPENAI_API_KEY: "  " }, defaultModel: "demo" }).list();
    const reasons = new Map(listed.map(({ model, reason }) => [model, reason]));
    expect([...reasons.keys()]).toEqual(["demo", ...PROVIDERS]);
    expect(reasons.get("openai:")).toContain("OPENAI_API_KEY");
    expect(reasons.get("anthropic:")).toContain("ANTHROPIC_API_KEY");
    expect(reasons.get("openrouter:")).toContain("OPENROUTER_API_KEY");
    expect(reasons.get("ollama:")).toContain("OLLAMA_BASE_URL");
    expect(reasons.get("compatible:")).toContain("AIWHISPERER_COMPATIBLE_BASE_URL");
  });

  it("resolves a model of every configured provider under its full name", () => {
    const catalog = createModelCatalog({ env: ALL, defaultModel: "demo" });
    expect(catalog.list().every(({ usable }) => usable)).toBe(true);
    for (const id of [
      "openai:gpt-5",
      "anthropic:claude",
      "openrouter:a/b:free",
      "ollama:qwen3:8b",
      "compatible:x",
    ]) {
      expect(modelOf(catalog.resolve(id)).id).toBe(id);
    }
  });

  it("refuses a model of a provider that is not configured with the reason that it lists", () => {
    const catalog = createModelCatalog({ env: {}, defaultModel: "demo" });
    expect(reasonOf(catalog.resolve("openai:gpt-5"))).toBe("Set OPENAI_API_KEY to use OpenAI.");
  });

  it("helps with a name that is wrong", () => {
    const catalog = createModelCatalog({ env: ALL, defaultModel: "demo" });
    expect(reasonOf(catalog.resolve("opnai:gpt-5"))).toContain("Did you mean “openai:gpt-5”?");
    expect(reasonOf(catalog.resolve("claude-sonnet-4-5"))).toContain(
      "Did you mean “anthropic:claude-sonnet-4-5”?",
    );
    expect(reasonOf(catalog.resolve("openai:"))).toContain("for example “openai:");
    expect(reasonOf(catalog.resolve(""))).toContain("A model is named as one of demo, openai:…");
  });

  it("lists a default model of its own name first, usable or not", () => {
    const [usable] = createModelCatalog({ env: ALL, defaultModel: "openai:gpt-5" }).list();
    expect(usable).toEqual({ model: "openai:gpt-5", provider: "openai", usable: true, isDefault: true });
    const listed = createModelCatalog({ env: {}, defaultModel: "openai:gpt-5" }).list();
    expect(listed[0]).toMatchObject({
      model: "openai:gpt-5",
      usable: false,
      reason: expect.stringContaining("OPENAI_API_KEY"),
    });
    expect(listed.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it("keeps a model that is used and forgets the one used longest ago", () => {
    const catalog = createModelCatalog({ env: ALL, defaultModel: "demo" });
    const kept = modelOf(catalog.resolve("openai:kept"));
    const forgotten = modelOf(catalog.resolve("openai:forgotten"));
    for (let count = 0; count < 63; count++) {
      catalog.resolve(`openai:other-${count}`);
      catalog.resolve("openai:kept");
    }
    expect(modelOf(catalog.resolve("openai:kept"))).toBe(kept);
    expect(modelOf(catalog.resolve("openai:forgotten"))).not.toBe(forgotten);
  });

  it("refuses addresses and keys that cannot work, without repeating them", () => {
    const env = {
      ...ALL,
      OPENAI_API_KEY: "two words",
      OLLAMA_BASE_URL: "http://me:hunter2@host",
      AIWHISPERER_COMPATIBLE_BASE_URL: "file:///etc/passwd",
    };
    const listed = createModelCatalog({ env, defaultModel: "demo" }).list();
    const unusable = listed.filter(({ usable }) => !usable);
    expect(unusable.map(({ provider }) => provider)).toEqual(["openai", "ollama", "compatible"]);
    expect(JSON.stringify(unusable)).not.toMatch(/two words|hunter2|passwd/);
  });

  it("has the models that it is given, lists them after demo, and puts the default one first", () => {
    const models = ["acme:fast", "echo"].map((id): Model => ({ id, stream: async function* () {} }));
    const catalog = createModelCatalog({ env: {}, defaultModel: "echo", models });
    expect(models.map(({ id }) => modelOf(catalog.resolve(id)))).toEqual(models);
    expect(catalog.list().filter(({ usable }) => usable)).toEqual([
      { model: "echo", provider: "echo", usable: true, isDefault: true },
      { model: "demo", provider: "demo", usable: true, isDefault: false },
      { model: "acme:fast", provider: "acme", usable: true, isDefault: false },
    ]);
    expect(reasonOf(catalog.resolve("acme:slow"))).toContain("one of demo, acme:fast, echo, openai:…");
  });

  it.each([
    ["demo", "the model demo is there already"],
    ["openai:gpt-5", "the model openai:gpt-5 has the name of the provider openai"],
    ["ollama", "the model ollama has the name of the provider ollama"],
    ["two\nlines", "“two\nlines” cannot be the name of a model"],
    ["", "“” cannot be the name of a model"],
    ["x".repeat(201), `“${"x".repeat(80)}” cannot be the name of a model`],
  ])("takes no model named “%s”", (id, reason) => {
    const models: Model[] = [{ id, stream: async function* () {} }];
    expect(() => createModelCatalog({ env: {}, defaultModel: "demo", models })).toThrow(reason);
  });

  it("uses the demonstration model that it is given", () => {
    const demo: Model = { id: "demo", stream: async function* () {} };
    expect(modelOf(createModelCatalog({ env: {}, defaultModel: "demo", demo }).resolve("demo"))).toBe(demo);
  });
});
