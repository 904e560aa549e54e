import { SessionStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { engineEventName } from "./event-name.ts";

function nameOf(status: SessionStatus, sequence: number, reason?: string): string {
  const params = reason === undefined ? { status } : { status, reason };
  return engineEventName({
    sessionId: "s",
    sequence,
    event: { method: "SessionStatusNotification", params },
    text: "",
  });
}

describe("the name of a session's status", () => {
  it.each([
    [SessionStatus.Active, 1, "ai_loop.session_started"],
    [SessionStatus.Starting, 1, "ai_loop.session_started"],
    [SessionStatus.Active, 5, "ai_loop.status.resumed"],
    [SessionStatus.Paused, 4, "ai_loop.status.paused"],
    [SessionStatus.Stopped, 9, "ai_loop.session_ended"],
    [SessionStatus.Error, 9, "ai_loop.session_ended"],
  ])("of %i at %i is %s, whatever the reason says", (status, sequence, name) => {
    for (const reason of [undefined, "resumed", "started"]) {
      expect(nameOf(status, sequence, reason)).toBe(name);
    }
  });
});
