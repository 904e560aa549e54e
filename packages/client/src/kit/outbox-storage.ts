import type { SendUserMessageRequest } from "@aiwhisperer/protocol";
import type { Failure } from "./failure.ts";

/** A message that the server has not acknowledged yet, as a storage keeps it: plain JSON. */
export interface StoredMessage {
  /**
   * The user who wrote it: it is shown to and sent for no other one. Absent where the client had not
   * connected yet and had no `userId`.
   */
  readonly userId?: string;
  readonly sessionId: string;
  /** Identifies the message in its session and for the server, however often it is sent. */
  readonly idempotencyKey: string;
  readonly request: Omit<SendUserMessageRequest, "sessionId" | "idempotencyKey">;
  /** Messages of a session are sent in ascending order. */
  readonly position: number;
  /** When it was written, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly storedAt: number;
  /** When it was first sent; absent before that. */
  readonly sentAt?: number;
  /** Why it failed; absent while it waits. */
  readonly failure?: Failure;
  /** When it failed. */
  readonly failedAt?: number;
}

/**
 * Whether a value has the shape of a stored message: a storage may have been changed by hand, or by another
 * version of this program.
 */
export function isStoredMessage(value: unknown): value is StoredMessage {
  if (!isObject(value) || !isObject(value.request)) return false;
  const { userId, sessionId, idempotencyKey, request, position, storedAt, sentAt, failure, failedAt } = value;
  const texts = [sessionId, idempotencyKey, request.message, userId ?? ""];
  const numbers = [position, storedAt, sentAt ?? 0, failedAt ?? 0];
  return (
    texts.every((text) => typeof text === "string") &&
    numbers.every((number) => Number.isFinite(number)) &&
    (failure === undefined ||
      (isObject(failure) && typeof failure.code === "string" && typeof failure.message === "string"))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/**
 * Keeps messages across reloads and restarts of the program until the server has acknowledged them. Every
 * member may be synchronous: then a message is stored when `send` returns. Several programs may share one
 * storage.
 */
export interface OutboxStorage {
  /** Ids of the sessions that have messages. */
  sessions(): readonly string[] | Promise<readonly string[]>;
  /** The messages of a session, in any order. What cannot be read is left out. */
  list(sessionId: string): readonly StoredMessage[] | Promise<readonly StoredMessage[]>;
  /** Adds or replaces a message. Throws or rejects where it cannot be stored, such as over a quota. */
  put(message: StoredMessage): void | Promise<void>;
  /** Removes a message; one that is not there is fine. */
  remove(message: StoredMessage): void | Promise<void>;
  /**
   * Calls back after another program changed the messages of a session. Returns the function that stops it.
   */
  watch?(sessionId: string, listener: () => void): () => void;
  /**
   * Runs the work while no other program runs work for the session. Default: at once; a message that two
   * programs send is in the log once.
   */
  alone?<T>(sessionId: string, work: () => Promise<T>): Promise<T>;
}

/**
 * Bounds of an outbox. A message over the first two is sent all the same, but not stored: its `unsaved` says
 * so.
 */
export interface OutboxLimits {
  /** Stored messages of a session. Default 100. */
  readonly maxMessages: number;
  /** UTF-16 units of the stored messages of a session. Default 1,000,000. */
  readonly maxLength: number;
  /**
   * Time for which a message waits for a connection; then it fails as `expired` and a person decides. Default
   * 604,800,000 (7 days).
   */
  readonly maxWaitMs: number;
  /**
   * Time for which a message that was sent without an answer is sent again by itself; then it fails as
   * `expired`. Must be shorter than the server's `idempotencyKeepMs`, or the log may have the message twice.
   * Default 72,000,000 (20 hours).
   */
  readonly maxRepeatMs: number;
  /** Time after its failure at which a failed message is removed. Default 2,592,000,000 (30 days). */
  readonly maxFailedAgeMs: number;
  /** Time for one operation of the storage; then the message is sent without it. Default 5,000. */
  readonly maxStorageMs: number;
  /** Time for which sending waits for the storage's `alone`. Default 60,000. */
  readonly maxTurnMs: number;
}

/** Default bounds. */
export const defaultOutboxLimits: OutboxLimits = {
  maxMessages: 100,
  maxLength: 1_000_000,
  maxWaitMs: 7 * 86_400_000,
  maxRepeatMs: 20 * 3_600_000,
  maxFailedAgeMs: 30 * 86_400_000,
  maxStorageMs: 5_000,
  maxTurnMs: 60_000,
};

/** A storage and its bounds. */
export interface OutboxOptions {
  readonly storage: OutboxStorage;
  readonly limits?: Partial<OutboxLimits>;
}

/** Why a message does not fit beside those that are stored already; undefined where it does. */
export function findFullness(
  limits: OutboxLimits,
  stored: readonly StoredMessage[],
  message: StoredMessage,
): Failure | undefined {
  if (stored.length >= limits.maxMessages) {
    return { code: "outbox_full", message: `The limit maxMessages (${limits.maxMessages}) is reached.` };
  }
  const length = [...stored, message].reduce((sum, { request }) => sum + request.message.length, 0);
  if (length <= limits.maxLength) return undefined;
  const text = `The limit maxLength (${limits.maxLength}) is exceeded: ${length} characters wait.`;
  return { code: "outbox_full", message: text };
}

/** Why a waiting message is not sent by itself any more; undefined while it is. */
export function findExpiry(
  limits: OutboxLimits,
  { sentAt, storedAt }: StoredMessage,
  now: number,
): Failure | undefined {
  if (sentAt !== undefined && now - sentAt > limits.maxRepeatMs) {
    const message =
      "It was sent without an answer too long ago. Check whether it arrived, then send it again.";
    return { code: "expired", message };
  }
  if (now - storedAt <= limits.maxWaitMs) return undefined;
  return {
    code: "expired",
    message: "It waited too long for a connection. Send it again if it still holds.",
  };
}

/** Whether a failed message is old enough to be removed. */
export function isForgotten(
  limits: OutboxLimits,
  { failure, storedAt, failedAt = storedAt }: StoredMessage,
  now: number,
): boolean {
  return failure !== undefined && now - failedAt > limits.maxFailedAgeMs;
}
