import { valueFault } from "../json-schema.ts";

/** Checks a tool's arguments against its JSON Schema; gives what is wrong, for the model, or `undefined`. */
export function checkArguments(schema: object, args: unknown): string | undefined {
  if (typeof args !== "object" || args === null || Array.isArray(args)) {
    return "The arguments must be one JSON object.";
  }
  const fault = valueFault(schema, args);
  return fault === undefined ? undefined : `The arguments do not fit the tool's schema:\n${fault}`;
}
