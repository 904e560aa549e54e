import { emptySessionState, type SessionState } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { markdownFileName, toMarkdown } from "./conversation-markdown.ts";

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
    expect(toMarkdown(state, { title: "What is it?", model: "demo" })).toBe(
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
    const text = toMarkdown({ ...state, messages: [growing] }, { title: "T", model: undefined });
    expect(text).toBe("# T\n\n## Answer\n\nIt\n\n> The answer is still being written.\n");
  });
});

describe("markdownFileName", () => {
  it.each([
    ["What is a monad?", "what-is-a-monad.md"],
    ["../../etc/passwd\u0000", "etc-passwd.md"],
    ["日本の首都は？", "日本の首都は.md"],
    ["…", "conversation.md"],
    [`${"word ".repeat(40)}`, `${"word-".repeat(12).slice(0, 59)}.md`],
  ])("makes of %j the name %s", (title, name) => {
    expect(markdownFileName(title)).toBe(name);
  });
});
