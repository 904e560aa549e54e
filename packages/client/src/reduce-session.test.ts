import { Channel, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { reduceLocal } from "./reduce-local.ts";
import { reduceSession } from "./reduce-session.ts";
import type { ForeignEvent, SessionEvent, SessionEventName } from "./session-event.ts";
import { emptySessionState, type SessionState } from "./session-state.ts";

type Fields<K extends SessionEventName> = Omit<SessionEvent<K>["params"], "sessionId" | "sequence">;

/** Applies the next event. */
function next<K extends SessionEventName>(state: SessionState, method: K, fields: Fields<K>): SessionState {
  const params = { sessionId: state.sessionId, sequence: state.sequence + 1, ...fields };
  return reduceSession(state, { method, params } as unknown as SessionEvent);
}

const user = (state: SessionState, turn: string, message = `question ${turn}`) =>
  next(state, "UserMessageNotification", { messageId: `u-${turn}`, turnId: turn, message });
const status = (state: SessionState, turnId: string, turnStatus: TurnStatus) =>
  next(state, "TurnStatusNotification", { turnId, status: turnStatus });
const chunk = (state: SessionState, turnId: string, text: string, channel?: Channel) =>
  next(state, "AIMessageChunkNotification", {
    messageId: `a-${turnId}`,
    turnId,
    chunk: text,
    isFinal: false,
    ...(channel === undefined ? {} : { channel }),
  });
const final = (state: SessionState, turnId: string, length: number) =>
  next(state, "AIMessageChunkNotification", {
    messageId: `a-${turnId}`,
    turnId,
    chunk: "",
    isFinal: true,
    length,
  });

const empty = emptySessionState("s");
const lines = (state: SessionState) => state.messages.map(({ role, text }) => `${role}: ${text}`);

describe("a session's state", () => {
  it("tells a turn from its events", () => {
    let state = user(empty, "t1", "Hi");
    state = status(state, "t1", TurnStatus.Running);
    state = chunk(state, "t1", "Hel");
    state = chunk(state, "t1", "lo");
    expect(state.activeTurn).toMatchObject({ turnId: "t1", status: TurnStatus.Running });
    state = status(final(state, "t1", 5), "t1", TurnStatus.Completed);
    expect(lines(state)).toEqual(["user: Hi", "assistant: Hello"]);
    expect(state.messages[1]).toMatchObject({ isFinal: true, hasLengthMismatch: false, afterSequence: 2 });
    expect(state.activeTurn).toBeUndefined();
    expect(state.turns).toEqual([{ turnId: "t1", status: TurnStatus.Completed }]);
    expect(state.sequence).toBe(6);
  });

  it("keeps the channels of an answer apart", () => {
    let state = chunk(user(empty, "t1"), "t1", "hm ", Channel.Analysis);
    state = chunk(state, "t1", "yes", Channel.Final);
    state = chunk(state, "t1", "looking", Channel.Commentary);
    state = chunk(state, "t1", "so", Channel.Analysis);
    expect(state.messages[1]).toMatchObject({ text: "yes", analysis: "hm so", commentary: "looking" });
  });

  it("puts an answer behind its question, before later questions", () => {
    const queued = user(user(empty, "t1"), "t2");
    expect(queued.queuedTurns.map(({ turnId }) => turnId)).toEqual(["t1", "t2"]);
    let state = chunk(status(queued, "t1", TurnStatus.Running), "t1", "one");
    state = status(final(state, "t1", 3), "t1", TurnStatus.Completed);
    state = chunk(status(state, "t2", TurnStatus.Running), "t2", "two");
    expect(lines(state)).toEqual([
      "user: question t1",
      "assistant: one",
      "user: question t2",
      "assistant: two",
    ]);
    expect(state.queuedTurns).toEqual([]);
    expect(state.activeTurn?.turnId).toBe("t2");
  });

  it("drops a discarded answer", () => {
    const cut = chunk(user(empty, "t1"), "t1", "half an ans");
    const discarded = { messageId: "a-t1", turnId: "t1", reason: "restart" };
    expect(lines(next(cut, "MessageDiscardedNotification", discarded))).toEqual(["user: question t1"]);
  });

  it("keeps what an event does not touch", () => {
    const before = chunk(chunk(user(user(empty, "t1"), "t2"), "t1", "one"), "t2", "tw");
    const after = chunk(before, "t2", "o");
    expect(after.messages.slice(0, 3)).toEqual(before.messages.slice(0, 3));
    for (const index of [0, 1, 2]) expect(after.messages[index]).toBe(before.messages[index]);
    expect(after.messages[3]).not.toBe(before.messages[3]);
    expect(after.turns).toBe(before.turns);
  });

  it("takes notice of a failure and of what a turn waits for", () => {
    const waiting = next(user(empty, "t1"), "TurnStatusNotification", {
      turnId: "t1",
      status: TurnStatus.Running,
      notice: "The provider asks to wait.",
    });
    expect(waiting.activeTurn?.notice).toBe("The provider asks to wait.");
    const failed = next(waiting, "TurnStatusNotification", {
      turnId: "t1",
      status: TurnStatus.Failed,
      stopReason: "error",
      error: { code: "timeout", message: "No answer." },
    });
    expect(failed.turns[0]).toEqual({
      turnId: "t1",
      status: TurnStatus.Failed,
      stopReason: "error",
      error: { code: "timeout", message: "No answer." },
    });
  });

  it("counts an event of a newer contract without a meaning", () => {
    const foreign: ForeignEvent = { method: undefined, name: "New", params: { sessionId: "s", sequence: 2 } };
    const before = user(empty, "t1");
    expect(reduceSession(before, foreign)).toEqual({ ...before, sequence: 2 });
  });

  it("is caught up when the replay has reached what was in the log at attaching", () => {
    let state = reduceLocal(empty, { type: "attached", sequence: 2, status: SessionStatus.Active });
    expect(state).toMatchObject({ isAttached: true, caughtUp: false });
    state = user(state, "t1");
    expect(state.caughtUp).toBe(false);
    expect(status(state, "t1", TurnStatus.Running).caughtUp).toBe(true);
  });

  it("joins ten thousand deltas in linear time", () => {
    let state = user(empty, "t1");
    for (let index = 0; index < 10_000; index += 1) state = chunk(state, "t1", "0123456789");
    expect((state.messages[1] as { text: string }).text.length).toBe(100_000);
  }, 2_000);
});

describe("a message on its way", () => {
  const sending = reduceLocal(empty, { type: "sending", key: "k", text: "Hi" });
  const accepted = { type: "accepted", key: "k", messageId: "u-t1", turnId: "t1" } as const;

  it("is pending until the log has it", () => {
    expect(sending.messages).toEqual([{ role: "user", key: "k", text: "Hi", delivery: "pending" }]);
    const confirmed = user(reduceLocal(sending, accepted), "t1", "Hi");
    const sent = { role: "user", key: "k", text: "Hi", delivery: "sent", messageId: "u-t1", turnId: "t1" };
    expect(confirmed.messages).toEqual([sent]);
  });

  it("is the same message when its notification comes before its answer", () => {
    const both = reduceLocal(user(sending, "t1", "Hi"), accepted);
    const sent = { role: "user", key: "k", text: "Hi", delivery: "sent", messageId: "u-t1", turnId: "t1" };
    expect(both.messages).toEqual([sent]);
  });

  it("stays behind what the log has", () => {
    expect(lines(chunk(user(sending, "t0", "first"), "t0", "answer"))).toEqual([
      "user: first",
      "assistant: answer",
      "user: Hi",
    ]);
  });

  it("keeps its text when it is refused, until it is dismissed", () => {
    const failure = { code: "Busy", message: "A turn is running." };
    const refused = reduceLocal(sending, { type: "refused", key: "k", failure });
    expect(refused.messages).toEqual([
      { role: "user", key: "k", text: "Hi", delivery: "failed", error: failure },
    ]);
    expect(reduceLocal(refused, { type: "dismissed", key: "k" }).messages).toEqual([]);
    expect(reduceLocal(sending, { type: "dismissed", key: "k" }).messages).toHaveLength(1);
  });
});
