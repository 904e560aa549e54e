import type { SchemaChecker } from "../schema/schema-checker.ts";
import type { Tool } from "./tool.ts";

/**
 * Checks a tool's arguments against its JSON Schema. Returns the faults, for the model, or `undefined`. A
 * schema that cannot be applied is not held against a call, unless the tool requires it: the tool decides.
 * Rejects with the reason of the signal when it aborts.
 */
export async function checkArguments(
  { schemas, signal }: { readonly schemas: SchemaChecker; readonly signal: AbortSignal },
  { inputSchema, requiresFit = false }: Pick<Tool, "inputSchema" | "requiresFit">,
  args: unknown,
): Promise<string | undefined> {
  if (typeof args !== "object" || args === null || Array.isArray(args)) {
    return "The arguments must be one JSON object.";
  }
  const verdict = await schemas.check(inputSchema, args, signal);
  switch (verdict.kind) {
    case "valid":
      return undefined;
    case "invalid":
      return `The arguments do not fit the tool's schema:\n${verdict.faults}`;
    case "inapplicable":
      return requiresFit
        ? `The arguments could not be checked. ${verdict.reason} Call the tool again, or with less.`
        : undefined;
  }
}
