import { validate } from "@cfworker/json-schema";
import { type ApplicableSchema, makeApplicable } from "./applicable-schema.ts";
import { describeFaults } from "./describe-faults.ts";
import type { SchemaVerdict } from "./schema-checker.ts";

/** A schema that is ready to be applied, or the verdict on every value. */
export type PreparedSchema = ApplicableSchema | Extract<SchemaVerdict, { readonly kind: "inapplicable" }>;

/** Prepares a schema from its JSON text. Never throws. Takes as long as its regular expressions make it. */
export function prepareSchema(text: string): PreparedSchema {
  try {
    return makeApplicable(JSON.parse(text));
  } catch (error) {
    return inapplicable(error);
  }
}

/**
 * Applies a schema to a value: interpreted, never compiled to code. Never throws. May take for ever: see
 * `SchemaChecker`.
 */
export function applySchema(prepared: PreparedSchema, value: unknown): SchemaVerdict {
  if ("kind" in prepared) return prepared;
  try {
    const { valid, errors } = validateWhole(prepared, value);
    if (valid) return { kind: "valid" };
    if (prepared.canRefuse) return { kind: "invalid", faults: describeFaults(errors) };
    return { kind: "inapplicable", reason: "The schema cannot be applied: parts of it are not known here." };
  } catch (error) {
    return inapplicable(error);
  }
}

function validateWhole({ schema, draft, lookup }: ApplicableSchema, value: unknown) {
  try {
    return validate(value, schema, draft, lookup, false);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // More faults than fit on the stack: the first one will do.
    return validate(value, schema, draft, lookup, true);
  }
}

function inapplicable(error: unknown): Extract<SchemaVerdict, { readonly kind: "inapplicable" }> {
  const reason =
    error instanceof RangeError
      ? "it leads too deep"
      : error instanceof Error
        ? error.message
        : String(error);
  return { kind: "inapplicable", reason: `The schema cannot be applied: ${reason.slice(0, 500)}.` };
}
