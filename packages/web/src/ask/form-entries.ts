import type { QuestionField } from "@aiwhisperer/protocol/form";

/** The entered values by field: a text, or the selected values of a list. */
export type FormEntries = ReadonlyMap<string, string | readonly string[]>;

/** The initial values of a form's fields: their defaults. */
export function initialEntries(fields: readonly QuestionField[]): FormEntries {
  return new Map(fields.map((field) => [field.name, defaultEntry(field)]));
}

/** Converts entries to an answer, without the fields that are left empty. */
export function toAnswer(
  fields: readonly QuestionField[],
  entries: FormEntries,
): Readonly<Record<string, unknown>> {
  const values = fields.map((field) => [field.name, toValue(field, entries.get(field.name) ?? "")] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** The entries that differ from the defaults, as a text that outlives the form; empty where none does. */
export function encodeEntries(fields: readonly QuestionField[], entries: FormEntries): string {
  const defaults = initialEntries(fields);
  const changed = [...entries].filter(([name, entry]) => String(entry) !== String(defaults.get(name) ?? ""));
  return changed.length === 0 ? "" : JSON.stringify(Object.fromEntries(changed));
}

/** The entries that a form begins with: its defaults, and over them what an encoded text has. */
export function decodeEntries(fields: readonly QuestionField[], text: string): FormEntries {
  const saved = parseEntries(text) ?? {};
  return new Map([...initialEntries(fields)].map(([name, entry]) => [name, saved[name] ?? entry]));
}

/** Encoded entries for a person; any other text as it is. */
export function describeEntries(text: string): string {
  const entries = parseEntries(text);
  if (entries === undefined) return text;
  return Object.entries(entries)
    .map(([name, entry]) => `${name}: ${typeof entry === "string" ? entry : entry.join(", ")}`)
    .join("\n");
}

function parseEntries(text: string): Readonly<Record<string, string | readonly string[]>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && Object.values(value).every(isEntry)
      ? (value as Record<string, string | readonly string[]>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is string | readonly string[] {
  return (
    typeof value === "string" || (Array.isArray(value) && value.every((each) => typeof each === "string"))
  );
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
