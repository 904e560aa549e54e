import type { SessionPage, StoredSession } from "./event-log.ts";
import { LogFault } from "./log-fault.ts";

/** A place in the list of sessions: after the session with this time and id. */
export interface SessionPosition {
  readonly updatedAt: number;
  readonly sessionId: string;
}

/** The place before the first session. */
export const listStart: SessionPosition = { updatedAt: Number.MAX_SAFE_INTEGER, sessionId: "" };

/**
 * Makes a page of at most `limit` sessions from the sorted ones that follow a position; more than `limit`
 * mean a next page.
 */
export function toPage(following: readonly StoredSession[], limit: number): SessionPage {
  const sessions = following.slice(0, limit);
  // The place of a damaged session may be wrong, and the next page would begin anywhere.
  const last = sessions.findLast(({ isUnreadable }) => isUnreadable === undefined) ?? sessions.at(-1);
  return following.length > limit && last !== undefined
    ? { sessions, nextCursor: encodeCursor(last) }
    : { sessions };
}

/** Reads a page's cursor back. Throws a `LogFault` `bad_cursor` for a text that no page can have had. */
export function parseSessionCursor(cursor: string): SessionPosition {
  const position = parseJson(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(position) || position.length !== 2) {
    throw badCursor();
  }
  const [updatedAt, sessionId]: unknown[] = position;
  if (typeof updatedAt !== "number" || !Number.isSafeInteger(updatedAt) || typeof sessionId !== "string") {
    throw badCursor();
  }
  return { updatedAt, sessionId };
}

/** Sorts by `updatedAt` downward, then by the bytes of the session id, as a page does. */
export function compareSessions(a: SessionPosition, b: SessionPosition): number {
  return b.updatedAt - a.updatedAt || Buffer.compare(Buffer.from(a.sessionId), Buffer.from(b.sessionId));
}

function encodeCursor({ updatedAt, sessionId }: SessionPosition): string {
  return Buffer.from(JSON.stringify([updatedAt, sessionId])).toString("base64url");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badCursor(cause);
  }
}

function badCursor(cause?: unknown): LogFault {
  return new LogFault("bad_cursor", "The cursor is not one that a list of sessions gave out.", { cause });
}
