/** A value as JSON keeps it: a copy that its maker cannot change any more. */
export interface JsonValue {
  readonly value: unknown;
  readonly text: string;
}

/**
 * What JSON keeps of a value from outside; `undefined` where that is nothing, as of a function, a BigInt, a
 * circle, or nesting beyond the stack.
 */
export function toJsonValue(value: unknown): JsonValue | undefined {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? undefined : { value: JSON.parse(text), text };
  } catch {
    return undefined;
  }
}

/**
 * A JSON value with the members of its objects in the order of their names: equal values have equal texts
 * then. Recursive: bound the depth first.
 */
export function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [key, sortMembers(entry)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
