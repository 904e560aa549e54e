import type { QuestionField } from "@aiwhisperer/protocol/form";

/** What a person has entered so far, by field: a text, or the values that are chosen of a list. */
export type FormEntries = ReadonlyMap<string, string | readonly string[]>;

/** What the fields of a form show at first: their defaults. */
export function initialEntries(fields: readonly QuestionField[]): FormEntries {
  return new Map(fields.map((field) => [field.name, defaultEntry(field)]));
}

/** The answer that the entries stand for. What is left empty is not in it. */
export function toAnswer(
  fields: readonly QuestionField[],
  entries: FormEntries,
): Readonly<Record<string, unknown>> {
  const values = fields.map((field) => [field.name, toValue(field, entries.get(field.name) ?? "")] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function defaultEntry(field: QuestionField): string | readonly string[] {
  const { default: value } = field;
  if (field.kind === "choices") return Array.isArray(value) ? value.map(String) : [];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

function toValue(field: QuestionField, entry: string | readonly string[]): unknown {
  if (field.kind === "choices") {
    const isLeftEmpty = entry.length === 0 && !field.isRequired && field.default === undefined;
    return isLeftEmpty ? undefined : entry;
  }
  const text = String(entry);
  // A default that was taken out stays out.
  if (text === "") return field.kind === "text" && field.default !== undefined ? "" : undefined;
  switch (field.kind) {
    case "number":
      return Number(text);
    case "boolean":
      return text === "true";
    default:
      return text;
  }
}
