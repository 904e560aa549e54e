/** The outcome of a check of a value against a JSON Schema. */
export type SchemaVerdict =
  | { readonly kind: "valid" }
  /** The first faults, a line each, for people and models. */
  | { readonly kind: "invalid"; readonly faults: string }
  /** The schema cannot be applied to the value; nothing is known of the value. The reason is a sentence. */
  | { readonly kind: "inapplicable"; readonly reason: string };

/**
 * Checks values against JSON Schemas from outside, whatever is in them, without keeping the event loop from
 * other work.
 */
export interface SchemaChecker {
  /**
   * Checks a JSON value. Resolves within a bounded time; what a schema or a value is never makes it reject.
   * Rejects with the reason of the signal when it aborts.
   */
  check(schema: object | boolean, value: unknown, signal?: AbortSignal): Promise<SchemaVerdict>;
}

/** The checkers of all users, who take turns: the checks of one user do not delay those of another. */
export interface SchemaCheckers {
  /** The checker for the calls and tasks of one user. */
  for(userId: string): SchemaChecker;
}
