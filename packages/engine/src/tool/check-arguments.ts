import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";

const MAX_PROBLEMS = 8;

const validators = new WeakMap<object, Validator>();

/**
 * Checks a tool's arguments against its JSON Schema; gives what is wrong, for the model, or `undefined`. The schema is interpreted, never
 * compiled to code: it may come from a client. A schema that cannot be applied lets nothing pass.
 */
export function checkArguments(schema: object, args: unknown): string | undefined {
  if (typeof args !== "object" || args === null || Array.isArray(args)) {
    return "The arguments must be one JSON object.";
  }
  try {
    const { valid, errors } = validatorOf(schema).validate(args);
    return valid ? undefined : describe(errors);
  } catch (error) {
    return `The tool's schema cannot be applied: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function validatorOf(schema: object): Validator {
  let validator = validators.get(schema);
  if (validator === undefined) {
    validator = new Validator(schema as Schema, "2020-12", false);
    validators.set(schema, validator);
  }
  return validator;
}

/** The innermost faults: those of the schemas around them say only that something inside is wrong. */
function describe(errors: readonly OutputUnit[]): string {
  const innermost = errors.filter(
    ({ instanceLocation, keyword }) =>
      !errors.some(
        (other) => other.instanceLocation.startsWith(`${instanceLocation}/`) && keyword !== "required",
      ),
  );
  const lines = innermost
    .slice(0, MAX_PROBLEMS)
    .map(({ instanceLocation, error }) => `- ${instanceLocation.slice(1) || "/"}: ${error}`);
  const rest = innermost.length - lines.length;
  return [
    "The arguments do not fit the tool's schema:",
    ...lines,
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ].join("\n");
}
