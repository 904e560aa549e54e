import { SessionStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { reduceLocal } from "./reduce-local.ts";
import { emptySessionState } from "./session-state.ts";

describe("the answer to an attaching", () => {
  const attached = { type: "attached", sequence: 7, status: SessionStatus.Active } as const;

  it("tells the status of a session that is followed from a later event on, also when events have overtaken it", () => {
    for (const sequence of [7, 9]) {
      const state = { ...emptySessionState("s", 7), sequence };
      expect(reduceLocal(state, attached).status).toBe(SessionStatus.Active);
    }
  });

  it("knows less than later events that have told a status", () => {
    const state = { ...emptySessionState("s"), sequence: 9, status: SessionStatus.Stopped };
    expect(reduceLocal(state, attached).status).toBe(SessionStatus.Stopped);
  });
});
