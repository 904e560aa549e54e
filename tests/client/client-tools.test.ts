import { ToolEffect } from "@aiwhisperer/client";
import { interactive, RpcError, rpcError } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "./support/manual-clock.ts";
import type { MemoryOffer } from "./support/memory-session.ts";
import { echo, slowTool, ToolScene } from "./support/tool-scene.ts";
import { settle } from "./support/until.ts";

let scene: ToolScene;

beforeEach(async () => {
  scene = await ToolScene.start();
});

afterEach(() => {
  scene.client.close();
});

const nextOffer = () =>
  new Promise<MemoryOffer>((resolve) => {
    scene.remote.onOffer = resolve;
  });

describe("offering tools", () => {
  it("offers tools together, without their implementation", async () => {
    scene.session.offerTools([{ ...echo, inputSchema: { type: "object" }, effect: ToolEffect.Read }]);
    const withdraw = scene.session.offerTools([slowTool().tool]);
    withdraw();
    withdraw();
    await settle();
    expect(scene.remote.offers).toEqual([
      { clientId: "me", names: ["echo"] },
      { clientId: "me", names: ["echo", "paint"] },
      { clientId: "me", names: ["echo"] },
    ]);
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

  it("is done again on every new line, once the session is attached there", async () => {
    scene.session.offerTools([echo]);
    await settle();
    const offered = nextOffer();
    scene.server.cut();
    expect(await offered).toEqual({ clientId: "me", names: ["echo"] });
    expect(scene.server.line.requests.map(({ method }) => method)).toEqual(["attachSession", "offerTools"]);
    scene.remote.callClient("c1", "echo", "me");
    await scene.untilResult("c1");
    expect(scene.remote.offers).toHaveLength(2);
  });

  it("comes with the start of a session", async () => {
    const started = await scene.client.startSession({ model: "demo", tools: [echo] });
    expect(scene.paramsOf("startSession")[0]).toMatchObject({
      sessionParams: { model: "demo", tools: [{ name: "echo", description: "Says it again." }] },
    });
    await settle();
    expect(scene.server.sessions.get(started.sessionId)?.offers).toEqual([
      { clientId: "me", names: ["echo"] },
    ]);
  });

  it("follows a session that was not followed, and lets it go some time after the last offer", async () => {
    const clock = new ManualClock();
    scene.reload({ clock, clientId: "me" });
    const other = scene.server.addSession("other");
    const handle = scene.client.session("other");
    const withdraw = [handle.offerTools([echo]), handle.offerTools([slowTool().tool])];
    await handle.whenCaughtUp();
    await settle();
    withdraw[0]?.();
    clock.advance(5_000);
    await settle();
    expect(other.attachedLines).toBe(1);
    withdraw[1]?.();
    clock.advance(5_000);
    await settle();
    expect(other.attachedLines).toBe(0);
    expect(other.offers.at(-1)?.names).toEqual([]);
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

  it("reports nothing where its own leaving has overtaken it", async () => {
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
  it("is run once, and its result is given", async () => {
    const { tool, runs } = slowTool();
    scene.session.offerTools([tool]);
    scene.remote.callClient("c1", "paint", "me");
    scene.remote.lease("c1", "me");
    await scene.untilSequence(3);
    expect(runs.map(({ args }) => args)).toEqual([{ text: "Hi" }]);
    runs[0]!.end.resolve({ color: "red" });
    const { toolCalls } = await scene.untilResult("c1");
    expect(toolCalls[0]?.result).toEqual({ result: { color: "red" }, isError: false });
    scene.remote.lease("c1", "me");
    await scene.untilSequence(5);
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
    for (const name of ["nothing", "throw", "reject"]) scene.remote.callClient(name, name, "me");
    await Promise.all(["nothing", "throw", "reject"].map((id) => scene.untilResult(id)));
    const byCall = Object.fromEntries(scene.results.map(({ toolCallId, ...given }) => [toolCallId, given]));
    expect(byCall).toEqual({
      nothing: { result: null, isError: false },
      throw: { result: "There is no paint.", isError: true },
      reject: { result: "just words", isError: true },
    });
  });

  it("is not run when the call is for another client, no client, or another tool", async () => {
    const { tool, runs } = slowTool();
    scene.session.offerTools([tool]);
    scene.remote.callClient("c1", "paint", "another client");
    scene.remote.callClient("c2", "paint");
    scene.remote.callClient("c3", "sing", "me");
    await scene.untilSequence(6);
    expect(runs).toEqual([]);
  });

  it("is run when its tool is offered afterwards", async () => {
    scene.remote.callClient("c1", "echo", "me");
    await scene.untilSequence(2);
    scene.session.offerTools([echo]);
    await scene.untilResult("c1");
    expect(scene.results).toEqual([{ toolCallId: "c1", result: { text: "Hi" }, isError: false }]);
  });

  it("is run by the tool that was offered last, as long as that is there", async () => {
    scene.session.offerTools([{ ...echo, run: () => "old" }]);
    const withdraw = scene.session.offerTools([{ ...echo, run: () => "new" }]);
    scene.remote.callClient("c1", "echo", "me");
    await scene.untilResult("c1");
    withdraw();
    scene.remote.callClient("c2", "echo", "me");
    await scene.untilResult("c2");
    expect(scene.results.map(({ result }) => result)).toEqual(["new", "old"]);
  });

  it("fails where its result is not one that can be sent", async () => {
    scene.session.offerTools([{ ...echo, run: () => 10n }]);
    scene.remote.callClient("c1", "echo", "me");
    await scene.untilResult("c1");
    expect(scene.results).toMatchObject([{ isError: true }]);
    expect(scene.results[0]?.result).toContain("The result of the tool could not be delivered.");
  });

  it("fails, under a key of its own, where the server refuses its result", async () => {
    let refusals = 0;
    scene.server.beforeRequest = (method) => {
      if (method !== "provideToolResult" || refusals > 0) return;
      refusals += 1;
      throw new RpcError(-32602, "Too long.");
    };
    scene.session.offerTools([echo]);
    scene.remote.callClient("c1", "echo", "me");
    await scene.untilResult("c1");
    expect(scene.results).toEqual([
      { toolCallId: "c1", result: "The result of the tool could not be delivered. Too long.", isError: true },
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
    scene.session.offerTools([echo]);
    scene.remote.callClient("c1", "echo", "me");
    await scene.untilSequence(2);
    await settle();
    expect(scene.client.faults).toMatchObject([{ code: refusal.code }]);
  });

  it.each(["ToolCallAlreadyResolved", "ToolCallNotFound"] as const)(
    "is settled when its result gets %s",
    async (name) => {
      const runs = await scene.runSlowTool();
      scene.server.beforeRequest = (method) => {
        if (method !== "provideToolResult") return;
        const data = { toolCallId: "c1", resolution: "result" };
        throw rpcError(interactive.errors[name], data);
      };
      runs[0]!.end.resolve("late");
      await settle();
      expect(scene.paramsOf("provideToolResult")).toHaveLength(1);
      expect(scene.client.faults).toEqual([]);
    },
  );
});
