import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";

const MAX_FAULTS = 10;
const DRAFT = "2020-12";

const validators = new WeakMap<object, Validator>();

/** Why a value cannot be used as a JSON Schema (draft 2020-12); `undefined` when it can. */
export function schemaFault(schema: unknown): string | undefined {
  if (
    typeof schema !== "boolean" &&
    (typeof schema !== "object" || schema === null || Array.isArray(schema))
  ) {
    return "A JSON Schema is an object, true or false.";
  }
  try {
    createValidator(schema).validate(null);
    return undefined;
  } catch (error) {
    return `The schema cannot be applied: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** How a value breaks a schema, for people; `undefined` when it does not. A schema that cannot be applied to it lets nothing pass. */
export function valueFault(schema: object | boolean, value: unknown): string | undefined {
  try {
    const { valid, errors } = createValidator(schema).validate(value);
    return valid ? undefined : describe(errors);
  } catch (error) {
    return `The schema cannot be applied: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The schema is interpreted, never compiled to code: it comes from a client or a model. One that is used again is prepared once. */
function createValidator(schema: object | boolean): Validator {
  if (typeof schema === "boolean") return new Validator(schema, DRAFT, false);
  const validator = validators.get(schema) ?? new Validator(schema as Schema, DRAFT, false);
  validators.set(schema, validator);
  return validator;
}

/** The faults without those that only say that another one is inside. */
function describe(errors: readonly OutputUnit[]): string {
  const faults = errors.filter(
    ({ keywordLocation }) => !errors.some((other) => other.keywordLocation.startsWith(`${keywordLocation}/`)),
  );
  const lines = faults
    .slice(0, MAX_FAULTS)
    .map(({ instanceLocation, error }) => `- ${instanceLocation.slice(1) || "/"}: ${error}`);
  const rest = faults.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
}
