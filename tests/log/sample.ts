import type {
  Append,
  EventLog,
  SessionRecord,
  StoredAnswer,
  StoredEvent,
} from "../../packages/engine/src/log/event-log.ts";

/** Limits of a read that wants everything. */
export const everything = { maxEvents: Number.MAX_SAFE_INTEGER, maxLength: Number.MAX_SAFE_INTEGER };

/** A session's record as the engine would make it. */
export function recordOf(sessionId: string, changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    sessionId,
    userId: "local",
    createdAt: 1_790_000_000_000,
    updatedAt: 1_790_000_000_000,
    status: 1,
    title: "",
    hasOpenTurn: false,
    params: "{}",
    ...changes,
  };
}

/** An answer to one request. */
export function answerOf(key: string, changes: Partial<StoredAnswer> = {}): StoredAnswer {
  return { userId: "local", key, digest: "d1", result: '{"status":0}', at: 1_790_000_000_000, ...changes };
}

/** Text of a chunk event. */
export function chunkText(sessionId: string, sequence: number, chunk: string): string {
  const params = { sessionId, sequence, messageId: "m1", turnId: "t1", chunk, isFinal: false };
  return JSON.stringify({ method: "AIMessageChunkNotification", params });
}

/** An append of chunks; with a record when it is the session's first one. */
export function appendOf(sessionId: string, firstSequence: number, chunks: readonly string[]): Append {
  const events = chunks.map((chunk, index) => chunkText(sessionId, firstSequence + index, chunk));
  return {
    sessionId,
    firstSequence,
    events,
    ...(firstSequence === 1 ? { record: recordOf(sessionId) } : {}),
  };
}

/** Every event of a session, read in slices of the given number. */
export async function readAll(
  log: EventLog,
  sessionId: string,
  maxEvents = 1000,
): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const slice = await log.read(sessionId, events.length, { ...everything, maxEvents });
    if (slice.length === 0) {
      return events;
    }
    events.push(...slice);
  }
}
