import { Channel, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { ask, enterStatus, nextEvent, say } from "../fixtures/next-event.ts";
import { reduceLocal } from "./reduce-local.ts";
import { reduceSession } from "./reduce-session.ts";
import type { ForeignEvent } from "./session-event.ts";
import { emptySessionState, type SessionState } from "./session-state.ts";

/** Much more than it takes, also on a busy machine, and much less than squares of it would. */
const LINEAR_MS = 15_000;

const final = (state: SessionState, turnId: string, length: number) =>
  nextEvent(state, "AIMessageChunkNotification", {
    messageId: `a-${turnId}`,
    turnId,
    chunk: "",
    isFinal: true,
    length,
  });

const empty = emptySessionState("s");
const lines = (state: SessionState) => state.messages.map(({ role, text }) => `${role}: ${text}`);

describe("a session's state", () => {
  it("folds a turn from its events", () => {
    let state = ask(empty, "t1", "Hi");
    state = enterStatus(state, "t1", TurnStatus.Running);
    state = say(state, "t1", "Hel");
    state = say(state, "t1", "lo");
    expect(state.activeTurn).toMatchObject({ turnId: "t1", status: TurnStatus.Running });
    state = enterStatus(final(state, "t1", 5), "t1", TurnStatus.Completed);
    expect(lines(state)).toEqual(["user: Hi", "assistant: Hello"]);
    expect(state.messages[1]).toMatchObject({ isFinal: true, hasLengthMismatch: false, afterSequence: 2 });
    expect(state.activeTurn).toBeUndefined();
    expect(state.turns).toEqual([{ turnId: "t1", status: TurnStatus.Completed }]);
    expect(state.sequence).toBe(6);
  });

  it("keeps the channels of an answer apart", () => {
    let state = say(ask(empty, "t1"), "t1", "hm ", { channel: Channel.Analysis });
    state = say(state, "t1", "yes", { channel: Channel.Final });
    state = say(state, "t1", "looking", { channel: Channel.Commentary });
    state = say(state, "t1", "so", { channel: Channel.Analysis });
    expect(state.messages[1]).toMatchObject({ text: "yes", analysis: "hm so", commentary: "looking" });
  });

  it("puts an answer behind its question, before later questions", () => {
    const queued = ask(ask(empty, "t1"), "t2");
    expect(queued.queuedTurns.map(({ turnId }) => turnId)).toEqual(["t1", "t2"]);
    let state = say(enterStatus(queued, "t1", TurnStatus.Running), "t1", "one");
    state = enterStatus(final(state, "t1", 3), "t1", TurnStatus.Completed);
    state = say(enterStatus(state, "t2", TurnStatus.Running), "t2", "two");
    expect(lines(state)).toEqual([
      "user: question t1",
      "assistant: one",
      "user: question t2",
      "assistant: two",
    ]);
    expect(state.queuedTurns).toEqual([]);
    expect(state.activeTurn?.turnId).toBe("t2");
  });

  it("puts an answer whose question came before the fold before later questions", () => {
    const late = emptySessionState("s", 7);
    const state = say(say(ask(say(late, "t0", "ze"), "t2"), "t1", "one"), "t0", "ro");
    expect(lines(state)).toEqual(["assistant: zero", "assistant: one", "user: question t2"]);
  });

  it("drops a discarded answer", () => {
    const cut = say(ask(empty, "t1"), "t1", "half an ans");
    const discarded = { messageId: "a-t1", turnId: "t1", reason: "restart" };
    expect(lines(nextEvent(cut, "MessageDiscardedNotification", discarded))).toEqual(["user: question t1"]);
  });

  it("marks a message that is excluded, and no other", () => {
    const asked = ask(ask(empty, "t1"), "t2");
    const [first, second] = asked.messages;
    const params = { messageId: first?.messageId ?? "", turnId: "t1", reason: "The provider refused it." };
    const after = nextEvent(asked, "MessageExcludedNotification", params);
    expect(after.messages).toEqual([{ ...first, excluded: { reason: "The provider refused it." } }, second]);
    expect(after.messages[1]).toBe(second);
    expect(nextEvent(after, "MessageExcludedNotification", { ...params, messageId: "?" }).messages).toBe(
      after.messages,
    );
  });

  it("keeps what an event does not touch", () => {
    const before = say(say(ask(ask(empty, "t1"), "t2"), "t1", "one"), "t2", "tw");
    const after = say(before, "t2", "o");
    expect(after.messages.slice(0, 3)).toEqual(before.messages.slice(0, 3));
    for (const index of [0, 1, 2]) expect(after.messages[index]).toBe(before.messages[index]);
    expect(after.messages[3]).not.toBe(before.messages[3]);
    expect(after.turns).toBe(before.turns);
  });

  it("takes notice of a failure and of what a turn waits for", () => {
    const waiting = nextEvent(ask(empty, "t1"), "TurnStatusNotification", {
      turnId: "t1",
      status: TurnStatus.Running,
      notice: "The provider asks to wait.",
    });
    expect(waiting.activeTurn?.notice).toBe("The provider asks to wait.");
    const failed = nextEvent(waiting, "TurnStatusNotification", {
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
    const before = ask(empty, "t1");
    expect(reduceSession(before, foreign)).toEqual({ ...before, sequence: 2 });
  });

  it("is caught up when the replay has reached what was in the log at attaching", () => {
    let state = reduceLocal(empty, { type: "attached", sequence: 2, status: SessionStatus.Active });
    expect(state).toMatchObject({ isAttached: true, caughtUp: false });
    state = ask(state, "t1");
    expect(state.caughtUp).toBe(false);
    expect(enterStatus(state, "t1", TurnStatus.Running).caughtUp).toBe(true);
  });

  it(
    "joins ten thousand deltas in linear time",
    () => {
      let state = ask(empty, "t1");
      for (let index = 0; index < 10_000; index += 1) state = say(state, "t1", "0123456789");
      expect((state.messages[1] as { text: string }).text.length).toBe(100_000);
    },
    LINEAR_MS,
  );
});

describe("a message on its way", () => {
  const sending = reduceLocal(empty, { type: "sending", key: "k", text: "Hi" });
  const accepted = { type: "accepted", key: "k", messageId: "u-t1", turnId: "t1" } as const;

  it("is pending until the log has it", () => {
    expect(sending.messages).toEqual([{ role: "user", key: "k", text: "Hi", delivery: "pending" }]);
    const confirmed = ask(reduceLocal(sending, accepted), "t1", "Hi");
    const sent = { role: "user", key: "k", text: "Hi", delivery: "sent", messageId: "u-t1", turnId: "t1" };
    expect(confirmed.messages).toEqual([sent]);
  });

  it("is the same message when its notification comes before its answer", () => {
    const both = reduceLocal(ask(sending, "t1", "Hi"), accepted);
    const sent = { role: "user", key: "k", text: "Hi", delivery: "sent", messageId: "u-t1", turnId: "t1" };
    expect(both.messages).toEqual([sent]);
  });

  it("stays behind what the log has", () => {
    expect(lines(say(ask(sending, "t0", "first"), "t0", "answer"))).toEqual([
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
