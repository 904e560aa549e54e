import { describe, expect, it } from "vitest";
import { QuestionResolution } from "../gen/interactive.ts";
import { approvalResolution, approvalUser, personlessDecider } from "./approval-resolution.ts";

const { Decided, Expired, Cancelled, Restarted, Policy } = QuestionResolution;

describe("the resolution of an approval", () => {
  it.each(["ann", "expiry", "cancellation", "restart", "policy"])("names the user %s", (decidedBy) => {
    expect(approvalResolution({ decidedBy, resolution: Decided })).toBe(Decided);
    expect(approvalUser({ decidedBy, resolution: Decided })).toBe(decidedBy);
  });

  it.each([Expired, Cancelled, Restarted, Policy] as const)("names no user for %s", (resolution) => {
    const approval = { decidedBy: personlessDecider[resolution], resolution };
    expect(approvalResolution(approval)).toBe(resolution);
    expect(approvalUser(approval)).toBeUndefined();
  });

  it.each([
    ["expiry", Expired, undefined],
    ["cancellation", Cancelled, undefined],
    ["restart", Restarted, undefined],
    ["policy", Policy, undefined],
    ["ann", Decided, "ann"],
  ])("is read from the word %s of an old log", (decidedBy, resolution, user) => {
    expect(approvalResolution({ decidedBy })).toBe(resolution);
    expect(approvalUser({ decidedBy })).toBe(user);
  });
});
