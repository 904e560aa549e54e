/**
 * Long enough for a UUID, and shorter than every key, token and ticket that a caller might send in place of
 * an id.
 */
const PLAIN_ID = /^[\w.:-]{1,36}$/;

/**
 * An id that a client has given, fit for logs and traces; `undefined` for anything else, which then stays out
 * of them.
 */
export function plainId(id: unknown): string | undefined {
  const text = typeof id === "number" || typeof id === "bigint" ? String(id) : id;
  return typeof text === "string" && PLAIN_ID.test(text) ? text : undefined;
}
