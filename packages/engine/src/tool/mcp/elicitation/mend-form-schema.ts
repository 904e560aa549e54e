import { readQuestionForm } from "@aiwhisperer/protocol/form";
import { type Fields, isFields } from "../wire/json-fields.ts";

/** References and alternatives that are followed from one property. */
const MAX_INDIRECTIONS = 8;

/**
 * The schema of a server's question as a form. Null is absence, an optional type is the type, a reference is
 * what it refers to, and a default that does not fit is none. A property that no form has is left out where
 * it is optional. One that is required stays, so that the question is refused.
 */
export function mendFormSchema(schema: unknown): object {
  if (!isFields(schema)) return { type: "object", properties: {} };
  const { properties, required, ...others } = withoutNulls(schema);
  const listed = isFields(properties) ? properties : {};
  const names = isList(required) ? required : [];
  const isRequired = (name: string): boolean => names.includes(name);
  const mended = Object.entries(listed).flatMap(([name, property]): [string, unknown][] => {
    const plain = toField(property, schema);
    if (plain !== undefined) return [[name, plain]];
    return isRequired(name) ? [[name, property]] : [];
  });
  return {
    ...others,
    properties: Object.fromEntries(mended),
    required: mended.map(([name]) => name).filter(isRequired),
  };
}

/** A property that a form can have; `undefined` where there is none. */
function toField(property: unknown, root: Fields): Fields | undefined {
  const plain = resolve(property, root, 0);
  if (plain === undefined) return undefined;
  const form = readQuestionForm({ properties: { field: plain } });
  const field = "fields" in form ? form.fields[0] : undefined;
  if (field === undefined || field.default !== undefined) return field && plain;
  // The form has no default that does not fit. The schema must not have it either: other clients read it,
  // too.
  const { default: unfit, ...others } = plain;
  return others;
}

/**
 * Follows references and the only alternative beside null. Words and defaults beside them count more than
 * those behind them.
 */
function resolve(property: unknown, root: Fields, indirections: number): Fields | undefined {
  if (!isFields(property) || indirections > MAX_INDIRECTIONS) return undefined;
  const present = withoutNulls(property);
  const target = targetOf(present, root);
  if (target === undefined) return withoutNullChoices(present);
  const { $ref, allOf, anyOf, oneOf, ...others } = present;
  const resolved = resolve(target, root, indirections + 1);
  return resolved && { ...resolved, ...others };
}

function targetOf({ $ref, allOf, anyOf, oneOf }: Fields, root: Fields): unknown {
  if (typeof $ref === "string") return definitionOf($ref, root);
  if (isList(allOf) && allOf.length === 1) return allOf[0];
  const listed = anyOf ?? oneOf;
  const alternatives = isList(listed) ? listed.filter(isNoNull) : [];
  const [only] = alternatives;
  // The only choice of a list is a choice.
  const isChoice = isFields(only) && "const" in only;
  return alternatives.length === 1 && !isChoice ? only : undefined;
}

/** What `#/$defs/Color` refers to. A reference to anything else, or to nothing, has no form. */
function definitionOf(reference: string, root: Fields): unknown {
  const [start, place, name = "", ...more] = reference.split("/");
  if (start !== "#" || (place !== "$defs" && place !== "definitions") || more.length > 0) return null;
  const definitions = root[place];
  return isFields(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : null;
}

function withoutNullChoices({ type, enum: values, anyOf, oneOf, const: only, ...others }: Fields): Fields {
  const types = isList(type) ? type.filter((each) => each !== "null") : [type];
  const choices = typeof only === "string" ? [only] : values;
  const titled = isList(oneOf ?? anyOf) ? { oneOf: (oneOf ?? anyOf) as readonly unknown[] } : undefined;
  return {
    ...others,
    ...(types.length === 1 && types[0] !== undefined ? { type: types[0] } : {}),
    ...(isList(choices) ? { enum: choices.filter((value) => value !== null) } : {}),
    ...(titled === undefined ? {} : { oneOf: titled.oneOf.filter(isNoNull) }),
  };
}

function isNoNull(alternative: unknown): boolean {
  return !isFields(alternative) || (alternative.type !== "null" && alternative.const !== null);
}

function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
