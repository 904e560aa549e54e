/** A JSON object of which nothing is known. */
export type JsonObject = { readonly [name: string]: unknown };

/** The value as an object; `undefined` for anything else, arrays included. */
export function toObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The members of a list, or of a single value, that are objects. */
export function toObjects(value: unknown): readonly JsonObject[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map(toObject).filter((each) => each !== undefined);
}

/** An identifier as text: servers send numbers, too. Absent when it is blank or of another type. */
export function toId(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** A number that came as one or as text. */
export function toNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** A position in a list; `undefined` for anything that is none. */
export function toIndex(value: unknown): number | undefined {
  const index = toNumber(value);
  return index !== undefined && Number.isSafeInteger(index) && index >= 0 ? index : undefined;
}

/** The text of a field that is a string, or a list of parts with a text each. */
export function toText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(toText).join("");
  const part = toObject(value);
  return typeof part?.text === "string" ? part.text : "";
}

/**
 * A tool call's arguments as JSON text: as they are when they are text, empty when there are none. Values
 * nested too deeply to be written become a text that says so, which no tool's schema accepts.
 */
export function toArgumentsText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify("(arguments that are nested too deeply)");
  }
}

/**
 * A text that names the reason of an end; servers write `null`, an empty text or the word "null" for "not
 * yet".
 */
export function toReason(value: unknown): string | undefined {
  return typeof value === "string" && !/^\s*(?:null|none|undefined)?\s*$/i.test(value) ? value : undefined;
}

/** The fields whose values are numbers, numbers written as text included. */
export function pickNumbers(value: unknown): { [name: string]: number } {
  const numbers: { [name: string]: number } = {};
  for (const [name, field] of Object.entries(toObject(value) ?? {})) {
    const number = toNumber(field);
    if (number !== undefined) numbers[name] = number;
  }
  return numbers;
}

/** The object without some of its fields. */
export function without(object: JsonObject, names: readonly string[]): { [name: string]: unknown } {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
