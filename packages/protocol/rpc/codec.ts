import { type ErrorObject, invalidRequest, parseError } from "./error.ts";
import { type Message, parseMessage } from "./message.ts";
import { encodeId, isRoundedInteger, parseWithExactIds, type RequestId } from "./request-id.ts";

/** Members that a batch may have, where nothing else is configured. */
export const defaultMaxBatch = 64;

/**
 * Reads a text: one message, or the members of a batch (section 6), of which there is at least one. Never throws.
 * A text that is not JSON, an empty batch and a batch above the limit are each one invalid message.
 */
export function decode(text: string, maxBatch: number = defaultMaxBatch): Message | readonly Message[] {
  const value = parseJson(text);
  if (value === undefined) return { kind: "invalid", id: null, error: parseError };
  if (!Array.isArray(value)) return parseMessage(value);
  if (value.length === 0) return invalidBatch("a batch has at least one member");
  if (value.length > maxBatch) return invalidBatch(`a batch has at most ${maxBatch} members`);
  return value.map(parseMessage);
}

function invalidBatch(reason: string): Message {
  return { kind: "invalid", id: null, error: invalidRequest(reason) };
}

/** The parsed text with exact ids; undefined, which no JSON stands for, where it cannot be parsed. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return hasRoundedId(value) ? parseWithExactIds(text) : value;
  } catch {
    // Why it cannot be parsed is not told: engines quote the text there, and the sender has it.
    return undefined;
  }
}

function hasRoundedId(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((member) => !Array.isArray(member) && hasRoundedId(member));
  return typeof value === "object" && value !== null && isRoundedInteger((value as { id?: unknown }).id);
}

/** Text of a request. Throws a TypeError where JSON cannot express the params. */
export function encodeRequest(id: number, method: string, params: unknown): string {
  return `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)}${encodeParams(params)}}`;
}

/** Text of a notification. Throws a TypeError where JSON cannot express the params. */
export function encodeNotification(method: string, params?: unknown): string {
  return `{"jsonrpc":"2.0","method":${JSON.stringify(method)}${encodeParams(params)}}`;
}

function encodeParams(params: unknown): string {
  if (params === undefined) return "";
  if (typeof params !== "object" || params === null)
    throw new TypeError("params must be an object or an array");
  return `,"params":${JSON.stringify(params)}`;
}

/** Text of the answer to a request that succeeded; undefined is sent as null. Throws where JSON cannot express the result. */
export function encodeResult(id: RequestId, result: unknown): string {
  return `{"jsonrpc":"2.0","id":${encodeId(id)},"result":${JSON.stringify(result) ?? "null"}}`;
}

/** Text of the answer to a request that failed. Throws where JSON cannot express the error's data. */
export function encodeError(id: RequestId, error: ErrorObject): string {
  return `{"jsonrpc":"2.0","id":${encodeId(id)},"error":${JSON.stringify(error)}}`;
}

/** Text of a batch out of its members' texts. */
export function encodeBatch(members: readonly string[]): string {
  return `[${members.join(",")}]`;
}
