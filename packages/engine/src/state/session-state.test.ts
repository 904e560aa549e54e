import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Delivery, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import type { SessionEvent } from "../event/session-event.ts";
import { applyEvent } from "./apply-event.ts";
import { initialState, type SessionState } from "./session-state.ts";

const PIECES = 500;
const PIECE = "twenty characters.. ";

function answer(state: SessionState, turn: number): void {
  const ids = { turnId: `turn-${turn}`, messageId: `answer-${turn}` };
  const chunk = (text: string, isFinal: boolean): SessionEvent => ({
    method: "AIMessageChunkNotification",
    params: { ...ids, chunk: text, isFinal },
  });
  applyEvent(
    state,
    {
      method: "UserMessageNotification",
      params: {
        turnId: ids.turnId,
        messageId: `message-${turn}`,
        message: "go",
        delivery: Delivery.Queue,
      },
    },
    1,
  );
  applyEvent(
    state,
    {
      method: "TurnStatusNotification",
      params: { turnId: ids.turnId, status: TurnStatus.Running },
    },
    1,
  );
  // Pieces of their own, as they come from a model.
  for (let piece = 0; piece < PIECES; piece += 1) {
    applyEvent(
      state,
      chunk(`${String(turn * PIECES + piece).padStart(8, "0")} ${PIECE}`.slice(0, 20), false),
      1,
    );
  }
  applyEvent(state, chunk("", true), 1);
}

function heapAfterCollection(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

describe("the state of a session", () => {
  it("takes little more memory for an answer that has ended than its text is long", () => {
    const state = initialState();
    answer(state, 0);
    const before = heapAfterCollection();
    const answers = 200;
    for (let turn = 1; turn <= answers; turn += 1) answer(state, turn);
    const each = (heapAfterCollection() - before) / answers;
    expect(state.turns.get("turn-200")?.steps[0]?.answer?.text).toHaveLength(20 * PIECES);
    expect(each).toBeGreaterThan(20 * PIECES);
    expect(each).toBeLessThan(2 * 20 * PIECES);
  });
});
