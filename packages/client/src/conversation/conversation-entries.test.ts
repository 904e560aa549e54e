import { describe, expect, it } from "vitest";
import { ask, callTool, nextEvent, say } from "../fixtures/next-event.ts";
import { listEntries } from "./conversation-entries.ts";
import { reduceLocal } from "./reduce-local.ts";
import { emptySessionState, type SessionState } from "./session-state.ts";

const empty = emptySessionState("s");
const keys = (state: SessionState) => listEntries(state).map(({ key }) => key);

describe("the entries of a conversation", () => {
  it("are messages and tool calls in the order of events", () => {
    let state = say(ask(empty, "t1"), "t1", "Let me look.", { messageId: "a1" });
    state = callTool(callTool(state, "t1", "c1"), "t1", "c2");
    state = callTool(say(state, "t1", "Once more.", { messageId: "a2" }), "t1", "c3");
    state = say(state, "t1", "Done.", { messageId: "a3" });
    expect(keys(state)).toEqual(["u-t1", "a1", "c1", "c2", "a2", "c3", "a3"]);
    expect(listEntries(state)[2]).toBe(state.toolCalls[0]);
  });

  it("keep the calls of a turn before the questions that wait", () => {
    const queued = ask(ask(empty, "t1"), "t2");
    const called = callTool(say(callTool(queued, "t1", "c1"), "t1", "Now."), "t1", "c2");
    expect(keys(called)).toEqual(["u-t1", "c1", "a-t1", "c2", "u-t2"]);
    expect(keys(callTool(called, "t2", "c3"))).toEqual(["u-t1", "c1", "a-t1", "c2", "u-t2", "c3"]);
  });

  it("end with what is on its way", () => {
    const sending = reduceLocal(ask(empty, "t1"), { type: "sending", key: "k", text: "Hi" });
    expect(keys(callTool(sending, "t1", "c1"))).toEqual(["u-t1", "c1", "k"]);
  });

  it("begin with calls of a turn that began before the fold", () => {
    const late = ask(emptySessionState("s", 7), "t2");
    expect(keys(callTool(late, "t1", "c1"))).toEqual(["c1", "u-t2"]);
  });

  it("keep their order when an answer is discarded and produced again", () => {
    let state = say(callTool(ask(empty, "t1"), "t1", "c1"), "t1", "hal", { messageId: "a1" });
    const discarded = { messageId: "a1", turnId: "t1", reason: "restart" };
    state = nextEvent(state, "MessageDiscardedNotification", discarded);
    state = callTool(say(state, "t1", "whole", { messageId: "a2" }), "t1", "c2");
    expect(keys(state)).toEqual(["u-t1", "c1", "a2", "c2"]);
  });
});
