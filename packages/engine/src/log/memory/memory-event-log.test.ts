import { describe, expect, it } from "vitest";
import { MemoryEventLog } from "./memory-event-log.ts";

describe("MemoryEventLog", () => {
  it("is as large as the texts that it holds", async () => {
    const log = new MemoryEventLog();
    const record = {
      userId: "local",
      createdAt: 0,
      updatedAt: 0,
      status: 1,
      title: "",
      hasOpenTurn: false,
      params: "{}",
    };
    const append = (sessionId: string) => ({ sessionId, firstSequence: 1, events: ["12345", "678"] });
    await log.commit(["a", "b"].map((id) => ({ ...append(id), record: { ...record, sessionId: id } })));
    expect(await log.stats()).toEqual({ sessions: 2, bytes: 16, usedBytes: 16 });
    await log.deleteSession("a");
    expect(await log.stats()).toEqual({ sessions: 1, bytes: 8, usedBytes: 8 });
  });
});
