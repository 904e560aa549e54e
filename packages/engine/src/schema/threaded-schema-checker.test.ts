import { describe, expect, it } from "vitest";
import { DEFAULT_ENGINE_LIMITS } from "../kit/limits.ts";
import { ThreadedSchemaChecker } from "./threaded-schema-checker.ts";

const checkerWith = (limits: Partial<typeof DEFAULT_ENGINE_LIMITS> = {}) =>
  new ThreadedSchemaChecker({ ...DEFAULT_ENGINE_LIMITS, ...limits });
const checker = checkerWith();
const check = (schema: object | boolean, value: unknown) => checker.check(schema, value);
const properties = (q: object) => ({ type: "object", properties: { q } });
const valid = { kind: "valid" };
const invalid = (...faults: readonly string[]) => ({ kind: "invalid", faults: faults.join("\n") });
const inapplicable = { kind: "inapplicable" };

/** A value that many levels deep. */
const nested = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);

const bombs: Readonly<Record<string, readonly [schema: object, value: unknown]>> = {
  pattern: [properties({ pattern: "^(a+)+$" }), { q: `${"a".repeat(40)}!` }],
  patternProperties: [{ patternProperties: { "^(a+)+$": true } }, { [`${"a".repeat(40)}!`]: 1 }],
  propertyNames: [{ propertyNames: { pattern: "^(a|a)*$" } }, { [`${"a".repeat(40)}!`]: 1 }],
  "exponential $ref": [
    {
      $ref: "#/$defs/d0",
      $defs: Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => {
          const next = { $ref: `#/$defs/d${index + 1}` };
          return [`d${index}`, index === 39 ? { type: "string" } : { anyOf: [next, next] }];
        }),
      ),
    },
    7,
  ],
  uniqueItems: [{ uniqueItems: true }, Array.from({ length: 20_000 }, (_, index) => ({ a: { b: [index] } }))],
};

describe("a check against a schema", () => {
  it("reports what does not fit, the first ten faults of it", async () => {
    const schema = { type: "object", properties: { n: { type: "number", minimum: 2 } }, required: ["m"] };
    expect(await check(schema, { n: 3, m: 1 })).toEqual(valid);
    expect(await check(schema, { n: 1 })).toEqual(
      invalid('- /: Instance does not have required property "m".', "- /n: 1 is less than 2."),
    );
    const list = { type: "array", items: { type: "string" } };
    const verdict = await check(
      list,
      Array.from({ length: 12 }, () => 1),
    );
    expect(verdict).toMatchObject({
      kind: "invalid",
      faults: expect.stringMatching(/(\n- .*){9}\n- and 2 more$/),
    });
  });

  it("has the same outcome on a thread", async () => {
    const schema = { ...properties({ type: "string", pattern: "^a" }), additionalProperties: false };
    expect(await check(schema, { q: "ab" })).toEqual(valid);
    expect(await check(schema, { q: "b", x: 1 })).toEqual(
      invalid(
        "- /q: String does not match pattern.",
        '- /: Property "x" does not match additional properties schema.',
        "- /x: False boolean schema.",
      ),
    );
    expect(await check(true, 1)).toEqual(valid);
    expect(await check(false, 1)).toMatchObject({ kind: "invalid" });
  });

  it.each(Object.entries(bombs))("ends when it takes too long: %s", async (_name, [schema, value]) => {
    const short = checkerWith({ schemaCheckTimeoutMs: 100, schemaWaitTimeoutMs: 30_000 });
    const checks = [short.check(schema, value), short.check(properties({ pattern: "^a" }), { q: "a" })];
    expect(await Promise.all(checks)).toEqual([
      { kind: "inapplicable", reason: "The check took longer than 0.1 s (limit schemaCheckTimeoutMs)." },
      valid,
    ]);
  });

  it("waits for few of the checks that another user caused", async () => {
    const busy = checkerWith({ schemaCheckTimeoutMs: 200, schemaWaitTimeoutMs: 2_000, maxSchemaThreads: 1 });
    const [schema, value] = bombs.pattern ?? [{}, null];
    const stop = new AbortController();
    const theirs = Array.from({ length: 100 }, () => busy.for("eve").check(schema, value, stop.signal));
    expect(await busy.for("ann").check(properties({ pattern: "^a" }), { q: "b" })).toEqual(
      invalid("- /q: String does not match pattern."),
    );
    stop.abort(new Error("enough"));
    await Promise.allSettled(theirs);
  });

  it("lists the faults of very many unknown members at once", async () => {
    const unknown = Object.fromEntries(Array.from({ length: 8_000 }, (_, index) => [`k${index}`, index]));
    const verdict = await check({ ...properties({}), additionalProperties: false }, unknown);
    expect(verdict).toMatchObject({ kind: "invalid", faults: expect.stringMatching(/and 15990 more$/) });
  });

  it("loses no waiting check when a thread is terminated, and refuses more than its bound", async () => {
    const [schema, value] = bombs.pattern ?? [{}, 1];
    const small = checkerWith({
      maxSchemaThreads: 1,
      maxSchemaChecks: 3,
      schemaCheckTimeoutMs: 100,
      schemaWaitTimeoutMs: 30_000,
    });
    const fine = properties({ pattern: "^a" });
    const [first, second, third, fourth] = await Promise.all([
      small.check(schema, value),
      small.check(fine, { q: "a" }),
      small.check(fine, { q: "b" }),
      small.check(fine, { q: "a" }),
    ]);
    expect([first, second, third]).toMatchObject([inapplicable, valid, { kind: "invalid" }]);
    expect(fourth).toMatchObject({ reason: expect.stringContaining("maxSchemaChecks") });
  });

  it("does not wait for a thread for ever", async () => {
    const [schema, value] = bombs.pattern ?? [{}, 1];
    const small = checkerWith({ maxSchemaThreads: 1, schemaWaitTimeoutMs: 50, schemaCheckTimeoutMs: 300 });
    const [, second] = await Promise.all([small.check(schema, value), small.check(schema, value)]);
    expect(second).toMatchObject({ reason: "No thread was free for 0.05 s (limit schemaWaitTimeoutMs)." });
  });

  it("does not apply what is too deep, too long or needs too much memory", async () => {
    expect(await check({ type: "array" }, nested(20_000))).toMatchObject({
      reason: "The value is nested deeper than 512 levels (limit maxJsonDepth).",
    });
    expect(await check({ default: nested(20_000) }, 1)).toMatchObject({
      reason: "The schema is nested deeper than 512 levels (limit maxJsonDepth).",
    });
    expect(await checkerWith({ maxSchemaLength: 100 }).check({ title: "x".repeat(100) }, 1)).toMatchObject({
      reason: "The schema is longer than 100 characters (limit maxSchemaLength).",
    });
    const greedy = checkerWith({ maxSchemaThreadMebibytes: 16, schemaCheckTimeoutMs: 20_000 });
    const many = Array.from({ length: 300_000 }, (_, index) => index);
    expect(await greedy.check({ items: { allOf: [false, { pattern: "a" }] } }, many)).toMatchObject({
      reason: "The check needed more memory than it may use (limit maxSchemaThreadMebibytes).",
    });
  });

  it("ends with the reason of its signal", async () => {
    const [schema, value] = bombs.pattern ?? [{}, 1];
    const cancel = new AbortController();
    const checked = checker.check(schema, value, cancel.signal);
    cancel.abort(new Error("cancelled"));
    await expect(checked).rejects.toThrow("cancelled");
  });
});

describe("what cannot be applied", () => {
  it.each<readonly [string, object, unknown]>([
    ["an expression of another dialect", properties({ pattern: "^https\\:\\/\\/" }), { q: "https://x" }],
    ["an inline flag", properties({ pattern: "(?i)^abc$" }), { q: "ABC" }],
    ["a possessive quantifier", properties({ pattern: "^a++$" }), { q: "aa" }],
    [
      "an expression for names",
      { patternProperties: { "a++": { type: "number" } }, additionalProperties: false },
      { aa: 1 },
    ],
    ["a reference that leads nowhere", properties({ $ref: "#/definitions/Gone" }), { q: 1 }],
    ["a reference to another document", properties({ $ref: "https://example.com/q.json" }), { q: 1 }],
    ["an unknown format", properties({ type: "string", format: "file-path" }), { q: "/x" }],
    ["an unknown type", properties({ type: "file" }), { q: "x" }],
    ["an unknown dialect", { $schema: "http://json-schema.org/draft-03/schema#", type: "string" }, { q: 1 }],
    ["a keyword of an old form", properties({ type: "object", required: true }), { q: {} }],
    [
      "null for absence",
      { type: "object", properties: { q: { type: "string", pattern: null } }, required: null },
      { q: "x" },
    ],
    ["members that are no schemas", { properties: { q: null, r: "text" } }, { q: 1, r: 2 }],
  ])("is not held against a value: %s", async (_name, schema, value) => {
    expect(await check(schema, value)).not.toMatchObject({ kind: "invalid" });
  });

  it("leaves the rest in force", async () => {
    const schema = { ...properties({ type: "string", pattern: "(?i)^abc$" }), required: ["q"] };
    expect(await check(schema, { q: "ABC" })).toEqual(valid);
    expect(await check(schema, { q: 1 })).toMatchObject({ kind: "invalid" });
    expect(await check(schema, {})).toMatchObject({ kind: "invalid" });
  });

  it.each([
    ["groups in groups", `${"(?:a|".repeat(64_000)}b${")".repeat(64_000)}`],
    ["conditions in conditions", `${"(?<=".repeat(64_000)}a${")".repeat(64_000)}`],
    ["repetitions one after the other", "a+?".repeat(40_000)],
    ["classes one after the other", "\\p{L}".repeat(20_000)],
  ])("includes regular expressions that no thread can contain: %s", async (_name, pattern) => {
    const schema = { ...properties({ type: "string", pattern }), required: ["q"] };
    expect(await check(schema, { q: "aaaab" })).toEqual(valid);
    expect(await check(schema, { q: 1 })).toMatchObject({ kind: "invalid" });
    expect(await check({ patternProperties: { [pattern]: false } }, { aaaab: 1 })).toEqual(valid);
  });

  it("refuses nothing where the rest could mean the opposite", async () => {
    const foreign = { pattern: "(?i)^abc$" };
    expect(await check(properties({ not: foreign }), { q: "x" })).toMatchObject(inapplicable);
    expect(await check(properties({ oneOf: [foreign, { type: "string" }] }), { q: "x" })).toMatchObject(
      inapplicable,
    );
  });

  it("does not include older drafts: they are applied as they mean it", async () => {
    const seven = {
      $schema: "http://json-schema.org/draft-07/schema#",
      definitions: { Name: { type: "string" } },
      type: "object",
      properties: { q: { $ref: "#/definitions/Name" } },
    };
    expect(await check(seven, { q: "x" })).toEqual(valid);
    expect(await check(seven, { q: 1 })).toEqual(
      invalid('- /q: Instance type "number" is invalid. Expected "string".'),
    );
    const four = properties({ type: "number", minimum: 0, exclusiveMinimum: true });
    expect(await check(four, { q: 1 })).toEqual(valid);
    expect(await check(four, { q: 0 })).toMatchObject({ kind: "invalid" });
    const tuple = properties({ items: [{ type: "string" }, { type: "number" }] });
    expect(await check(tuple, { q: ["a", 1] })).toEqual(valid);
    expect(await check(tuple, { q: [1, 1] })).toMatchObject({ kind: "invalid" });
  });
});
