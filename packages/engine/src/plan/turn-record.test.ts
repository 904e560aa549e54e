import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import type { SessionEvent } from "../event/session-event.ts";
import type { StoredEvent } from "../log/event-log.ts";
import { TurnRecords } from "./turn-record.ts";

/** A log of one session that counts how often each event was read. */
class CountingLog {
  readonly reads: number[] = [];
  readonly #events: StoredEvent[] = [];

  readonly read = async (
    _sessionId: string,
    afterSequence: number,
    { maxEvents }: { readonly maxEvents: number },
  ): Promise<readonly StoredEvent[]> => {
    const page = this.#events.slice(afterSequence, afterSequence + maxEvents);
    for (const { sequence } of page) this.reads[sequence] = (this.reads[sequence] ?? 0) + 1;
    return page;
  };

  add(...events: readonly SessionEvent[]): void {
    for (const event of events) {
      this.#events.push({ sequence: this.#events.length + 1, text: JSON.stringify(event) });
    }
  }
}

const status = (turnId: string, value: TurnStatus): SessionEvent => ({
  method: "TurnStatusNotification",
  params: { turnId, status: value },
});

function begin(turnId: string): readonly SessionEvent[] {
  const asked = { turnId, messageId: `question-${turnId}`, message: "go" };
  return [{ method: "UserMessageNotification", params: asked }, status(turnId, TurnStatus.Running)];
}

function end(turnId: string): readonly SessionEvent[] {
  const said = { turnId, messageId: `answer-${turnId}`, chunk: `said in ${turnId}`, isFinal: true };
  return [{ method: "AIMessageChunkNotification", params: said }, status(turnId, TurnStatus.Completed)];
}

const completed = (turnId: string) => ({
  status: TurnStatus.Completed,
  answers: [`said in ${turnId}`],
  toolResults: [],
});

describe("the turns of a session", () => {
  it("are read as they come, every event once", async () => {
    const log = new CountingLog();
    const records = new TurnRecords(log.read, "s");
    for (const turnId of ["t1", "t2", "t3"]) {
      expect(await records.read(turnId)).toBeUndefined();
      log.add(...begin(turnId));
      expect(await records.read(turnId)).toMatchObject({ status: TurnStatus.Running, answers: [] });
      log.add(...end(turnId));
      expect(await records.read(turnId)).toEqual(completed(turnId));
      expect(await records.read(turnId)).toEqual(completed(turnId));
    }
    expect(new Set(log.reads.slice(1))).toEqual(new Set([1]));
  });

  it("are all found by an attempt that starts again, also the one that was cut off", async () => {
    const log = new CountingLog();
    log.add(...begin("t1"), ...end("t1"), ...begin("t2"), ...end("t2"), ...begin("t3"));
    const records = new TurnRecords(log.read, "s");
    expect(await records.read("t1")).toEqual(completed("t1"));
    expect(await records.read("t2")).toEqual(completed("t2"));
    expect(await records.read("t3")).toMatchObject({ status: TurnStatus.Running });
    log.add(...end("t3"));
    expect(await records.read("t3")).toEqual(completed("t3"));
  });
});
