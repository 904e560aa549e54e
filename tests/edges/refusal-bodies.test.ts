import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toModelFault } from "../../packages/engine/src/model/model-fault.ts";
import { report } from "../chaos/support/bounds.ts";
import { ownTimeOf } from "../support/own-time.ts";

const KEY = "sk-planted-0123456789-secret";
const source = {
  title: "OpenAI",
  modelName: "m",
  keyVariable: "OPENAI_API_KEY",
  addressVariable: "OPENAI_BASE_URL",
  secrets: [KEY],
};
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.FUZZ_REFUSALS ?? 2_000);

/** Members that providers use, so that bodies have the shapes that are read. */
const member = fc.constantFrom(
  "error",
  "message",
  "detail",
  "msg",
  "loc",
  "metadata",
  "raw",
  "code",
  "type",
  "errors",
);
const leaf = fc.oneof(fc.string(), fc.constant(`a ${KEY} b`), fc.integer(), fc.boolean(), fc.constant(null));
const { body } = fc.letrec((tie) => ({
  body: fc.oneof(
    { maxDepth: 10, withCrossShrink: true },
    leaf,
    fc.array(tie("body"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(member, fc.string()), tie("body"), { maxKeys: 4 }),
    tie("body").map((value) => JSON.stringify(value)),
  ),
}));
const text = fc.oneof(
  body.map((value) => JSON.stringify(value) ?? ""),
  fc.tuple(fc.string(), body).map(([before, value]) => `${before} ${JSON.stringify(value)}`),
  fc.string({ maxLength: 500 }),
  fc.string().map((title) => `<html><title>${title} ${KEY}</title>`),
);

describe("any body of a refusal", () => {
  it("becomes a fault of bounded length without the key, at once", async () => {
    report(`refusal bodies: FUZZ_SEED=${seed} FUZZ_REFUSALS=${runs}`);
    const status = fc.integer({ min: 400, max: 599 });
    const property = fc.asyncProperty(status, text, async (statusCode, responseBody) => {
      const error = Object.assign(new Error("x"), { statusCode, responseBody });
      let fault: ReturnType<typeof toModelFault> | undefined;
      const usedMs = await ownTimeOf(() => {
        fault = toModelFault(error, { source, phase: "request", now: 0 });
      });
      expect(usedMs).toBeLessThan(750);
      if (fault === undefined) throw new Error("no fault");
      expect(fault.message).not.toContain("planted");
      expect(fault.message.length).toBeLessThan(700);
      expect(fault.message.isWellFormed()).toBe(true);
      if ([401, 403, 404, 408, 429].includes(statusCode)) expect(fault.refusedInput ?? false).toBe(false);
    });
    await fc.assert(property, { numRuns: runs, seed });
  });

  it("of words that expressions could be slow on is judged at once", async () => {
    const parts = [
      "limit 1 ",
      "model ",
      "violates ",
      "token count ",
      "input length ",
      "a".repeat(50),
      "<title ",
      "retry in 1s1",
    ];
    for (const part of parts) {
      const responseBody = part.repeat(Math.ceil(200_000 / part.length));
      const error = Object.assign(new Error("x"), { statusCode: 400, responseBody });
      const usedMs = await ownTimeOf(() => toModelFault(error, { source, phase: "request", now: 0 }));
      expect(usedMs, part).toBeLessThan(750);
    }
  });
});
