import { expect, it } from "vitest";
import { modelAttributes } from "./model-attributes.ts";

it("the attributes of a model are its provider, by the name that the conventions have for it, and its name", () => {
  const pair = (id: string) => Object.values(modelAttributes(id));
  expect(pair("anthropic:claude-sonnet-4-5")).toEqual(["anthropic", "claude-sonnet-4-5"]);
  expect(pair("mistral:mistral-large")).toEqual(["mistral_ai", "mistral-large"]);
  expect(pair("ollama:llama3.2:3b")).toEqual(["ollama", "llama3.2:3b"]);
  expect(pair("demo")).toEqual(["demo", "demo"]);
  expect(pair("constructor:x")).toEqual(["constructor", "x"]);
  expect(modelAttributes(undefined)).toEqual({});
});
