import type { SchemaChecker } from "../schema/schema-checker.ts";

/**
 * Checks a tool's arguments against its JSON Schema. Returns the faults, for the model, or `undefined`. A schema that cannot be applied
 * is not held against a call: the tool decides. Rejects with the reason of the signal when it aborts.
 */
export async function checkArguments(
  { schemas, signal }: { readonly schemas: SchemaChecker; readonly signal: AbortSignal },
  schema: object,
  args: unknown,
): Promise<string | undefined> {
  if (typeof args !== "object" || args === null || Array.isArray(args)) {
    return "The arguments must be one JSON object.";
  }
  const verdict = await schemas.check(schema, args, signal);
  return verdict.kind === "invalid"
    ? `The arguments do not fit the tool's schema:\n${verdict.faults}`
    : undefined;
}
