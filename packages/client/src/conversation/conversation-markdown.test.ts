import { ToolDecision, ToolDisplayKind, ToolEffect, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { ask, askApproval, callTool, giveResult, nextEvent, say } from "../fixtures/next-event.ts";
import { toMarkdown } from "./conversation-markdown.ts";
import { emptySessionState, type SessionState } from "./session-state.ts";

const answer = {
  role: "assistant",
  turnId: "t1",
  analysis: "Hm.",
  commentary: "",
  isFinal: true,
  afterSequence: 0,
  hasLengthMismatch: false,
} as const;

const state: SessionState = {
  ...emptySessionState("s"),
  messages: [
    { role: "user", key: "1", messageId: "1", turnId: "t1", text: "What is it?", delivery: "sent" },
    { ...answer, key: "2", messageId: "2", text: "It is **this**.\n" },
    { role: "user", key: "3", messageId: "3", turnId: "t2", text: "And that?", delivery: "sent" },
    { ...answer, key: "4", messageId: "4", turnId: "t2", text: "That is" },
    { role: "user", key: "5", text: "Never sent", delivery: "failed" },
  ],
  turns: [
    { turnId: "t1", status: TurnStatus.Completed },
    { turnId: "t2", status: TurnStatus.Failed, error: { code: "timeout", message: "It took too long." } },
  ],
};

describe("toMarkdown", () => {
  it("has every message that was taken under who said it, and how an answer ended early", () => {
    expect(toMarkdown(state, { title: "What is it?", about: "*Answers by demo*" })).toBe(
      [
        "# What is it?",
        "*Answers by demo*",
        "## You",
        "What is it?",
        "## Answer",
        "It is **this**.",
        "## You",
        "And that?",
        "## Answer",
        "That is",
        "> The answer failed. It took too long.\n",
      ].join("\n\n"),
    );
  });

  it("marks an answer that is still being written", () => {
    const growing = { ...answer, key: "2", messageId: "2", text: "It", isFinal: false };
    const text = toMarkdown({ ...state, messages: [growing] }, { title: "T" });
    expect(text).toBe("# T\n\n## Answer\n\nIt\n\n> The answer is still being written.\n");
  });

  it("has the reasoning, folded, where it is asked for", () => {
    const text = toMarkdown(state, { title: "T", hasReasoning: true });
    expect(text).toContain(
      "## Answer\n\n<details><summary>Reasoning</summary>\n\nHm.\n\n</details>\n\nIt is",
    );
  });

  it("has the tool calls between the messages, with what they changed or gave", () => {
    const asked = ask(emptySessionState("s"), "t1", "Do it.");
    const read = giveResult(callTool(asked, "t1", "c1"), "t1", "c1", "one\n```\ntwo\n");
    const written = nextEvent(callTool(read, "t1", "c2"), "ToolResultNotification", {
      toolCallId: "c2",
      turnId: "t1",
      result: "written",
      isError: false,
      display: { kind: ToolDisplayKind.Diff, text: "-old\n+new\n" },
    });
    expect(toMarkdown(say(written, "t1", "It is done."), { title: "T" })).toBe(
      [
        "# T",
        "## You",
        "Do it.",
        "## Tool `write_file`",
        '```json\n{\n  "path": "a.txt"\n}\n```',
        "````\none\n```\ntwo\n````",
        "## Tool `write_file`",
        '```json\n{\n  "path": "a.txt"\n}\n```',
        "```diff\n-old\n+new\n```",
        "## Answer",
        "It is done.",
        "> The answer is still being written.\n",
      ].join("\n\n"),
    );
  });

  it("has of a command both its line and its output", () => {
    const called = callTool(ask(emptySessionState("s"), "t1", "List it."), "t1", "c1");
    const asked = nextEvent(called, "ToolApprovalRequestNotification", {
      toolCallId: "c1",
      turnId: "t1",
      toolName: "run_command",
      arguments: { command: "ls -1" },
      effect: ToolEffect.Execute,
      display: { kind: ToolDisplayKind.Command, text: "ls -1" },
      expiresAt: 600_000,
    });
    const listed = giveResult(asked, "t1", "c1", "a.txt\n(Exit code 0.)");
    expect(toMarkdown(listed, { title: "T" })).toContain(
      "```sh\nls -1\n```\n\n```\na.txt\n(Exit code 0.)\n```",
    );
  });

  it("says of a tool call that was denied why", () => {
    const asking = askApproval(callTool(ask(emptySessionState("s"), "t1"), "t1", "c1"), "t1", "c1");
    expect(toMarkdown(asking, { title: "T" })).toContain("> The tool call waits for a decision.");
    const resolution = { decision: ToolDecision.Deny, decidedBy: "local", reason: "Not\nhere." };
    const denied = nextEvent(asking, "ToolApprovalResolvedNotification", {
      toolCallId: "c1",
      turnId: "t1",
      ...resolution,
    });
    expect(toMarkdown(denied, { title: "T" })).toContain("> The tool call was denied. Not\n> here.");
  });

  it("cuts what a tool gave where it is long", () => {
    const state = callTool(ask(emptySessionState("s"), "t1"), "t1", "c1");
    const text = toMarkdown(giveResult(state, "t1", "c1", "x".repeat(50_000)), { title: "T" });
    expect(text.length).toBeLessThan(5_000);
    expect(text).toContain("x\n…\n```");
  });
});
