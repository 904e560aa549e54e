/**
 * Identifies a request to the peer that sent it (JSON-RPC 2.0 section 4); the answer carries the same value.
 * A bigint is an integer beyond 2^53 as it stood in the text: clients that draw 64-bit ids get exactly theirs back.
 */
export type RequestId = string | number | bigint | null;

/** Whether a value can be a request's id. A number beyond every finite one could not be given back, so it is none. */
export function isRequestId(value: unknown): value is RequestId {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" || value === null || typeof value === "bigint";
}

/** JSON text of an id. */
export function encodeId(id: RequestId): string {
  return typeof id === "string" ? JSON.stringify(id) : String(id);
}

/** Whether a value is an integer that JavaScript may have rounded while it parsed the text. */
export function isRoundedInteger(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** What a reviver learns of a number (ECMAScript "JSON.parse source text access"); an older runtime tells nothing. */
interface NumberSource {
  readonly source?: string;
}

/**
 * Parses a text again, with the `id` of its message, or of every member of its batch, as a bigint where it was rounded.
 * Throws what `JSON.parse` throws. Several times slower than that: only for a text in which a rounded id was found.
 */
export function parseWithExactIds(text: string): unknown {
  const exactIds = new Map<unknown, bigint>();
  const root: unknown = JSON.parse(
    text,
    function (this: unknown, key: string, value: unknown, number?: NumberSource) {
      const source = number?.source;
      if (key === "id" && isRoundedInteger(value) && source !== undefined && /^-?\d+$/.test(source)) {
        exactIds.set(this, BigInt(source));
      }
      return value;
    },
  );
  return Array.isArray(root)
    ? root.map((member) => withExactId(member, exactIds))
    : withExactId(root, exactIds);
}

function withExactId(message: unknown, exactIds: ReadonlyMap<unknown, bigint>): unknown {
  const id = exactIds.get(message);
  return id === undefined ? message : { ...(message as object), id };
}
