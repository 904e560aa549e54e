import { DelegateManager } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { createLogger } from "./logger.ts";
import { createLoggingDelegate } from "./logging-delegate.ts";

/** A delegate manager whose log is an array of entries. */
function createLoggedDelegates(level: "info" | "warn") {
  const entries: Record<string, unknown>[] = [];
  const logger = createLogger(level, { write: (line) => void entries.push(JSON.parse(line)) });
  const delegates = new DelegateManager();
  delegates.register(createLoggingDelegate(logger));
  return { delegates, entries };
}

describe("the logging delegate", () => {
  it("writes a fault of the engine with its cause, but without what else the error carries", () => {
    const { delegates, entries } = createLoggedDelegates("warn");
    const cause = Object.assign(new Error("disk full"), { code: "ENOSPC" });
    const error = Object.assign(new Error("not written", { cause }), { requestBody: "what a user said" });
    delegates.announce({ name: "engine_error_occurred", sessionId: "s", error });
    expect(entries).toMatchObject([
      {
        level: 50,
        sessionId: "s",
        err: { message: "not written", cause: { message: "disk full", code: "ENOSPC" } },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain("what a user said");
  });

  it("writes a failed delegate and a failed turn", () => {
    const { delegates, entries } = createLoggedDelegates("warn");
    delegates.announce({
      name: "delegate.failed",
      delegate: "metrics",
      event: "engine_started",
      error: "odd",
    });
    const error = { code: "timeout", message: "It took too long." };
    delegates.announce({
      name: "ai_loop.error",
      committed: {
        sessionId: "s",
        sequence: 4,
        event: {
          method: "TurnStatusNotification",
          params: { turnId: "t", status: TurnStatus.Failed, error },
        },
        text: "{}",
      },
    });
    expect(entries).toMatchObject([
      { level: 50, delegate: "metrics", event: "engine_started", err: { type: "string", message: "odd" } },
      { level: 40, sessionId: "s", turnId: "t", error },
    ]);
  });

  it("writes every session that the retention deletes and every jump of the clock; what owners delete, where it is asked for", () => {
    const { delegates, entries } = createLoggedDelegates("warn");
    const session = { userId: "ann", sessionId: "s" };
    delegates.announce({ name: "session_deleted", ...session, reason: "age", updatedAt: 1 });
    delegates.announce({ name: "session_deleted", ...session, reason: "request" });
    delegates.announce({ name: "clock_jumped", wallMs: Date.UTC(2036, 0) });
    expect(entries).toMatchObject([
      { level: 40, ...session, reason: "age", updatedAt: 1, msg: "the retention deleted a session" },
      { level: 40, clock: "2036-01-01T00:00:00.000Z" },
    ]);
    const talkative = createLoggedDelegates("info");
    talkative.delegates.announce({ name: "session_deleted", ...session, reason: "request" });
    expect(talkative.entries).toMatchObject([{ level: 30, ...session }]);
  });

  it("writes the start only where it is asked for", () => {
    const quiet = createLoggedDelegates("warn");
    const talkative = createLoggedDelegates("info");
    for (const { delegates } of [quiet, talkative])
      delegates.announce({ name: "engine_started", recoveredSessions: 2 });
    expect(quiet.entries).toEqual([]);
    expect(talkative.entries).toMatchObject([{ level: 30, recoveredSessions: 2 }]);
  });
});
