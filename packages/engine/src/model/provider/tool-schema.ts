import type { PromptRules } from "./prompt-rules.ts";
import { toWellFormedJson } from "./well-formed.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that providers refuse at the top of a tool's schema. */
const TOP_LEVEL_CHOICES = ["allOf", "anyOf", "oneOf"] as const;
const REFUSED_AT_TOP = new Set<string>([
  ...TOP_LEVEL_CHOICES,
  "not",
  "enum",
  "const",
  "if",
  "then",
  "else",
  "$ref",
]);

/** Keywords for which `null` means nothing and fails as a schema; of `default` and the like it is a value. */
const NEVER_NULL = new Set(
  "type title description format pattern items properties required enum additionalProperties anyOf oneOf allOf $ref".split(
    " ",
  ),
);

/**
 * The schema of a tool's arguments as providers accept it: an object at the top, with properties. Properties
 * of alternatives at the top are offered side by side; the call is checked against the tool's own schema
 * anyway.
 */
export function toObjectSchema(schema: unknown, rules: PromptRules): Schema {
  const given = toSchema(withoutNulls(toWellFormedJson(schema)));
  const top = { ...findReference(given), ...given };
  const branches = TOP_LEVEL_CHOICES.flatMap((choice) => toList(top[choice])).map(toSchema);
  const properties = acceptedProperties([...branches, top], rules);
  const demanding = [top, ...toList(top.allOf).map(toSchema)];
  const required = [...new Set(demanding.flatMap(({ required }) => toList(required)))].filter(
    (name) => typeof name === "string" && Object.hasOwn(properties, name),
  );
  const kept = Object.entries(top).filter(([key, value]) => !REFUSED_AT_TOP.has(key) && value !== null);
  const { required: _required, ...rest } = Object.fromEntries(kept);
  return { ...rest, type: "object", properties, ...(required.length === 0 ? {} : { required }) };
}

/** A property without a schema of its own accepts anything. */
function acceptedProperties(schemas: readonly Schema[], { propertyName }: PromptRules): Schema {
  const entries = schemas.flatMap(({ properties }) => Object.entries(toSchema(properties)));
  const accepted = entries.filter(([name]) => propertyName.test(name));
  return Object.fromEntries(
    accepted.map(([name, value]) => [name, typeof value === "boolean" ? value : toSchema(value)]),
  );
}

/** The definition that a local reference at the top leads to. */
function findReference({ $ref, ...schema }: Schema): Schema {
  if (typeof $ref !== "string" || !$ref.startsWith("#/")) return {};
  let found: unknown = schema;
  for (const step of $ref.slice(2).split("/")) {
    const fields = toSchema(found);
    found = Object.hasOwn(fields, step) ? fields[step] : undefined;
  }
  return toSchema(found);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, entry]) => entry !== null || !NEVER_NULL.has(key));
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutNulls(entry)]));
}

function toSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
