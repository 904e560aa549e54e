import { type Fields, isFields } from "./json-fields.ts";
import { mendList } from "./mend-list.ts";

/** The member under which a result that is no object is carried, for the MCP library accepts objects only. */
export const BARE_RESULT = "aiwhisperer/bare-result";

const INTERNAL_ERROR = -32_603;

/**
 * A JSON value from a server as the JSON-RPC messages that it means. The MCP library drops a message with an
 * odd envelope, and the request that it answers waits until its time is over. So members that JSON-RPC does
 * not have are removed, null is absence, `_meta` and `params` that are no objects are removed, and an error
 * gets a code and a text. A value that is no message is returned as it is.
 */
export function mendMessages(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.map(mendMessage) : [mendMessage(value)];
}

function mendMessage(value: unknown): unknown {
  if (!isFields(value) || !isMessage(value) || isSound(value)) return value;
  const id = isId(value.id) ? { id: value.id } : {};
  const envelope = { jsonrpc: "2.0", ...id };
  if (typeof value.method === "string") return { ...envelope, method: value.method, ...mendParams(value) };
  if (isFields(value.error) || (value.error != null && !hasResult(value))) {
    return { ...envelope, error: mendError(value.error) };
  }
  if ("result" in value && "id" in id) return { ...envelope, result: mendResult(value.result) };
  return value;
}

/** Whether a response is as it should be, as nearly all are: then a long one need not be written again. */
function isSound({ jsonrpc, id, result, ...others }: Fields): boolean {
  const isResponse = jsonrpc === "2.0" && isId(id) && isFields(result);
  return isResponse && Object.keys(others).length === 0 && mendFields(result) === result;
}

/** Other JSON of a server, such as that of its authorization, is none. */
function isMessage(value: Fields): boolean {
  return "jsonrpc" in value || ("id" in value && ["result", "error", "method"].some((name) => name in value));
}

function isId(id: unknown): boolean {
  return typeof id === "string" || Number.isSafeInteger(id);
}

function hasResult({ result }: Fields): boolean {
  return result !== undefined && result !== null;
}

function mendParams({ params }: Fields): object {
  return isFields(params) ? { params: withoutOddMeta(params) } : {};
}

function mendResult(result: unknown): Fields {
  return isFields(result) ? mendFields(result) : { [BARE_RESULT]: result };
}

function mendFields(result: Fields): Fields {
  return mendList(withoutOddMeta(result));
}

function withoutOddMeta(fields: Fields): Fields {
  if (!("_meta" in fields) || isFields(fields._meta)) return fields;
  const { _meta, ...others } = fields;
  return others;
}

function mendError(error: unknown): object {
  if (!isFields(error)) return { code: INTERNAL_ERROR, message: toText(error) };
  const { code, message, data } = error;
  return {
    code: Number.isSafeInteger(code) ? code : INTERNAL_ERROR,
    message: typeof message === "string" ? message : toText(message ?? code),
    ...(data === undefined ? {} : { data }),
  };
}

/** What an error says of itself; its other members may be of any depth. */
function toText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "no reason was stated";
}
