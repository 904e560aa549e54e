import type { Fault, Validator } from "./contract.ts";
import { isIdentifier } from "./identifier.ts";
import type { TextRule } from "./text-rule.ts";

/** Smallest and largest allowed length, value or count, both included. */
interface Limits {
  readonly min?: number;
  readonly max?: number;
}

/**
 * A declared type as data: what the compiler generates for finding faults, as slow and thorough as
 * `Validator.is` is fast and terse.
 */
export type Schema = ScalarSchema | ArraySchema | MapSchema | NullableSchema | ReferenceSchema;

type ScalarSchema =
  | ({ readonly kind: "string"; readonly rules?: readonly TextRule[] } & Limits)
  | ({ readonly kind: "id" | "int" | "float" } & Limits)
  | { readonly kind: "bool" | "json" }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | EnumSchema;
type ArraySchema = { readonly kind: "array"; readonly item: Schema } & Limits;
type MapSchema = { readonly kind: "map"; readonly value: Schema } & Limits;

type NullableSchema = { readonly kind: "nullable"; readonly type: Schema };

/** The members of a declared enum, by name: numbers or texts. */
export interface EnumSchema {
  readonly kind: "enum";
  readonly name: string;
  readonly members: { readonly [name: string]: number | string };
  /** Whether other values of the same kind are valid too. Default: no. */
  readonly open?: boolean;
}

/** A use of a declared message or union. */
export type ReferenceSchema = MessageReference | UnionReference;

/** A use of a declared message. */
export interface MessageReference extends Target<MessageSchema> {
  readonly kind: "message";
}

/** A use of a declared union. */
export interface UnionReference extends Target<UnionSchema> {
  readonly kind: "union";
}

interface Target<T> {
  /** A function, so that declarations may refer to each other in circles and across files. */
  readonly to: () => T;
  /** Whether the target can hold what refers to it: each such step counts toward `maxDepth`. */
  readonly recursive: boolean;
}

/** The variants of a declared union, by the text of the tag. */
export interface UnionSchema {
  readonly name: string;
  readonly tag: string;
  /** Whether objects with other texts in the tag are valid too. */
  readonly open: boolean;
  readonly variants: { readonly [tag: string]: MessageReference };
}

/** The fields of a declared message. */
export interface MessageSchema {
  readonly name: string;
  readonly fields: readonly FieldSchema[];
}

/** One field of a message. */
export interface FieldSchema {
  readonly name: string;
  readonly type: Schema;
  readonly optional: boolean;
}

/**
 * How deep messages that can hold themselves may be nested; deeper values are faulty, so that no value
 * exhausts the stack.
 */
export const maxDepth = 128;

/** How many faults are reported at most, so that the answer to a bad request stays small. */
export const maxFaults = 100;

/** Longest part of a path that a client's own map keys can make. */
const maxKeyLength = 128;

/**
 * Joins the generated check of a message with its schema. Without a check the schema decides, which is slower
 * and leaves the checks out of a small program.
 */
export function createValidator<T>(
  is: ((value: unknown) => value is T) | undefined,
  schema: MessageSchema,
): Validator<T> {
  const faults = (value: unknown) => collectFaults(schema, value);
  return { is: is ?? ((value): value is T => faults(value).length === 0), faults };
}

/**
 * Every way in which a value breaks a message's declaration, in the order of the fields; at most `maxFaults`,
 * the last of which then says that there may be more. Own properties count only; `undefined` is absent;
 * fields that are not declared are allowed. A fault states the type and the size of the value found, never
 * the text of a string.
 */
export function collectFaults(schema: MessageSchema, value: unknown): Fault[] {
  const faults: Fault[] = [];
  checkMessage(schema, value, { path: "", depth: 0, faults });
  return faults;
}

/** Where in the value a check is, and where it reports. */
interface Place {
  readonly path: string;
  readonly depth: number;
  readonly faults: Fault[];
}

function checkMessage({ name, fields }: MessageSchema, value: unknown, place: Place): void {
  if (place.depth > maxDepth) {
    report(place, `expected at most ${maxDepth} levels of ${name}`);
  } else if (!isObject(value)) {
    report(place, expectation(`an object (${name})`, value));
  } else {
    for (const { name: field, type, optional } of fields) {
      const found = Object.hasOwn(value, field) ? value[field] : undefined;
      if (found !== undefined) checkValue(type, found, inside(place, field));
      else if (!optional) report(inside(place, field), `required: expected ${describeSchema(type)}`);
    }
  }
}

function checkValue(schema: Schema, value: unknown, place: Place): void {
  if (schema.kind === "array") checkArray(schema, value, place);
  else if (schema.kind === "map") checkMap(schema, value, place);
  else if (schema.kind === "nullable") {
    if (value !== null) checkValue(schema.type, value, place);
  } else if (schema.kind === "message") checkMessage(schema.to(), value, deeper(schema, place));
  else if (schema.kind === "union") checkUnion(schema.to(), value, deeper(schema, place));
  else if (!fitsScalar(schema, value)) {
    report(place, expectation(describeSchema(schema), value));
  }
}

function deeper({ recursive }: ReferenceSchema, place: Place): Place {
  return { ...place, depth: recursive ? place.depth + 1 : 0 };
}

function checkUnion(schema: UnionSchema, value: unknown, place: Place): void {
  const { name, tag, open, variants } = schema;
  if (!isObject(value)) {
    report(place, expectation(`an object (${name})`, value));
    return;
  }
  const found = Object.hasOwn(value, tag) ? value[tag] : undefined;
  const variant = typeof found === "string" && Object.hasOwn(variants, found) ? variants[found] : undefined;
  if (variant) checkMessage(variant.to(), value, deeper(variant, place));
  else if (!open || typeof found !== "string") reportTag(schema, found, inside(place, tag));
}

function reportTag({ name, open, variants }: UnionSchema, found: unknown, place: Place): void {
  const expected = open ? "a text" : `one of ${describeTexts(Object.keys(variants))} (${name})`;
  const message = found === undefined ? `required: expected ${expected}` : expectation(expected, found);
  report(place, message);
}

function fitsScalar(schema: ScalarSchema, value: unknown): boolean {
  switch (schema.kind) {
    case "string":
      return typeof value === "string" && isWithin(schema, value.length) && fitsRules(schema.rules, value);
    case "id":
      return typeof value === "string" && isWithin(schema, value.length) && isIdentifier(value);
    case "int":
      return typeof value === "number" && Number.isSafeInteger(value) && isWithin(schema, value);
    case "float":
      return typeof value === "number" && Number.isFinite(value) && isWithin(schema, value);
    case "bool":
      return typeof value === "boolean";
    case "json":
      return value !== undefined;
    case "literal":
      return value === schema.value;
    case "enum":
      return fitsEnum(schema, value);
  }
}

function fitsRules(rules: readonly TextRule[] | undefined, text: string): boolean {
  return rules === undefined || rules.every((rule) => rule.fits(text));
}

function fitsEnum({ members, open }: EnumSchema, value: unknown): boolean {
  const values = Object.values(members);
  if (values.some((member) => member === value)) return true;
  if (open !== true) return false;
  return typeof values[0] === "string" ? typeof value === "string" : Number.isSafeInteger(value);
}

function checkArray(schema: ArraySchema, value: unknown, place: Place): void {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  if (items !== value || !isWithin(schema, items.length)) {
    report(place, expectation(describeSchema(schema), value));
  }
  for (let index = 0; index < items.length && !isFull(place); index++) {
    checkValue(schema.item, items[index], inside(place, String(index)));
  }
}

function checkMap(schema: MapSchema, value: unknown, place: Place): void {
  const entries = isObject(value) ? value : {};
  const keys = Object.keys(entries).filter((key) => entries[key] !== undefined);
  if (entries !== value || !isWithin(schema, keys.length)) {
    report(place, expectation(describeSchema(schema), value));
  }
  for (const key of keys) {
    if (isFull(place)) break;
    checkValue(schema.value, entries[key], inside(place, key));
  }
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWithin({ min, max }: Limits, size: number): boolean {
  return !(min !== undefined && size < min) && !(max !== undefined && size > max);
}

function inside(place: Place, key: string): Place {
  const shown = key.length > maxKeyLength ? `${key.slice(0, maxKeyLength)}…` : key;
  return { ...place, path: `${place.path}/${shown.replaceAll("~", "~0").replaceAll("/", "~1")}` };
}

function isFull({ faults }: Place): boolean {
  return faults.length >= maxFaults;
}

function report(place: Place, message: string): void {
  const { faults, path } = place;
  if (isFull(place)) return;
  const isLast = faults.length === maxFaults - 1;
  faults.push({ path, message: isLast ? `${message}; further faults are not reported` : message });
}

function expectation(expected: string, value: unknown): string {
  return `expected ${expected}, found ${describeValue(value)}`;
}

function describeSchema(schema: Schema): string {
  switch (schema.kind) {
    case "string":
      return [
        `a string${describeLimits(schema, "of", " characters")}`,
        ...(schema.rules ?? []).map(({ label }) => label),
      ].join(" ");
    case "id":
      return `a name${describeLimits(schema, "of", " characters")}, well-formed Unicode without control characters`;
    case "int":
      return `a whole number${describeLimits(schema, "of", "")}`;
    case "float":
      return `a number${describeLimits(schema, "of", "")}`;
    case "bool":
      return "true or false";
    case "json":
      return "a value";
    case "array":
      return `an array${describeLimits(schema, "of", " items")}`;
    case "map":
      return `an object${describeLimits(schema, "of", " entries")}`;
    case "enum":
      return `${schema.name} (${describeMembers(schema)})`;
    case "literal":
      return JSON.stringify(schema.value);
    case "nullable":
      return `${describeSchema(schema.type)}, or null`;
    case "message":
    case "union":
      return `an object (${schema.to().name})`;
  }
}

function describeLimits({ min, max }: Limits, word: string, unit: string): string {
  if (min !== undefined && max !== undefined) return ` ${word} ${min} to ${max}${unit}`;
  if (min !== undefined) return ` ${word} at least ${min}${unit}`;
  return max === undefined ? "" : ` ${word} at most ${max}${unit}`;
}

function describeMembers({ members }: EnumSchema): string {
  const all = Object.entries(members).map(([name, value]) =>
    typeof value === "string" ? JSON.stringify(value) : `${value} ${name}`,
  );
  return atMostTwelve(all);
}

function describeTexts(texts: readonly string[]): string {
  return atMostTwelve(texts.map((text) => JSON.stringify(text)));
}

function atMostTwelve(all: readonly string[]): string {
  return all.length > 12 ? `${all.slice(0, 12).join(", ")}, …` : all.join(", ");
}

function describeValue(value: unknown): string {
  if (typeof value === "string") return `a string of ${value.length} characters`;
  if (Array.isArray(value)) return `an array of ${value.length} items`;
  if (isObject(value)) return `an object of ${Object.keys(value).length} entries`;
  return typeof value === "number" || typeof value === "boolean" || value === null
    ? String(value)
    : typeof value;
}
