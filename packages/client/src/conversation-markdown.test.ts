import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
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
});
