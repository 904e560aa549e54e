import { revealHidden } from "../text/reveal-hidden.ts";
import { faultOf } from "./check-answer.ts";
import type { Choice, QuestionField, TextFormat } from "./question-field.ts";

type Schema = Readonly<Record<string, unknown>>;

/** The fields of a form, or why the schema describes none. */
export type QuestionForm = { readonly fields: readonly QuestionField[] } | { readonly problem: string };

const FORMATS: readonly string[] = ["email", "uri", "date", "date-time"] satisfies readonly TextFormat[];

/**
 * Reads the schema of an answer: an object of strings, numbers, booleans, choices (`enum` with `enumNames`,
 * or `oneOf` of `const` and `title`) and lists of choices. Titles and descriptions have hidden characters as
 * codes. Keywords outside that form are ignored where they only add words, and are a problem where they nest.
 */
export function readQuestionForm(schema: unknown): QuestionForm {
  if (!isObject(schema) || (schema.type ?? "object") !== "object") {
    return { problem: "The schema of a question is an object's." };
  }
  const properties = schema.properties ?? {};
  const required = schema.required ?? [];
  if (!isObject(properties)) return { problem: "The properties of a question's schema are an object." };
  if (!isTexts(required)) return { problem: "`required` of a question's schema is a list of names." };
  const fields: QuestionField[] = [];
  for (const [name, property] of Object.entries(properties)) {
    const field = isObject(property) ? readField(name, property, required.includes(name)) : undefined;
    if (field === undefined) {
      return { problem: `The field ${name} is neither a string, number, boolean nor a choice.` };
    }
    if (field.isRequired && "choices" in field && field.choices.length === 0) {
      return { problem: `The required field ${name} has no choices.` };
    }
    fields.push(withFittingDefault(field));
  }
  const unknown = required.find((name) => !Object.hasOwn(properties, name));
  if (unknown !== undefined) return { problem: `The required field ${unknown} has no schema.` };
  return { fields };
}

function readField(name: string, schema: Schema, isRequired: boolean): QuestionField | undefined {
  const { title, description } = schema;
  const base = {
    name,
    title: revealHidden(typeof title === "string" && title !== "" ? title : name),
    ...(typeof description === "string" ? { description: revealHidden(description) } : {}),
    isRequired,
    ...(schema.default === undefined ? {} : { default: schema.default }),
  };
  const choices = readChoices(schema);
  if (choices !== undefined) return { ...base, kind: "choice", choices };
  switch (schema.type) {
    case "string":
      return { ...base, kind: "text", ...formatOf(schema), ...numbersOf(schema, "minLength", "maxLength") };
    case "number":
    case "integer": {
      const isInteger = schema.type === "integer";
      return { ...base, kind: "number", isInteger, ...numbersOf(schema, "minimum", "maximum") };
    }
    case "boolean":
      return { ...base, kind: "boolean" };
    case "array": {
      const listed = isObject(schema.items) ? readChoices(schema.items) : undefined;
      if (listed === undefined) return undefined;
      return { ...base, kind: "choices", choices: listed, ...numbersOf(schema, "minItems", "maxItems") };
    }
    default:
      return undefined;
  }
}

/** A default that does not fit would be a fault of an answer that leaves the field out. */
function withFittingDefault(field: QuestionField): QuestionField {
  if (field.default === undefined || faultOf(field, field.default) === undefined) return field;
  const { default: _default, ...rest } = field;
  return rest;
}

/** The choices of a schema, `undefined` where it is none. */
function readChoices(schema: Schema): readonly Choice[] | undefined {
  const { enum: values, enumNames, oneOf, anyOf } = schema;
  if (isTexts(values)) {
    const titles = isTexts(enumNames) ? enumNames : [];
    return values.map((value, index) => ({ value, title: revealHidden(titles[index] ?? value) }));
  }
  const titled = oneOf ?? anyOf;
  if (!Array.isArray(titled)) return undefined;
  const choices = titled.map((each: unknown) => (isObject(each) ? toChoice(each) : undefined));
  return choices.every((choice) => choice !== undefined) ? choices : undefined;
}

function toChoice({ const: value, title }: Schema): Choice | undefined {
  if (typeof value !== "string") return undefined;
  return { value, title: revealHidden(typeof title === "string" ? title : value) };
}

function formatOf({ format }: Schema): { readonly format?: TextFormat } {
  return typeof format === "string" && FORMATS.includes(format) ? { format: format as TextFormat } : {};
}

function numbersOf<Name extends string>(schema: Schema, ...names: readonly Name[]): { [N in Name]?: number } {
  const found: { [N in Name]?: number } = {};
  for (const name of names) {
    const value = schema[name];
    if (typeof value === "number") found[name] = value;
  }
  return found;
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
