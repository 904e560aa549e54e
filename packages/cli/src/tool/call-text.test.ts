import { QuestionResolution, ToolDecision, ToolFailure } from "@aiwhisperer/client";
import { describe, expect, it } from "vitest";
import { describeCall, describeDecision, describeResult } from "./call-text.ts";

describe("a tool call in a few words", () => {
  it.each([
    ["read_file", { path: "README.md", startLine: 3 }, "read_file README.md startLine=3"],
    ["run_command", { command: "ls -l\nwc" }, "run_command ls -l wc"],
    ["write_file", { path: "a", content: "one\ntwo" }, "write_file a content=…"],
    ["clock", {}, "clock"],
    ["broken", '{"path":', 'broken "{\\"path\\":"'],
    ["list", { depth: 2, deep: { x: [1] } }, 'list 2 deep={"x":[1]}'],
  ])("is the tool with what of its arguments fits: %s", (toolName, args, text) => {
    expect(describeCall({ toolName, arguments: args })).toBe(text);
  });

  it("stays on one line of bounded length, without what would steer the terminal", () => {
    const call = { toolName: "run_command", arguments: { command: `\u001b[2J${"x".repeat(500)}` } };
    const text = describeCall(call);
    expect(text).toHaveLength(100);
    expect(text).toMatch(/^run_command ⟨U\+001B⟩\[2Jx+…$/);
  });
});

describe("a tool's result in a few words", () => {
  it.each([
    ["one\ntwo\n", "2 lines"],
    ["short", "short"],
    [" \n", "nothing"],
    [["a"], "1 entry"],
    [["a", "b"], "2 entries"],
    [null, "done"],
    [{ ok: true }, '{"ok":true}'],
  ])("of %j is %j", (result, text) => {
    expect(describeResult({ result })).toBe(text);
  });

  it("is why there is none, where the tool gave none", () => {
    expect(describeResult({ result: "No.", failure: ToolFailure.Denied })).toBe("denied");
    expect(describeResult({ result: "Late.", failure: ToolFailure.TimedOut })).toBe("took too long");
  });
});

describe("a decision that was not made here", () => {
  const expiresAt = 0;

  it("is shown with its reason, and with the cause if no person decided", () => {
    const denied = { expiresAt, decision: ToolDecision.Deny, decidedBy: "local", reason: "too\nrisky" };
    expect(describeDecision(denied)).toBe("was denied elsewhere (too risky)");
    expect(describeDecision({ ...denied, decidedBy: "expiry" })).toBe(
      "was denied, since no decision was made in time",
    );
    const byUser = { ...denied, decidedBy: "expiry", resolution: QuestionResolution.Decided };
    expect(describeDecision(byUser)).toBe("was denied elsewhere (too risky)");
    expect(describeDecision({ expiresAt, decision: ToolDecision.AllowAlways, decidedBy: "local" })).toBe(
      "was allowed elsewhere, for the rest of the session",
    );
  });
});
