import { dereference, type Schema, type SchemaDraft } from "@cfworker/json-schema";
import {
  brokenMembers,
  isApplicable,
  isObject,
  isPattern,
  type SchemaObject,
  subschemasOf,
} from "./schema-keywords.ts";

type SchemaLookup = ReturnType<typeof dereference>;

/** A schema without what cannot be applied here. */
export interface ApplicableSchema {
  readonly schema: Schema | boolean;
  readonly draft: SchemaDraft;
  /** The schemas in it, by the addresses that references name. */
  readonly lookup: SchemaLookup;
  /** Whether a value that does not fit certainly does not fit the schema as it was written. */
  readonly canRefuse: boolean;
}

const DRAFTS: Readonly<Record<string, SchemaDraft>> = {
  "json-schema.org/draft-04/schema": "4",
  "json-schema.org/draft-06/schema": "7",
  "json-schema.org/draft-07/schema": "7",
  "json-schema.org/draft/2019-09/schema": "2019-09",
  "json-schema.org/draft/2020-12/schema": "2020-12",
};

/** Keywords that a constraint inside them can satisfy, so that a value may fail for one that was left out. */
const REVERSING = ["not", "oneOf", "if", "maxContains", "unevaluatedItems", "unevaluatedProperties"];

/**
 * Makes a parsed schema applicable, and changes it for that: leaves out keywords of an unknown form, regular
 * expressions of other dialects and references that lead nowhere. Throws where nothing of it can be applied,
 * such as a schema in an unknown dialect.
 */
export function makeApplicable(schema: unknown): ApplicableSchema {
  if (typeof schema === "boolean") {
    return { schema, draft: "2020-12", lookup: dereference(schema), canRefuse: true };
  }
  if (!isObject(schema)) throw new Error("a JSON Schema is an object, true or false");
  const parts = partsOf(schema);
  const draft = draftOf(schema, parts);
  const isReversing = parts.some((part) => REVERSING.some((keyword) => part[keyword] !== undefined));
  let leftOut = 0;
  for (const part of parts) leftOut += leaveOutForms(part);
  const lookup = dereference(schema);
  for (const part of parts) leftOut += leaveOutDangling(part, lookup);
  return { schema, draft, lookup, canRefuse: leftOut === 0 || !isReversing };
}

/** The schema with all schemas in it. */
function partsOf(schema: SchemaObject): readonly SchemaObject[] {
  const parts = [schema];
  // The list grows while it is read.
  for (const part of parts) for (const inner of subschemasOf(part)) parts.push(inner);
  return parts;
}

/** The draft that the schema names; without a name, the older draft whose forms it has, else the newest. */
function draftOf({ $schema }: SchemaObject, parts: readonly SchemaObject[]): SchemaDraft {
  if (typeof $schema === "string") {
    const draft = DRAFTS[$schema.replace(/^https?:\/\//, "").replace(/#?$/, "")];
    if (draft === undefined) throw new Error(`its dialect ${$schema.slice(0, 200)} is not known`);
    return draft;
  }
  const isFour = (value: unknown): boolean => typeof value === "boolean";
  if (parts.some((part) => isFour(part.exclusiveMinimum) || isFour(part.exclusiveMaximum))) return "4";
  return parts.some(({ items }) => Array.isArray(items)) ? "7" : "2020-12";
}

/**
 * Removes the keywords whose values cannot be applied, and those that would refuse what these had admitted.
 * Returns their number.
 */
function leaveOutForms(part: SchemaObject): number {
  let leftOut = 0;
  const leaveOut = (...keywords: readonly string[]): void => {
    leftOut += 1;
    for (const keyword of keywords) delete part[keyword];
  };
  for (const [keyword, value] of Object.entries(part)) {
    for (const name of brokenMembers(keyword, value)) {
      (value as SchemaObject)[name] = true;
      leaveOut();
    }
    if (value === null && keyword !== "const" && keyword !== "default") delete part[keyword];
    else if (!isApplicable(keyword, value)) leaveOut(keyword, ...(ADMITTING[keyword] ?? []));
  }
  const { patternProperties } = part;
  for (const pattern of isObject(patternProperties) ? Object.keys(patternProperties) : []) {
    if (isPattern(pattern)) continue;
    delete (patternProperties as SchemaObject)[pattern];
    leaveOut("additionalProperties");
  }
  return leftOut;
}

/** Keywords whose absence makes others refuse more. */
const ADMITTING: Readonly<Record<string, readonly string[]>> = {
  properties: ["additionalProperties"],
  patternProperties: ["additionalProperties"],
  prefixItems: ["items"],
  items: ["additionalItems"],
};

function leaveOutDangling(part: SchemaObject, lookup: SchemaLookup): number {
  const { $ref, __absolute_ref__: target = $ref } = part;
  if ($ref === undefined || lookup[String(target)] !== undefined) return 0;
  delete part.$ref;
  return 1;
}
