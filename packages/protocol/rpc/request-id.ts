/**
 * Identifies a request to the peer that sent it (JSON-RPC 2.0 section 4); the answer carries the same value.
 * A bigint is an integer beyond 2^53 as it stood in the text: clients that draw 64-bit ids get exactly theirs
 * back.
 */
export type RequestId = string | number | bigint | null;

/**
 * Whether a value can be a request's id. A number beyond every finite one could not be given back, so it is
 * none.
 */
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

/**
 * Parses a text again, with the `id` of its message, or of every member of its batch, as a bigint where it
 * was rounded. Throws what `JSON.parse` throws. Several times slower than that: only for a text in which a
 * rounded id was found.
 */
export function parseWithExactIds(text: string): unknown {
  const root: unknown = JSON.parse(text);
  const exactIds = readExactIds(text, Array.isArray(root) ? 2 : 1);
  return Array.isArray(root)
    ? root.map((member, index) => withExactId(member, exactIds.get(index)))
    : withExactId(root, exactIds.get(0));
}

function withExactId(message: unknown, exactId: bigint | undefined): unknown {
  return exactId === undefined ? message : { ...(message as object), id: exactId };
}

/** A token of JSON: a string, one of the six signs, or a number or a name. */
const jsonToken = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:,]|[^\s"[\]{}:,]+/g;

/**
 * The ids that JavaScript rounds, by the place of their message in the batch. The text is JSON, and its
 * messages are that many levels down. It reads token by token, and not with a reviver, since that goes as
 * deep into the stack as the text is nested.
 */
function readExactIds(text: string, messageDepth: number): ReadonlyMap<number, bigint> {
  const exactIds = new Map<number, bigint>();
  let depth = 0;
  let index = 0;
  let last = "";
  let isId = false;
  for (const [token] of text.matchAll(jsonToken)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (token === "," && depth < messageDepth) index += 1;
    if (token === ":" && depth === messageDepth) {
      isId = JSON.parse(last) === "id";
      // Of several members with the same name, the last one counts.
      if (isId) exactIds.delete(index);
    } else if (isId) {
      isId = false;
      if (/^-?\d+$/.test(token) && isRoundedInteger(Number(token))) exactIds.set(index, BigInt(token));
    }
    last = token;
  }
  return exactIds;
}
