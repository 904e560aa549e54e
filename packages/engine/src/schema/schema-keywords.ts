/** A schema that is an object, parsed from JSON. */
export type SchemaObject = Record<string, unknown>;

/**
 * Length of a regular expression, in UTF-16 units. A thread does not contain the compilation of a longer one:
 * it cannot be terminated meanwhile, and a full stack or heap there ends the process.
 */
const MAX_PATTERN_LENGTH = 4_000;

/** Keywords whose values are data: nothing in them is a schema. */
const DATA = new Set(["const", "default", "enum", "examples", "required", "type"]);

/** Keywords whose members, under names of their own, are schemas. */
const MAPS = new Set([
  "$defs",
  "definitions",
  "dependencies",
  "dependentSchemas",
  "patternProperties",
  "properties",
]);

const TYPES = new Set<unknown>(["array", "boolean", "integer", "null", "number", "object", "string"]);

type Form = (value: unknown) => boolean;

/** Forms that the values of keywords need to have to be applied. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ...each(isText, ["$anchor", "$id", "$recursiveRef", "$ref", "format"]),
  ...each(isPattern, ["pattern"]),
  ...each(isType, ["type"]),
  ...each(isTexts, ["required"]),
  ...each(Array.isArray, ["enum"]),
  ...each(isNumber, ["maxContains", "maxItems", "maxLength", "maxProperties", "maximum"]),
  ...each(isNumber, ["minContains", "minItems", "minLength", "minProperties", "minimum"]),
  ...each(isBound, ["exclusiveMaximum", "exclusiveMinimum"]),
  ...each((value) => isNumber(value) && Number(value) > 0, ["multipleOf"]),
  ...each(isObject, ["dependencies", "dependentSchemas", "patternProperties", "properties"]),
  ...each((value) => isObject(value) && Object.values(value).every(isTexts), ["dependentRequired"]),
  ...each(isSchema, ["additionalItems", "additionalProperties", "contains", "else", "if", "not"]),
  ...each(isSchema, ["propertyNames", "then", "unevaluatedItems", "unevaluatedProperties"]),
  ...each(isSchemas, ["allOf", "anyOf", "oneOf", "prefixItems"]),
  ...each((value) => isSchema(value) || isSchemas(value), ["items"]),
]);

/** Whether the value of a keyword can be applied; of one that is not known here, always. */
export function isApplicable(keyword: string, value: unknown): boolean {
  return FORMS.get(keyword)?.(value) ?? true;
}

/**
 * The schemas directly inside a schema, those under keywords that are not known too: references may lead to
 * them.
 */
export function subschemasOf(schema: SchemaObject): readonly SchemaObject[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (DATA.has(keyword)) return [];
    if (isObject(value)) return MAPS.has(keyword) ? Object.values(value).filter(isObject) : [value];
    return Array.isArray(value) ? value.filter(isObject) : [];
  });
}

/** Names of the members of a keyword's value that need to be schemas and are none. */
export function brokenMembers(keyword: string, value: unknown): readonly string[] {
  if (!MAPS.has(keyword) || !isObject(value)) return [];
  const isMember = (member: unknown): boolean =>
    isSchema(member) || (keyword === "dependencies" && isTexts(member));
  return Object.entries(value).flatMap(([name, member]) => (isMember(member) ? [] : [name]));
}

/**
 * Whether a text is a regular expression of bounded length in the dialect that JSON Schema recommends
 * (ECMA-262 with the flag u).
 */
export function isPattern(value: unknown): boolean {
  if (typeof value !== "string" || value.length > MAX_PATTERN_LENGTH) return false;
  try {
    new RegExp(value, "u");
    return true;
  } catch {
    return false;
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function each(form: Form, keywords: readonly string[]): readonly (readonly [string, Form])[] {
  return keywords.map((keyword) => [keyword, form]);
}

function isType(value: unknown): boolean {
  return TYPES.has(value) || (Array.isArray(value) && value.every((name) => TYPES.has(name)));
}

function isSchema(value: unknown): boolean {
  return typeof value === "boolean" || isObject(value);
}

function isSchemas(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isSchema);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

/** Draft 4 has true and false here. */
function isBound(value: unknown): boolean {
  return typeof value === "number" || typeof value === "boolean";
}
