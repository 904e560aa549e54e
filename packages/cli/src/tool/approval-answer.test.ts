import { ToolDecision, ToolEffect } from "@aiwhisperer/client";
import { describe, expect, it } from "vitest";
import { answerByRule, parseApprovalAnswer } from "./approval-answer.ts";

const { AllowOnce, AllowAlways, Deny } = ToolDecision;

describe("an answer to the question about a tool call", () => {
  it.each([
    ["y", { decision: AllowOnce }],
    [" Yes ", { decision: AllowOnce }],
    ["a", { decision: AllowAlways }],
    ["ALWAYS", { decision: AllowAlways }],
    ["n", { decision: Deny }],
    ["no", { decision: Deny }],
    ["n use the other file", { decision: Deny, reason: "use the other file" }],
    ["no, not that one", { decision: Deny, reason: "not that one" }],
  ])("is %j", (text, answer) => {
    expect(parseApprovalAnswer(text)).toEqual(answer);
  });

  it.each(["", " ", "yep", "y please", "always y", "maybe", "never", "y\nrm", "1"])("is not %j", (text) => {
    expect(parseApprovalAnswer(text)).toBeUndefined();
  });
});

describe("a rule given beforehand", () => {
  it.each([
    ["none", []],
    ["reads", [ToolEffect.Read]],
    ["writes", [ToolEffect.Read, ToolEffect.Write]],
    ["all", [ToolEffect.Read, ToolEffect.Write, ToolEffect.Execute]],
  ] as const)("%s allows once what it names, and denies the rest with a reason", (rule, allowed) => {
    for (const effect of Object.values(ToolEffect)) {
      const answer = answerByRule(rule, effect);
      if ((allowed as readonly ToolEffect[]).includes(effect))
        expect(answer).toEqual({ decision: AllowOnce });
      else expect(answer).toEqual({ decision: Deny, reason: expect.stringContaining(`--approve ${rule}`) });
    }
  });
});
