import { type Grant, QuestionResolution, ToolDecision } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { describeDecision } from "./describe-decision.ts";

const expiresAt = 0;

describe("describeDecision", () => {
  it("says nothing while there is no decision", () => {
    expect(describeDecision({ expiresAt })).toBeUndefined();
  });

  it.each([
    [{ decision: ToolDecision.AllowOnce, decidedBy: "local" }, "Allowed once."],
    [{ decision: ToolDecision.AllowAlways, decidedBy: "mara" }, "Allowed by mara."],
    [
      { decision: ToolDecision.AllowAlways, decidedBy: "mara", grant: { label: "git status …" } as Grant },
      "Always allowed by mara: git status …",
    ],
    [{ decision: ToolDecision.Deny, decidedBy: "mara", reason: "not now" }, "Denied by mara: not now"],
    [
      { decision: ToolDecision.Deny, decidedBy: "ma\u202era", reason: "no\u200b" },
      "Denied by ma⟨U+202E⟩ra: no⟨U+200B⟩",
    ],
    [{ decision: ToolDecision.Deny, decidedBy: "local" }, "Denied."],
    [{ decision: ToolDecision.Deny, decidedBy: "expiry" }, "Denied: no decision was made in time."],
    [
      { decision: ToolDecision.Deny, decidedBy: "policy", resolution: QuestionResolution.Policy },
      "Denied by the server’s policy.",
    ],
    [
      { decision: ToolDecision.Deny, decidedBy: "expiry", resolution: QuestionResolution.Decided },
      "Denied by expiry.",
    ],
  ])("says of %j: %s", (decided, sentence) => {
    expect(describeDecision({ expiresAt, ...decided })).toBe(sentence);
  });
});
