import { SessionStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { reduceLocal } from "./reduce-local.ts";
import { emptySessionState } from "./session-state.ts";

describe("the answer to an attaching", () => {
  const attached = { type: "attached", sequence: 7, status: SessionStatus.Active } as const;

  it("has the status of a session that is followed from a later event, even if events overtook it", () => {
    for (const sequence of [7, 9]) {
      const state = { ...emptySessionState("s", 7), sequence };
      expect(reduceLocal(state, attached).status).toBe(SessionStatus.Active);
    }
  });

  it("yields to a status of later events", () => {
    const state = { ...emptySessionState("s"), sequence: 9, status: SessionStatus.Stopped };
    expect(reduceLocal(state, attached).status).toBe(SessionStatus.Stopped);
  });
});
