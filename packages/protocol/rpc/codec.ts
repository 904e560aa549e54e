import { type ErrorObject, invalidRequest, parseError } from "./error.ts";
import { type Message, parseMessage } from "./message.ts";
import { encodeId, isRoundedInteger, parseWithExactIds, type RequestId } from "./request-id.ts";

/** Members that a batch may have, where nothing else is configured. */
export const defaultMaxBatch = 64;

/** What a text may be, so that reading it costs a bounded amount. */
export interface DecodeLimits {
  /** Members of a batch. Default 64. */
  readonly maxBatch?: number;
  /** Levels of arrays and objects in a request or a notification, itself included. Default: any number. */
  readonly maxDepth?: number;
}

/**
 * Reads a text: one message, or the members of a batch (section 6), of which there is at least one. Never
 * throws. A text that is not JSON, an empty batch, a batch above the limit and a call above it are each one
 * invalid message.
 */
export function decode(text: string, limits: DecodeLimits = {}): Message | readonly Message[] {
  const { maxBatch = defaultMaxBatch, maxDepth = Number.POSITIVE_INFINITY } = limits;
  const value = parseJson(text);
  if (value === undefined) return { kind: "invalid", id: null, error: parseError };
  const read = (member: unknown): Message => {
    const message = parseMessage(member);
    return isSuspect(text, maxDepth) && isDeeperThan(member, maxDepth)
      ? refuseDepth(message, maxDepth)
      : message;
  };
  if (!Array.isArray(value)) return read(value);
  if (value.length === 0) return invalidBatch("a batch has at least one member");
  if (value.length > maxBatch) return invalidBatch(`a batch has at most ${maxBatch} members`);
  return value.map(read);
}

function invalidBatch(reason: string): Message {
  return { kind: "invalid", id: null, error: invalidRequest(reason) };
}

/** The refusal of a call that is nested too deep; anything else as it is: an answer is never answered. */
function refuseDepth(message: Message, maxDepth: number): Message {
  if (message.kind !== "request" && message.kind !== "notification") return message;
  const id = message.kind === "request" ? message.id : null;
  const error = invalidRequest(`a message has at most ${maxDepth} levels of nesting`);
  return { kind: "invalid", id, error };
}

/**
 * Whether a text is long enough to be nested deeper than that: a level takes two characters. Most texts need
 * no further look.
 */
function isSuspect(text: string, levels: number): boolean {
  return text.length > 2 * levels;
}

/** Whether a value has more levels of arrays and objects than that; it goes no deeper to find out. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

/** The parsed text with exact ids; undefined, which is no JSON value, where it cannot be parsed. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return hasRoundedId(value) ? parseWithExactIds(text) : value;
  } catch {
    // The parser's reason is not sent: engines quote the text in it, and the sender has the text.
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

/**
 * Text of the answer to a request that succeeded; undefined is sent as null. Throws where JSON cannot express
 * the result.
 */
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
