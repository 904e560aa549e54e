import { isObject, type SchemaObject } from "./schema-keywords.ts";

/**
 * Keywords that look at a value once, and cost no more than their own text: no regular expressions,
 * references or comparisons of members.
 */
const CHEAP = new Set([
  "$comment",
  "$schema",
  "additionalProperties",
  "default",
  "description",
  "enum",
  "examples",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "items",
  "maxItems",
  "maxLength",
  "maximum",
  "minItems",
  "minLength",
  "minimum",
  "properties",
  "required",
  "title",
  "type",
]);

/** Length of a schema times the weight of a value up to which a check is a matter of a few milliseconds. */
const MAX_COST = 1_000_000;

/** Length of a schema up to which preparing it is a matter of a few milliseconds. */
const MAX_LENGTH = 50_000;

/** Whether a schema of that length has nothing in it but keywords whose cost is known. Never recurses. */
export function isCheapSchema(schema: unknown, length: number): boolean {
  if (length > MAX_LENGTH) return false;
  if (!isObject(schema)) return typeof schema === "boolean";
  const parts: SchemaObject[] = [schema];
  // The list grows while it is read.
  for (const part of parts) {
    for (const keyword of Object.keys(part)) if (!CHEAP.has(keyword)) return false;
    const { properties, items, additionalProperties } = part;
    if (Array.isArray(items)) return false;
    const inner = isObject(properties) ? Object.values(properties) : [];
    parts.push(...[...inner, items, additionalProperties].filter(isObject));
  }
  return true;
}

/** Whether a cheap schema of that length is applied to a value of that weight in a few milliseconds. */
export function isCheapCheck(schemaLength: number, valueWeight: number): boolean {
  return schemaLength * valueWeight <= MAX_COST;
}
