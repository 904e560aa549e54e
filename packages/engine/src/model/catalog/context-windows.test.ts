import { expect, it } from "vitest";
import { contextWindowByName } from "./context-windows.ts";

it.each([
  ["claude-sonnet-4-5", 200_000],
  ["anthropic/claude-opus-4", 200_000],
  ["gpt-4o-mini", 128_000],
  ["llama-test:3b", undefined],
  ["", undefined],
])("knows the context of %j: %s", (name, tokens) => {
  expect(contextWindowByName(name)).toBe(tokens);
});
