import { type ErrorObject, invalidRequest, parseErrorObject } from "./error.ts";
import { isRequestId, type RequestId } from "./request-id.ts";

/** Asks the other side to run a method and to answer (section 4). An id of null is an id. */
export interface RequestMessage {
  readonly kind: "request";
  readonly id: RequestId;
  readonly method: string;
  /** An object or an array; undefined where the message has none. */
  readonly params: unknown;
}

/** Asks the other side to run a method and not to answer (section 4.1). */
export interface NotificationMessage {
  readonly kind: "notification";
  readonly method: string;
  /** An object or an array; undefined where the message has none. */
  readonly params: unknown;
}

/** Answers a request that succeeded (section 5). */
export interface ResultMessage {
  readonly kind: "result";
  readonly id: RequestId;
  readonly result: unknown;
}

/**
 * Answers a request that failed (section 5.1). An id of null answers something whose id could not be read.
 */
export interface ErrorMessage {
  readonly kind: "error";
  readonly id: RequestId;
  readonly error: ErrorObject;
}

/**
 * Something that was meant as an answer and is none. It is never answered; its id is null where that cannot
 * be read.
 */
export interface BrokenAnswerMessage {
  readonly kind: "broken-answer";
  readonly id: RequestId;
  readonly reason: string;
}

/**
 * Something that is no message. It is answered with `error` and its id, null where that cannot be read
 * (section 5).
 */
export interface InvalidMessage {
  readonly kind: "invalid";
  readonly id: RequestId;
  readonly error: ErrorObject;
}

/** Everything that one JSON value, or one member of a batch, can turn out to be. */
export type Message =
  | RequestMessage
  | NotificationMessage
  | ResultMessage
  | ErrorMessage
  | BrokenAnswerMessage
  | InvalidMessage;

/** Members that a message may have, before anything is known of them. */
interface UnreadMessage {
  readonly jsonrpc?: unknown;
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * Reads a parsed JSON value as a message. Never throws: what is wrong with the value is part of the answer.
 */
export function parseMessage(value: unknown): Message {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return invalidMessage(null, "a message is an object");
  }
  const fields: UnreadMessage = value;
  if (fields.method === undefined && (fields.result !== undefined || fields.error !== undefined)) {
    return parseAnswer(fields);
  }
  return parseCall(fields);
}

function parseCall(fields: UnreadMessage): Message {
  const { id, method, params } = fields;
  if (id !== undefined && !isRequestId(id))
    return invalidMessage(null, "id must be a string, a number or null");
  if (fields.jsonrpc !== "2.0") return invalidMessage(id ?? null, 'jsonrpc must be "2.0"');
  if (typeof method !== "string") return invalidMessage(id ?? null, "method must be a string");
  if (params !== undefined && (typeof params !== "object" || params === null)) {
    return invalidMessage(id ?? null, "params must be an object or an array");
  }
  return id === undefined
    ? { kind: "notification", method, params }
    : { kind: "request", id, method, params };
}

function parseAnswer(fields: UnreadMessage): Message {
  const { id, result } = fields;
  if (!isRequestId(id)) return brokenAnswer(null, "id must be a string, a number or null");
  if (fields.jsonrpc !== "2.0") return brokenAnswer(id, 'jsonrpc must be "2.0"');
  if (fields.error === undefined) return { kind: "result", id, result };
  if (result !== undefined) return brokenAnswer(id, "result and error exclude each other");
  const error = parseErrorObject(fields.error);
  return error === undefined
    ? brokenAnswer(id, "error must have a code and a message")
    : { kind: "error", id, error };
}

function invalidMessage(id: RequestId, reason: string): InvalidMessage {
  return { kind: "invalid", id, error: invalidRequest(reason) };
}

function brokenAnswer(id: RequestId, reason: string): BrokenAnswerMessage {
  return { kind: "broken-answer", id, reason };
}
