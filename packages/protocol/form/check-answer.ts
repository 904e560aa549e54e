import type { ChoicesField, FieldFault, NumberField, QuestionField, TextField } from "./question-field.ts";

/** An answer that fits, with defaults in place of absent fields; or what does not fit. */
export type CheckedAnswer =
  | { readonly answer: Readonly<Record<string, unknown>> }
  | { readonly faults: readonly FieldFault[] };

/**
 * Checks an answer against the fields of its question. The time that it takes grows with the answer alone.
 */
export function checkAnswer(fields: readonly QuestionField[], answer: unknown): CheckedAnswer {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    return { faults: [{ path: "", message: "must be an object" }] };
  }
  const given = new Map<string, unknown>(Object.entries(answer));
  const checked: (readonly [string, unknown])[] = [];
  const faults: FieldFault[] = [];
  for (const field of fields) {
    const value = given.get(field.name) ?? field.default;
    given.delete(field.name);
    const message = value === undefined ? missing(field) : faultOf(field, value);
    if (message !== undefined) faults.push({ path: pathOf(field.name), message });
    else if (value !== undefined) checked.push([field.name, value]);
  }
  for (const name of given.keys()) faults.push({ path: pathOf(name), message: "is not asked for" });
  return faults.length > 0 ? { faults } : { answer: Object.fromEntries(checked) };
}

/** What is wrong with a value of a field, as the rest of a sentence; `undefined` when it fits. */
export function faultOf(field: QuestionField, value: unknown): string | undefined {
  switch (field.kind) {
    case "text":
      return typeof value === "string" ? textFault(field, value) : "must be a string";
    case "number":
      return typeof value === "number" ? numberFault(field, value) : "must be a number";
    case "boolean":
      return typeof value === "boolean" ? undefined : "must be true or false";
    case "choice":
      return field.choices.some((choice) => choice.value === value)
        ? undefined
        : "must be one of the choices";
    case "choices":
      return Array.isArray(value) ? choicesFault(field, value) : "must be a list";
  }
}

function missing({ isRequired }: QuestionField): string | undefined {
  return isRequired ? "is required" : undefined;
}

function textFault({ minLength = 0, maxLength, format }: TextField, text: string): string | undefined {
  // Counting code points takes the whole text, which the shorter count in UTF-16 units often saves.
  const length = minLength > 0 || (maxLength !== undefined && text.length > maxLength) ? [...text].length : 0;
  if (length < minLength) return `must have at least ${minLength} characters`;
  if (maxLength !== undefined && length > maxLength) return `must have at most ${maxLength} characters`;
  switch (format) {
    case "email":
      return isEmail(text) ? undefined : "must be an e-mail address";
    case "uri":
      return URL.canParse(text) ? undefined : "must be a URL with its scheme";
    case "date":
      return isDate(text) ? undefined : "must be a date such as 2026-01-31";
    case "date-time":
      return isDateTime(text) ? undefined : "must be a time such as 2026-01-31T12:00:00Z";
    default:
      return undefined;
  }
}

function isEmail(text: string): boolean {
  const [name, host, ...more] = text.split("@");
  const hasBlank = text.includes(" ") || text.includes("\n") || text.includes("\t");
  return name !== "" && host !== undefined && host !== "" && more.length === 0 && !hasBlank;
}

/** Whether it is a day of the calendar, in the form of ISO 8601. */
function isDate(text: string): boolean {
  const time = text.length === 10 ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

function isDateTime(text: string): boolean {
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/i.test(text.slice(-6));
  return text.length <= 64 && isDate(text.slice(0, 10)) && hasZone && !Number.isNaN(Date.parse(text));
}

function numberFault({ isInteger, minimum, maximum }: NumberField, value: number): string | undefined {
  if (!Number.isFinite(value)) return "must be a number";
  if (isInteger && !Number.isInteger(value)) return "must be a whole number";
  if (minimum !== undefined && value < minimum) return `must be at least ${minimum}`;
  if (maximum !== undefined && value > maximum) return `must be at most ${maximum}`;
  return undefined;
}

function choicesFault(field: ChoicesField, values: readonly unknown[]): string | undefined {
  const { choices, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = field;
  const known = new Set<unknown>(choices.map(({ value }) => value));
  if (!values.every((value) => known.has(value))) return "must be of the choices";
  if (new Set(values).size < values.length) return "must name each choice once";
  if (values.length < minItems) return `must have at least ${minItems} choices`;
  if (values.length > maxItems) return `must have at most ${maxItems} choices`;
  return undefined;
}

function pathOf(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
