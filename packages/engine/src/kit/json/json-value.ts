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
