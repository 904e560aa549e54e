import { ToolDecision, ToolEffect } from "@aiwhisperer/client";
import type { GrantScope } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { answerByRule, approvalQuestion, parseApprovalAnswer } from "./approval-answer.ts";

const { AllowOnce, AllowAlways, Deny } = ToolDecision;

const exact = { type: "command", command: "git status -s" };
const prefix = { type: "commandPrefix", prefixes: ["git status"] };
const every = { type: "tool" };
const offer = (scope: GrantScope) => ({ scope, label: scope.type, text: scope.type });
const scopes = [exact, prefix, every].map(offer);

describe("an answer to the question about a tool call", () => {
  it.each([
    ["y", { decision: AllowOnce }],
    [" Yes ", { decision: AllowOnce }],
    ["a", { decision: AllowAlways, scope: prefix }],
    ["ALWAYS", { decision: AllowAlways, scope: prefix }],
    ["exact", { decision: AllowAlways, scope: exact }],
    ["every", { decision: AllowAlways, scope: every }],
    ["n", { decision: Deny }],
    ["no", { decision: Deny }],
    ["n use the other file", { decision: Deny, reason: "use the other file" }],
    ["no, not that one", { decision: Deny, reason: "not that one" }],
  ])("is %j", (text, answer) => {
    expect(parseApprovalAnswer(text, { scopes })).toEqual(answer);
  });

  it.each(["", " ", "e", "ev", "every one", "yep", "y please", "always y", "maybe", "never", "y\nrm", "1"])(
    "is not %j",
    (text) => {
      expect(parseApprovalAnswer(text, { scopes })).toBeUndefined();
    },
  );

  it("is never one letter for every call, and never a grant where none is offered", () => {
    const onlyEvery = { scopes: [offer(every)] };
    expect(parseApprovalAnswer("a", onlyEvery)).toBeUndefined();
    expect(parseApprovalAnswer("always", onlyEvery)).toBeUndefined();
    expect(parseApprovalAnswer("every", onlyEvery)).toEqual({ decision: AllowAlways, scope: every });
    expect(parseApprovalAnswer("a", {})).toBeUndefined();
    expect(parseApprovalAnswer("every", {})).toBeUndefined();
  });

  it("is asked for by the words that count", () => {
    expect(approvalQuestion({ scopes })).toBe(
      "Allow? [y]es once, [a]lways, exact, every, [n]o, or n REASON: ",
    );
    expect(approvalQuestion({})).toBe("Allow? [y]es once, [n]o, or n REASON: ");
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
