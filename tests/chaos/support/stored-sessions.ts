import { join } from "node:path";
import { type Append, SqliteEventLog } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";

/** How much is stored. */
export interface StoredAmount {
  readonly sessions: number;
  /** At least 5. */
  readonly eventsEach: number;
}

/**
 * Writes ended sessions, `stored-1` and on, into a data folder, as a server would have: one turn each, with
 * as many chunks as it takes.
 */
export async function storeSessions(dataDir: string, { sessions, eventsEach }: StoredAmount): Promise<void> {
  const log = await SqliteEventLog.open({ path: join(dataDir, "log.sqlite"), synchronous: "normal" });
  try {
    for (let first = 1; first <= sessions; first += 500) {
      const last = Math.min(first + 499, sessions);
      const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      await log.commit(numbers.map((number) => toAppend(`stored-${number}`, eventsEach, number)));
    }
  } finally {
    await log.close();
  }
}

function toAppend(sessionId: string, count: number, at: number): Append {
  const params = JSON.stringify({ userLabel: "ann", model: "demo", params: {} });
  const times = { createdAt: at, updatedAt: at };
  const record = {
    sessionId,
    userId: "local",
    ...times,
    status: 1,
    title: "Hello",
    hasOpenTurn: false,
    params,
  };
  const bodies = eventBodies(count);
  const events = bodies.map(([method, body], index) =>
    JSON.stringify({ method, params: { sessionId, sequence: index + 1, ...body } }),
  );
  return { sessionId, firstSequence: 1, events, record };
}

function eventBodies(count: number): readonly (readonly [string, object])[] {
  const turnId = "3f2c8a52-6f0e-4f53-9a55-0c7b6b1b7f10";
  const messageId = "a81d2a86-8c1f-4f43-8f0f-5a3b5e5a9c11";
  const chunks = count - 5;
  const chunk = (index: number) => ({ messageId, turnId, chunk: `word ${index} `, isFinal: false });
  const length = Array.from({ length: chunks }, (_, index) => chunk(index).chunk.length);
  return [
    ["SessionStatusNotification", { status: 1 }],
    ["UserMessageNotification", { messageId: "m", turnId, message: "Hello" }],
    ["TurnStatusNotification", { turnId, status: TurnStatus.Running }],
    ...Array.from({ length: chunks }, (_, index) => ["AIMessageChunkNotification", chunk(index)] as const),
    [
      "AIMessageChunkNotification",
      { messageId, turnId, chunk: "", isFinal: true, length: length.reduce((sum, each) => sum + each, 0) },
    ],
    ["TurnStatusNotification", { turnId, status: TurnStatus.Completed, stopReason: "stop" }],
  ];
}
