/** The members of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object, and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Levels of nesting that anything from a server may have. What JSON walks recursively must be far from the
 * end of the stack.
 */
export const MAX_NESTING = 100;

/**
 * Whether a JSON value is nested deeper than `MAX_NESTING`. Never recursive: the value may be nested as deep
 * as a message is long.
 */
export function isNestedTooDeep(value: unknown): boolean {
  let level: readonly object[] = objectsOf([value]);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= MAX_NESTING) return true;
    level = level.flatMap((parent) => objectsOf(Object.values(parent)));
  }
  return false;
}

function objectsOf(values: readonly unknown[]): readonly object[] {
  return values.filter((value): value is object => typeof value === "object" && value !== null);
}
