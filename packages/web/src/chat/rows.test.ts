import type { AssistantMessage, ChatMessage, ToolCall, Turn, UserMessage } from "@aiwhisperer/client";
import { ToolEffect, ToolExecutor, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { toRows } from "./rows.ts";

const user = (turnId: string, text = "hi"): UserMessage => ({
  role: "user",
  key: `u${turnId}`,
  text,
  delivery: "sent",
  messageId: `u${turnId}`,
  turnId,
});

const answer = (turnId: string, fields: Partial<AssistantMessage> = {}): AssistantMessage => ({
  role: "assistant",
  key: `a${turnId}`,
  messageId: `a${turnId}`,
  turnId,
  text: "hello",
  analysis: "",
  commentary: "",
  isFinal: true,
  afterSequence: 0,
  hasLengthMismatch: false,
  ...fields,
});

const turn = (turnId: string, status: TurnStatus, fields: Partial<Turn> = {}): Turn => ({
  turnId,
  status,
  ...fields,
});

const call = (toolCallId: string, fields: Partial<ToolCall> = {}): ToolCall => ({
  role: "tool",
  key: toolCallId,
  toolCallId,
  turnId: "1",
  step: 1,
  toolName: "read_file",
  arguments: {},
  executor: ToolExecutor.Server,
  effect: ToolEffect.Read,
  sequence: 5,
  isStarted: true,
  ...fields,
});

const done = { result: "x", isError: false };

const kinds = (messages: ChatMessage[], turns: Turn[], toolCalls: ToolCall[] = []) =>
  toRows({ messages, turns, toolCalls }).map(({ kind }) => kind);

describe("toRows", () => {
  it("shows a completed turn as its messages", () => {
    expect(kinds([user("1"), answer("1")], [turn("1", TurnStatus.Completed)])).toEqual(["user", "assistant"]);
  });

  it("shows that the model is at work while there is nothing to read", () => {
    expect(kinds([user("1")], [turn("1", TurnStatus.Running)])).toEqual(["user", "waiting"]);
  });

  it("shows no empty answer before its first text", () => {
    const empty = answer("1", { text: "", isFinal: false });
    expect(kinds([user("1"), empty], [turn("1", TurnStatus.Running)])).toEqual(["user", "waiting"]);
  });

  it("shows a growing answer without a second sign of work", () => {
    expect(kinds([user("1"), answer("1", { isFinal: false })], [turn("1", TurnStatus.Running)])).toEqual([
      "user",
      "assistant",
    ]);
  });

  it("shows what a turn waits for below its growing answer", () => {
    const waiting = turn("1", TurnStatus.Running, { notice: "Trying again in 3 s" });
    expect(kinds([user("1"), answer("1", { isFinal: false })], [waiting])).toEqual([
      "user",
      "assistant",
      "waiting",
    ]);
  });

  it.each([TurnStatus.Failed, TurnStatus.Cancelled, TurnStatus.Interrupted])(
    "ends a turn of status %i with its reason and question",
    (status) => {
      const rows = toRows({
        messages: [user("1", "why?"), answer("1"), user("2")],
        turns: [turn("1", status), turn("2", TurnStatus.Queued)],
        toolCalls: [],
      });
      expect(rows.map(({ kind }) => kind)).toEqual(["user", "assistant", "ending", "user"]);
      expect(rows[2]).toMatchObject({ kind: "ending", question: "why?", isLatest: false });
    },
  );

  it("shows a message that no turn has taken yet", () => {
    const pending: UserMessage = { role: "user", key: "p", text: "hi", delivery: "pending" };
    expect(kinds([pending], [])).toEqual(["user"]);
  });

  it("marks the ending that nothing has been asked after", () => {
    const rows = toRows({ messages: [user("1")], turns: [turn("1", TurnStatus.Failed)], toolCalls: [] });
    expect(rows[1]).toMatchObject({ kind: "ending", isLatest: true });
  });

  it("leaves out an answer without a word when its turn failed, and keeps it when it completed", () => {
    const messages = [user("1"), answer("1", { text: "" })];
    expect(kinds(messages, [turn("1", TurnStatus.Failed)])).toEqual(["user", "ending"]);
    expect(kinds(messages, [turn("1", TurnStatus.Completed)])).toEqual(["user", "assistant"]);
  });

  it("puts the calls of a step in one row, between the answers", () => {
    const rows = toRows({
      messages: [
        user("1"),
        answer("1"),
        answer("1", { key: "after", messageId: "after", afterSequence: 20 }),
      ],
      toolCalls: [
        call("a", { result: done }),
        call("b", { result: done, sequence: 6 }),
        call("c", { result: done, sequence: 7, step: 2 }),
      ],
      turns: [turn("1", TurnStatus.Completed)],
    });
    expect(rows.map(({ kind }) => kind)).toEqual(["user", "assistant", "tools", "tools", "assistant"]);
    expect(rows.map((row) => (row.kind === "tools" ? row.calls.length : 0))).toEqual([0, 0, 2, 1, 0]);
    expect(rows[1]).toMatchObject({ leadsToTools: true });
    expect(rows[4]).toMatchObject({ leadsToTools: false });
  });

  it("shows no second sign of work beside a call that has not ended", () => {
    const waiting = [turn("1", TurnStatus.AwaitingTool)];
    expect(kinds([user("1")], waiting, [call("a")])).toEqual(["user", "tools"]);
    expect(kinds([user("1")], waiting, [call("a", { result: done }), call("b")])).toEqual(["user", "tools"]);
  });

  it("shows that the model is at work again once every call has ended", () => {
    expect(kinds([user("1")], [turn("1", TurnStatus.Running)], [call("a", { result: done })])).toEqual([
      "user",
      "tools",
      "waiting",
    ]);
  });

  it("ends a turn below its calls", () => {
    expect(kinds([user("1")], [turn("1", TurnStatus.Cancelled)], [call("a")])).toEqual([
      "user",
      "tools",
      "ending",
    ]);
  });
});
