import { readQuestionForm } from "@aiwhisperer/protocol/form";
import { describe, expect, it } from "vitest";
import { initialEntries, toAnswer } from "./form-entries.ts";

const form = readQuestionForm({
  type: "object",
  properties: {
    text: { type: "string", default: "a" },
    number: { type: "number", default: 1.5 },
    yes: { type: "boolean", default: true },
    choice: { type: "string", enum: ["s", "l"] },
    list: { type: "array", items: { type: "string", enum: ["x", "y"] }, default: ["x"] },
  },
});
const fields = "fields" in form ? form.fields : [];

describe("the entries of a form", () => {
  it("begin with the defaults", () => {
    expect(toAnswer(fields, initialEntries(fields))).toEqual({
      text: "a",
      number: 1.5,
      yes: true,
      list: ["x"],
    });
  });

  it("become an answer without empty fields, and with an empty text where a default was removed", () => {
    const entries = new Map<string, string | readonly string[]>([
      ["text", ""],
      ["number", ""],
      ["yes", "false"],
      ["choice", "l"],
      ["list", []],
    ]);
    expect(toAnswer(fields, entries)).toEqual({ text: "", yes: false, choice: "l", list: [] });
  });
});
