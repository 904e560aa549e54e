import { describe, expect, it } from "vitest";
import { checkAnswer } from "./check-answer.ts";
import { readQuestionForm } from "./read-question-form.ts";

function check(properties: object, answer: unknown, required: readonly string[] = []) {
  const form = readQuestionForm({ type: "object", properties, required });
  if ("problem" in form) throw new Error(form.problem);
  return checkAnswer(form.fields, answer);
}

const fault = (path: string, message: string) => ({ faults: [{ path, message }] });

describe("an answer", () => {
  it("is an object", () => {
    for (const answer of [null, "x", 1, [], undefined]) {
      expect(check({}, answer)).toEqual(fault("", "must be an object"));
    }
    expect(check({}, {})).toEqual({ answer: {} });
  });

  it("has what is required, and defaults for what is absent", () => {
    const properties = { a: { type: "string" }, b: { type: "integer", default: 3 } };
    expect(check(properties, {}, ["a"])).toEqual(fault("/a", "is required"));
    expect(check(properties, { a: "x" }, ["a", "b"])).toEqual({ answer: { a: "x", b: 3 } });
    expect(check(properties, { a: "x", b: 4 })).toEqual({ answer: { a: "x", b: 4 } });
  });

  it("has nothing that is not asked for", () => {
    expect(check({}, { "a/b~": 1 })).toEqual(fault("/a~1b~0", "is not asked for"));
  });

  it.each([
    [{ type: "string" }, 1, "must be a string"],
    [{ type: "string", minLength: 2 }, "😀", "must have at least 2 characters"],
    [{ type: "string", maxLength: 1 }, "ab", "must have at most 1 characters"],
    [{ type: "string", format: "email" }, "a@b@c", "must be an e-mail address"],
    [{ type: "string", format: "uri" }, "nowhere", "must be a URL with its scheme"],
    [{ type: "string", format: "date" }, "2026-02-30", "must be a date such as 2026-01-31"],
    [{ type: "string", format: "date-time" }, "2026-02-03", "must be a time such as 2026-01-31T12:00:00Z"],
    [{ type: "number" }, "1", "must be a number"],
    [{ type: "integer" }, 1.5, "must be a whole number"],
    [{ type: "number", minimum: 2 }, 1, "must be at least 2"],
    [{ type: "number", maximum: 2 }, 3, "must be at most 2"],
    [{ type: "boolean" }, "true", "must be true or false"],
    [{ type: "string", enum: ["a"] }, "b", "must be one of the choices"],
    [{ type: "string", oneOf: [{ const: "a", title: "A" }] }, "A", "must be one of the choices"],
    [{ type: "array", items: { enum: ["a"] } }, "a", "must be a list"],
    [{ type: "array", items: { enum: ["a"] } }, ["b"], "must be of the choices"],
    [{ type: "array", items: { enum: ["a"] } }, ["a", "a"], "must name each choice once"],
    [{ type: "array", items: { enum: ["a"] }, minItems: 1 }, [], "must have at least 1 choices"],
  ])("that does not fit %j: %j", (schema, value, message) => {
    expect(check({ f: schema }, { f: value })).toEqual(fault("/f", message));
  });

  it.each([
    [{ type: "string", maxLength: 1 }, "😀"],
    [{ type: "string", format: "email" }, "a@b.ch"],
    [{ type: "string", format: "uri" }, "https://a.example/"],
    [{ type: "string", format: "date" }, "2028-02-29"],
    [{ type: "string", format: "date-time" }, "2026-02-03T10:00:00+01:00"],
    [{ type: "integer", minimum: 0, maximum: 0 }, 0],
    [{ type: "boolean" }, false],
    [{ type: "string", enum: ["a"], enumNames: ["A"] }, "a"],
    [{ type: "array", items: { anyOf: [{ const: "a", title: "A" }] } }, ["a"]],
  ])("that fits %j: %j", (schema, value) => {
    expect(check({ f: schema }, { f: value })).toEqual({ answer: { f: value } });
  });

  it("has fields of any name", () => {
    const properties = JSON.parse('{"__proto__":{"type":"string"},"toString":{"type":"string"}}');
    expect(check(properties, {}, ["toString"])).toEqual(fault("/toString", "is required"));
    const answer = JSON.parse('{"__proto__":"x","toString":"y"}');
    expect(JSON.stringify(check(properties, answer))).toBe('{"answer":{"__proto__":"x","toString":"y"}}');
  });
});

describe("a question's schema", () => {
  it.each([
    [null],
    [{ type: "string" }],
    [{ properties: [] }],
    [{ properties: { a: { type: "object" } } }],
    [{ properties: { a: { type: "array", items: { type: "string" } } } }],
    [{ properties: { a: true } }],
    [{ required: ["a"] }],
  ])("%j describes no form", (schema) => {
    expect(readQuestionForm(schema)).toHaveProperty("problem");
  });
});

describe("a form that a server writes carelessly", () => {
  it.each([
    { type: "string", default: null },
    { type: "integer", default: "x" },
    { type: "string", enum: ["s"], default: "zz" },
    { type: "array", items: { enum: ["s"] }, default: 5 },
    { type: "string", maxLength: 1, default: "long" },
  ])("may be left out where its default does not fit: %j", (field) => {
    const form = readQuestionForm({ type: "object", properties: { field }, required: null });
    expect("fields" in form && checkAnswer(form.fields, {})).toEqual({ answer: {} });
  });

  it("is none where no answer could fit", () => {
    const field = { type: "string", enum: [] };
    expect(readQuestionForm({ type: "object", properties: { field }, required: ["field"] })).toEqual({
      problem: "The required field field has no choices.",
    });
  });
});
