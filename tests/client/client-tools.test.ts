import { ToolEffect } from "@aiwhisperer/client";
import { interactive, RpcError, rpcError } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "./support/manual-clock.ts";
import { echo, slowTool, ToolScene } from "./support/tool-scene.ts";
import { settle } from "./support/until.ts";

let scene: ToolScene;

beforeEach(async () => {
  scene = await ToolScene.start();
});

afterEach(() => scene.stop());

describe("offering tools", () => {
  it("offers tools together, without their implementation", async () => {
    scene.session.offerTools([{ ...echo, inputSchema: { type: "object" }, effect: ToolEffect.Read }]);
    const withdraw = scene.session.offerTools([slowTool().tool]);
    withdraw();
    withdraw();
    await settle();
    expect(scene.offers).toEqual([["echo"], ["echo", "paint"], ["echo"]]);
    expect(scene.paramsOf("offerTools")[0]).toEqual({
      sessionId: scene.session.sessionId,
      clientId: "me",
      tools: [
        {
          name: "echo",
          description: "Says it again.",
          inputSchema: { type: "object" },
          effect: ToolEffect.Read,
        },
      ],
    });
  });

  it("is repeated on every new link, once the session is attached there", async () => {
    await scene.offer(echo);
    scene.server.cut();
    await expect.poll(() => scene.offers.length).toBe(2);
    expect(scene.server.link.requests.map(({ method }) => method)).toEqual(["attachSession", "offerTools"]);
    await scene.untilOffered("echo");
    const [id = ""] = await scene.call("echo");
    await scene.untilResult(id);
    expect(scene.offers).toEqual([["echo"], ["echo"]]);
  });

  it("comes with the start of a session", async () => {
    await scene.client.startSession({ model: "scripted:model", tools: [echo] });
    expect(scene.paramsOf("startSession")[0]).toMatchObject({
      sessionParams: { model: "scripted:model", tools: [{ name: "echo", description: "Says it again." }] },
    });
    await settle();
    expect(scene.offers).toEqual([["echo"]]);
  });

  it("follows a session that was not followed, and releases it some time after the last offer", async () => {
    const clock = new ManualClock();
    scene.reload({ clock, clientId: "me" });
    const sessionId = await scene.server.addSession();
    const handle = scene.client.session(sessionId);
    const withdraw = [handle.offerTools([echo]), handle.offerTools([slowTool().tool])];
    await handle.whenCaughtUp();
    await settle();
    withdraw[0]?.();
    clock.advance(5_000);
    await settle();
    expect(scene.server.isFollowed(sessionId)).toBe(true);
    withdraw[1]?.();
    clock.advance(5_000);
    await settle();
    expect(scene.server.isFollowed(sessionId)).toBe(false);
    expect(scene.offers.at(-1)).toEqual([]);
  });

  it("reports what the server refuses, but not that there is no session any more", async () => {
    const refusal = rpcError(interactive.errors.PermissionDenied, { reason: "No tools of clients." });
    const refusals: Error[] = [rpcError(interactive.errors.SessionStopped, { sessionId: "s" }), refusal];
    scene.server.beforeRequest = (method) => {
      const error = method === "offerTools" ? refusals.shift() : undefined;
      if (error !== undefined) throw error;
    };
    scene.session.offerTools([echo]);
    scene.session.offerTools([slowTool().tool]);
    await settle();
    expect(scene.client.faults).toMatchObject([{ code: refusal.code }]);
  });

  it("reports nothing when its own detachment has overtaken it", async () => {
    scene.server.beforeRequest = (method) => {
      const reason = "Attach to the session first.";
      if (method === "offerTools") throw rpcError(interactive.errors.PermissionDenied, { reason });
    };
    scene.session.offerTools([echo]);
    await scene.session.detach();
    await settle();
    expect(scene.paramsOf("offerTools")).toHaveLength(1);
    expect(scene.client.faults).toEqual([]);
  });
});

describe("a tool call that is leased to this client", () => {
  it("runs once, and its result is provided", async () => {
    const { runs, toolCallId } = await scene.runSlowTool();
    expect(runs.map(({ args }) => args)).toEqual([{ text: "Hi" }]);
    runs[0]!.end.resolve({ color: "red" });
    const { toolCalls } = await scene.untilResult(toolCallId);
    expect(toolCalls[0]?.result).toEqual({ result: { color: "red" }, isError: false });
    scene.server.cut();
    await scene.session.until(({ caughtUp }) => !caughtUp);
    await scene.session.whenCaughtUp();
    expect(runs).toHaveLength(1);
    expect(runs[0]!.signal.aborted).toBe(false);
    expect(scene.paramsOf("provideToolResult")).toHaveLength(1);
  });

  it("sends null when the tool returns nothing, and the message of an exception", async () => {
    const boom = () => {
      throw new Error("There is no paint.");
    };
    scene.session.offerTools([
      { ...echo, name: "nothing", run: () => undefined },
      { ...echo, name: "throw", run: boom },
      { ...echo, name: "reject", run: () => Promise.reject("just words") },
    ]);
    await scene.untilOffered("reject");
    const ids = await scene.call("nothing", "throw", "reject");
    await Promise.all(ids.map((id) => scene.untilResult(id)));
    const results = new Map((await scene.results()).map(({ toolCallId, ...rest }) => [toolCallId, rest]));
    expect(ids.map((id) => results.get(id))).toEqual([
      { result: null, isError: false },
      { result: "There is no paint.", isError: true },
      { result: "just words", isError: true },
    ]);
  });

  it("does not run when the call is for another client", async () => {
    const theirs = slowTool();
    const session = await scene.server.author.attachSession(scene.sessionId);
    session.offerTools([theirs.tool]);
    await scene.untilOffered("paint");
    const mine = slowTool();
    scene.session.offerTools([mine.tool]);
    await settle();
    await scene.call("paint");
    await expect.poll(() => theirs.runs.length).toBe(1);
    await scene.session.until(({ toolCalls }) => toolCalls[0]?.lease !== undefined);
    expect(mine.runs).toEqual([]);
  });

  it("runs with the tool that was offered last, as long as that is there", async () => {
    await scene.offer({ ...echo, run: () => "old" });
    const withdraw = scene.session.offerTools([{ ...echo, run: () => "new" }]);
    const [first = ""] = await scene.call("echo");
    await scene.untilResult(first);
    withdraw();
    const [second = ""] = await scene.call("echo");
    await scene.untilResult(second);
    expect((await scene.results()).map(({ result }) => result)).toEqual(["new", "old"]);
  });

  it("fails if its result cannot be sent", async () => {
    await scene.offer({ ...echo, run: () => 10n });
    const [id = ""] = await scene.call("echo");
    await scene.untilResult(id);
    const results = await scene.results();
    expect(results).toMatchObject([{ isError: true }]);
    expect(results[0]?.result).toContain("The result of the tool could not be delivered.");
  });

  it("fails, under a key of its own, if the server refuses its result", async () => {
    let refusals = 0;
    scene.server.beforeRequest = (method) => {
      if (method !== "provideToolResult" || refusals > 0) return;
      refusals += 1;
      throw new RpcError(-32602, "Too long.");
    };
    await scene.offer(echo);
    const [toolCallId = ""] = await scene.call("echo");
    await scene.untilResult(toolCallId);
    expect(await scene.results()).toEqual([
      { toolCallId, result: "The result of the tool could not be delivered. Too long.", isError: true },
    ]);
    const keys = scene
      .paramsOf("provideToolResult")
      .map((params) => (params as { idempotencyKey: string }).idempotencyKey);
    expect(new Set(keys).size).toBe(2);
    expect(scene.client.faults).toEqual([]);
  });

  it("reports when not even that can be sent", async () => {
    const refusal = rpcError(interactive.errors.PermissionDenied, { reason: "Not you." });
    scene.server.beforeRequest = (method) => {
      if (method === "provideToolResult") throw refusal;
    };
    await scene.offer(echo);
    await scene.call("echo");
    await expect.poll(() => scene.client.faults).toMatchObject([{ code: refusal.code }]);
  });

  const { ToolCallAlreadyResolved, ToolCallNotFound } = interactive.errors;

  it.each([
    {
      name: "ToolCallAlreadyResolved",
      refusal: rpcError(ToolCallAlreadyResolved, { toolCallId: "c", resolution: "result" }),
    },
    { name: "ToolCallNotFound", refusal: rpcError(ToolCallNotFound, { toolCallId: "c" }) },
  ])("is settled when its result gets $name", async ({ refusal }) => {
    const { runs } = await scene.runSlowTool();
    scene.server.beforeRequest = (method) => {
      if (method === "provideToolResult") throw refusal;
    };
    runs[0]!.end.resolve("late");
    await settle();
    expect(scene.paramsOf("provideToolResult")).toHaveLength(1);
    expect(scene.client.faults).toEqual([]);
  });
});
