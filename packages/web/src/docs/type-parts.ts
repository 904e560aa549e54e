import { identifierPattern } from "@aiwhisperer/protocol";
import type { JsonSchema } from "@aiwhisperer/protocol/document";

/** A piece of a type as a `.def` file writes it: text, or the name of another type. */
export type TypePart = string | { readonly name: string };

/** A schema's type as a `.def` file writes it, such as `string(1..256)`, `Plan[]` or `map<string, json>`. */
export function typeParts(schema: JsonSchema): readonly TypePart[] {
  if (typeof schema.$ref === "string") return [{ name: nameOf(schema.$ref) }];
  switch (schema.type) {
    case "string":
      return [
        (schema.pattern === identifierPattern ? "id" : "string") + limits(schema.minLength, schema.maxLength),
      ];
    case "integer":
      return [`int${limits(unlessSafe(schema.minimum), unlessSafe(schema.maximum))}`];
    case "number":
      return [`float${limits(schema.minimum, schema.maximum)}`];
    case "boolean":
      return ["bool"];
    case "array":
      return [...typeParts(partOf(schema.items)), `[]${limits(schema.minItems, schema.maxItems)}`];
    case "object":
      return [
        "map<string, ",
        ...typeParts(partOf(schema.additionalProperties)),
        `>${limits(schema.minProperties, schema.maxProperties)}`,
      ];
    default:
      return ["json"];
  }
}

/** The last part of a reference such as `#/components/schemas/Plan`. */
export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function partOf(value: unknown): JsonSchema {
  return typeof value === "object" && value !== null ? (value as JsonSchema) : {};
}

/** An integer without a limit of its own is bounded by what JavaScript can count. */
function unlessSafe(limit: unknown): unknown {
  return Math.abs(Number(limit)) === Number.MAX_SAFE_INTEGER ? undefined : limit;
}

function limits(min: unknown, max: unknown): string {
  return min === undefined && max === undefined ? "" : `(${min ?? ""}..${max ?? ""})`;
}
