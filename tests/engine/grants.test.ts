import { ToolDecision } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../support/manual-clock.ts";
import { runTool, start } from "./grants-rig.ts";

describe("the scopes of a question", () => {
  it("begin with the very command and end with every command, in words for people", async () => {
    const rig = await start(runTool());
    await rig.send("git status --short && npm test");
    const { scopes } = await rig.untilAsked();
    expect(scopes).toEqual([
      {
        scope: { type: "command", command: "git status --short && npm test" },
        label: "git status --short && npm test",
        text: "Allows exactly this command, as often as it is called in this session.",
      },
      {
        scope: { type: "commandPrefix", prefixes: ["git status", "npm test"] },
        label: "git status …, npm test …",
        text: "Allows commands that begin with git status or npm test in this session, with any arguments. Each part of a compound command is checked.",
      },
      {
        scope: { type: "tool" },
        label: "every command",
        text: "Allows every call of run in this session, whatever the command is.",
      },
    ]);
    await rig.engine.close();
  });

  it("have no prefix where the command is not understood", async () => {
    const rig = await start(runTool());
    await rig.send("bash -c 'git status'");
    const { scopes = [] } = await rig.untilAsked();
    expect(scopes.map(({ scope }) => scope.type)).toEqual(["command", "tool"]);
    await rig.engine.close();
  });

  it("show hidden characters as codes", async () => {
    const rig = await start(runTool());
    await rig.send("echo a\u202eb");
    const { scopes = [] } = await rig.untilAsked();
    expect(scopes[0]).toMatchObject({ scope: { command: "echo a\u202eb" }, label: "echo a⟨U+202E⟩b" });
    await rig.engine.close();
  });

  it("are absent for a call that needs a question of its own, and AllowAlways allows that call alone", async () => {
    const asking = runTool({ alwaysAsks: async () => "protected" });
    const rig = await start(asking);
    await rig.allowAlways("make");
    expect(rig.asked[0]).not.toHaveProperty("scopes");
    expect(asking.runs).toHaveLength(1);
    expect(await rig.grants).toEqual([]);
    await rig.engine.close();
  });

  it("are absent for a tool that does not say what its call is about", async () => {
    const broken = runTool({
      subjectOf: () => {
        throw new Error("broken");
      },
    });
    const rig = await start(broken);
    await rig.send("make");
    expect(await rig.untilAsked()).not.toHaveProperty("scopes");
    await rig.engine.close();
  });
});

describe("AllowAlways", () => {
  it("without a scope allows the very command only", async () => {
    const rig = await start(runTool());
    await rig.allowAlways("git status");
    expect(await rig.runsUnasked("git status")).toBe(true);
    expect(await rig.runsUnasked("git status --short")).toBe(false);
    expect(await rig.runsUnasked("git status; rm -rf .")).toBe(false);
    await rig.engine.close();
  });

  it("with a prefix allows other arguments, part by part", async () => {
    const rig = await start(runTool());
    await rig.allowAlways("git status", "commandPrefix");
    expect(await rig.runsUnasked("git status --short")).toBe(true);
    expect(await rig.runsUnasked("git status && git log")).toBe(false);
    await rig.allowAlways("git log", "commandPrefix");
    expect(await rig.runsUnasked("git status && git log")).toBe(true);
    expect(await rig.runsUnasked("git status && $(git log)")).toBe(false);
    await rig.engine.close();
  });

  it("of every command allows every command", async () => {
    const rig = await start(runTool());
    await rig.allowAlways("git status", "tool");
    expect(await rig.runsUnasked("bash -c 'rm -rf .'")).toBe(true);
    await rig.engine.close();
  });

  it("is recorded with tool, scope, time, user and expiry, and is announced with the decision", async () => {
    const clock = new ManualClock();
    const rig = await start(runTool(), { clock, limits: { grantLifetimeMs: 1_000 } });
    await rig.allowAlways("git status", "commandPrefix");
    const [grant] = await rig.grants;
    expect(grant).toEqual({
      grantId: expect.any(String),
      toolName: "run",
      scope: { type: "commandPrefix", prefixes: ["git status"] },
      label: "git status …",
      text: expect.stringContaining("git status"),
      since: clock.now(),
      grantedBy: "ann",
      expiresAt: clock.now() + 1_000,
      definitionHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(rig.paramsOf("ToolApprovalResolvedNotification")).toMatchObject([{ grant }]);
    await rig.engine.close();
  });

  it("resolves the waiting calls that it covers, and no other", async () => {
    const used = runTool();
    const rig = await start(used);
    await rig.send("git status", "git status --short", "git push");
    const [first, , third] = [await rig.untilAsked(1), await rig.untilAsked(2), await rig.untilAsked(3)];
    const scope = first.scopes?.[1]?.scope;
    await rig.decide(first.toolCallId, ToolDecision.AllowAlways, scope);
    expect(rig.paramsOf("ToolApprovalResolvedNotification")).toHaveLength(2);
    await rig.decide(third.toolCallId, ToolDecision.Deny);
    await rig.recorder.turnsEnded(1);
    expect(used.runs).toHaveLength(2);
    await rig.engine.close();
  });

  it("does not resolve a waiting call that needs a question of its own", async () => {
    const used = runTool({
      alwaysAsks: async (args) => ((args as { command: string }).command === "b" ? "protected" : undefined),
    });
    const rig = await start(used);
    await rig.send("a", "b");
    const [first, second] = [await rig.untilAsked(1), await rig.untilAsked(2)];
    await rig.decide(first.toolCallId, ToolDecision.AllowAlways, { type: "tool" });
    await rig.decide(second.toolCallId, ToolDecision.Deny);
    await rig.recorder.turnsEnded(1);
    expect(used.runs).toHaveLength(1);
    await rig.engine.close();
  });

  it("refuses a scope that was not offered, and one with another decision", async () => {
    const rig = await start(runTool());
    await rig.send("bash -c x");
    const { toolCallId } = await rig.untilAsked();
    const scope = { type: "commandPrefix", prefixes: ["bash"] };
    await expect(rig.decide(toolCallId, ToolDecision.AllowAlways, scope)).rejects.toMatchObject({
      code: "invalid_scope",
    });
    await expect(rig.decide(toolCallId, ToolDecision.AllowOnce, { type: "tool" })).rejects.toMatchObject({
      code: "invalid_scope",
    });
    await rig.decide(toolCallId, ToolDecision.Deny);
    expect(await rig.grants).toEqual([]);
    await rig.engine.close();
  });

  it("is refused beyond maxGrantsPerSession, and not where it replaces a grant of the same scope", async () => {
    const clock = new ManualClock();
    const limits = { maxGrantsPerSession: 1, grantLifetimeMs: 1_000 };
    const rig = await start(runTool(), { clock, limits });
    await rig.allowAlways("a");
    await rig.send("b");
    const { toolCallId } = await rig.untilAsked(2);
    await expect(rig.decide(toolCallId, ToolDecision.AllowAlways)).rejects.toMatchObject({
      code: "limit_exceeded",
      refusal: { limit: "maxGrantsPerSession", value: 1 },
    });
    clock.advance(1_000);
    await rig.decide(toolCallId, ToolDecision.AllowAlways);
    await rig.recorder.turnsEnded(2);
    expect((await rig.grants).map(({ label }) => label)).toEqual(["b"]);
    await rig.engine.close();
  });
});
