import { emitJsonSchema } from "@aiwhisperer/idl";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { compileText, loadGenerated } from "./load-generated.ts";
import { contractText, randomContract, randomValue } from "./random-contract.ts";

/** An independent judge: the emitted JSON Schema, read by Ajv as JavaScript measures strings. */
function createJudge(schema: string): (message: string) => (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, unicode: false, ownProperties: true, logger: false });
  ajv.addSchema(JSON.parse(schema), "contract");
  return (message) => {
    const validate = ajv.compile({ $ref: `contract#/$defs/${message}` });
    return (value) => validate(value);
  };
}

it("generated guard, faults and JSON Schema agree on random values of random contracts", async () => {
  const verdicts = { valid: 0, faulty: 0 };
  await fc.assert(
    fc.asyncProperty(randomContract, fc.integer(), async (contract, seed) => {
      const model = compileText(contractText(contract));
      const { validator } = await loadGenerated(model);
      const judge = createJudge(emitJsonSchema(model)[0]?.text ?? "");
      for (const index of contract.keys()) {
        const { is, faults } = validator(`M${index}`);
        const isRight = judge(`M${index}`);
        for (const value of fc.sample(randomValue(contract, index), { numRuns: 30, seed })) {
          const verdict = is(value);
          const found = { is: verdict, faultless: faults(value).length === 0 };
          const expected = isRight(value);
          expect(found, JSON.stringify(value)).toEqual({ is: expected, faultless: expected });
          verdicts[verdict ? "valid" : "faulty"]++;
        }
      }
    }),
    { numRuns: 25 },
  );
  expect(verdicts.valid).toBeGreaterThan(200);
  expect(verdicts.faulty).toBeGreaterThan(200);
}, 60_000);
