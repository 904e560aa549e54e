import type { Tool } from "@aiwhisperer/engine";
import { ToolFailure, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { finished, hang, type Script, said } from "../support/scripted-model.ts";
import { calling, reportResults, tool } from "../support/scripted-tools.ts";
import { methods, once, results, rig } from "./tools-rig.ts";

describe("a turn that calls tools", () => {
  it("runs them, sends the model its calls with their results, and ends with the model's answer", async () => {
    const sum = tool("sum", { run: async () => ({ result: { sum: 3 } }) });
    const it = await rig(
      async function* (request, step) {
        if (step === 1) {
          yield said("Let me see.");
          return yield* calling(["sum", { value: "1+2" }]);
        }
        yield reportResults(request);
        yield finished;
      },
      [sum],
    );
    await it.ask();
    const [call] = it.recorder.sessionEvents.flatMap((event) =>
      event.method === "ToolCallNotification" ? [event.params] : [],
    );
    const toolCallId = call?.toolCallId ?? "";
    expect(it.model.requests[0]?.tools.map(({ name }) => name)).toEqual(["sum"]);
    expect(it.model.requests[1]?.messages).toEqual([
      { role: "user", text: "go" },
      {
        role: "assistant",
        text: "Let me see.",
        toolCalls: [{ toolCallId, toolName: "sum", arguments: { value: "1+2" } }],
      },
      { role: "tool", toolCallId, toolName: "sum", result: { sum: 3 }, isError: false },
    ]);
    expect(methods(it)).toEqual([
      "SessionStatus",
      "UserMessage",
      "TurnStatus",
      "AIMessageChunk",
      "AIMessageChunk",
      "StepEnded",
      "ToolCall",
      "TurnStatus",
      "ToolStarted",
      "ToolResult",
      "TurnStatus",
      "AIMessageChunk",
      "AIMessageChunk",
      "StepEnded",
      "TurnStatus",
    ]);
    expect(it.recorder.endings).toMatchObject([
      { status: TurnStatus.Completed, stopReason: "stop", usage: { inputTokens: 4, totalTokens: 10 } },
    ]);
  });

  it("runs reads at the same time and everything else alone, in the model's order, and gathers all results first", async () => {
    const begun: string[] = [];
    const gates = new Map<string, PromiseWithResolvers<void>>();
    const gated = (name: string, effect: Tool["effect"]): Tool =>
      tool(name, {
        effect,
        async run() {
          begun.push(name);
          const gate = Promise.withResolvers<void>();
          gates.set(name, gate);
          await gate.promise;
          return { result: name };
        },
      });
    const tools = [gated("a", "read"), gated("b", "read"), gated("w", "write"), gated("c", "read")];
    const calls = ["a", "b", "w", "c"].map((name) => [name, {}] as const);
    const allowAll = { read: "allow", write: "allow", execute: "allow", tools: new Map() } as const;
    const it = await rig(once(...calls), tools, { toolPolicies: allowAll });
    const asked = it.ask();
    await expect.poll(() => begun).toEqual(["a", "b"]);
    gates.get("b")?.resolve();
    gates.get("a")?.resolve();
    await expect.poll(() => begun).toEqual(["a", "b", "w"]);
    gates.get("w")?.resolve();
    await expect.poll(() => begun).toEqual(["a", "b", "w", "c"]);
    expect(it.model.requests).toHaveLength(1);
    gates.get("c")?.resolve();
    await asked;
    expect(it.recorder.answerText).toBe('"a"\n"b"\n"w"\n"c"');
  });

  it("makes a result of everything that can go wrong, and says to the model what to do", async () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const tools = [
      tool("throws", {
        run() {
          throw new Error("no such thing");
        },
      }),
      tool("cyclic", { run: async () => ({ result: cyclic }) }),
      tool("long", { run: async () => ({ result: "x".repeat(500) }) }),
      tool("strict", {
        inputSchema: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
      }),
    ];
    const calls = [
      ["throws", {}],
      ["cyclic", {}],
      ["long", {}],
      ["strict", { n: "one" }],
      ["strict", "no JSON"],
      ["missing", {}],
    ] as const;
    const it = await rig(once(...calls), tools, { limits: { maxToolResultLength: 100 } });
    await it.ask();
    const given = it.model.requests[1]?.messages.flatMap((message) =>
      message.role === "tool" ? [message] : [],
    );
    expect(given?.map(({ isError }) => isError)).toEqual([true, true, false, true, true, true]);
    const texts = given?.map(({ result }) => String(result)) ?? [];
    expect(texts[0]).toBe("no such thing");
    expect(texts[1]).toMatch(/not JSON/);
    expect(texts[2]).toMatch(/^x{100}\n… cut here: 100 of 500 characters/);
    expect(texts[3]).toMatch(/- \/n: /);
    expect(texts[4]).toMatch(/one JSON object/);
    expect(texts[5]).toBe("There is no tool missing. There are: throws, cyclic, long, strict.");
    expect(results(it).map(({ failure }) => failure)).toEqual(
      expect.arrayContaining([ToolFailure.InvalidArguments, ToolFailure.Unavailable]),
    );
    expect(it.recorder.endings[0]?.status).toBe(TurnStatus.Completed);
  });

  it("ends a tool that takes too long, but not while the session is paused", async () => {
    const slow = tool("slow", { run: () => new Promise(() => undefined) });
    const it = await rig(once(["slow", {}]), [slow], { limits: { toolTimeoutMs: 1_000 } });
    const asked = it.ask();
    await expect.poll(() => slow.runs.length).toBe(1);
    await it.session.conversation.pause();
    it.clock.advance(5_000);
    expect(slow.runs[0]?.signal.aborted).toBe(false);
    await it.session.conversation.resume();
    it.clock.advance(1_000);
    await asked;
    expect(slow.runs[0]?.signal.aborted).toBe(true);
    expect(results(it)).toMatchObject([
      { isError: true, failure: ToolFailure.TimedOut, result: "slow took longer than 1 s and was ended." },
    ]);
  });

  it("fails when it needs more steps than it may take, and keeps what was done", async () => {
    const again: Script = async function* () {
      yield* calling(["again", {}]);
    };
    const it = await rig(again, [tool("again")], {
      limits: { maxStepsPerTurn: 3 },
    });
    await it.ask();
    expect(it.model.requests).toHaveLength(3);
    expect(it.recorder.endings).toMatchObject([{ status: TurnStatus.Failed, error: { code: "step_limit" } }]);
    expect(results(it)).toHaveLength(3);
  });

  it("runs only so many calls of one step and returns the others", async () => {
    const many = Array.from({ length: 4 }, () => ["t", {}] as const);
    const t = tool("t");
    const it = await rig(once(...many), [t], {
      limits: { maxToolCallsPerStep: 2, maxToolArgumentsLength: 100 },
    });
    await it.ask();
    expect(t.runs).toHaveLength(2);
    expect(it.recorder.answerText.match(/maxToolCallsPerStep/g)).toHaveLength(2);
  });

  it("returns arguments that are too long to the model and keeps them out of the log", async () => {
    const it = await rig(once(["t", { value: "x".repeat(200) }]), [tool("t")], {
      limits: { maxToolArgumentsLength: 100 },
    });
    await it.ask();
    expect(it.recorder.answerText).toMatch(/maxToolArgumentsLength/);
    expect(JSON.stringify(it.recorder.sessionEvents)).not.toContain("xxxx");
  });

  it("delivers what a tool reports, joined and up to a bound", async () => {
    const told = Promise.withResolvers<void>();
    const chatty = tool("chatty", {
      async run(_args, { progress }) {
        for (let part = 0; part < 50; part += 1) progress({ text: "0123456789", progress: part, total: 50 });
        await told.promise;
        return { result: "done" };
      },
    });
    const it = await rig(once(["chatty", {}]), [chatty], { limits: { maxToolProgressLength: 105 } });
    const asked = it.ask();
    await expect.poll(() => chatty.runs.length).toBe(1);
    it.clock.advance(100);
    told.resolve();
    await asked;
    const progress = it.recorder.sessionEvents.flatMap((event) =>
      event.method === "ToolProgressNotification" ? [event.params] : [],
    );
    expect(progress).toHaveLength(1);
    expect(progress[0]).toMatchObject({ progress: 49, total: 50 });
    expect(progress[0]?.text).toMatch(/^(0123456789){10}01234\n… no more of the output is shown here/);
  });

  it("is over at once when it is cancelled, with a result for every call, and the tools are aborted", async () => {
    const stuck = tool("stuck", { run: () => new Promise(() => undefined) });
    const it = await rig(once(["stuck", {}], ["stuck", {}]), [stuck]);
    const asked = it.ask();
    await expect.poll(() => stuck.runs.length).toBe(2);
    await it.session.conversation.cancelTurn();
    await asked;
    expect(it.recorder.endings[0]?.status).toBe(TurnStatus.Cancelled);
    expect(stuck.runs.every(({ signal }) => signal.aborted)).toBe(true);
    expect(results(it).map(({ failure }) => failure)).toEqual([ToolFailure.Cancelled, ToolFailure.Cancelled]);
    expect(it.recorder.sessionEvents.at(-1)?.method).toBe("TurnStatusNotification");
  });

  it("holds before the next tool while the session is paused, and before the next model call", async () => {
    const gate = Promise.withResolvers<void>();
    const first = tool("first", {
      effect: "write",
      async run() {
        await gate.promise;
        return { result: "1" };
      },
    });
    const second = tool("second", { effect: "write" });
    const allowed = { read: "allow", write: "allow", execute: "allow", tools: new Map() } as const;
    const it = await rig(once(["first", {}], ["second", {}]), [first, second], { toolPolicies: allowed });
    const asked = it.ask();
    await expect.poll(() => first.runs.length).toBe(1);
    await it.session.conversation.pause();
    gate.resolve();
    await it.recorder.until(({ sessionEvents }) =>
      sessionEvents.some(({ method }) => method === "ToolResultNotification"),
    );
    expect(second.runs).toHaveLength(0);
    await it.session.conversation.resume();
    await asked;
    expect(second.runs).toHaveLength(1);
  });

  it("remembers calls and results in later turns", async () => {
    const it = await rig(
      async function* (_request, step) {
        if (step === 1) return yield* calling(["t", { value: "x" }]);
        yield said("done");
        yield finished;
      },
      [tool("t")],
    );
    await it.ask("first");
    await it.ask("second");
    expect(it.model.requests[2]?.messages.map(({ role }) => role)).toEqual([
      "user",
      "assistant",
      "tool",
      "assistant",
      "user",
    ]);
  });

  it("does not offer a tool that is denied, hides a client's tool behind the server's, and lists all of them", async () => {
    const policies = { read: "allow", write: "deny", execute: "ask", tools: new Map() } as const;
    const tools = [tool("look"), tool("change", { effect: "write" })];
    const it = await rig(
      async function* (request) {
        yield said(request.tools.map(({ name }) => name).join(","));
        yield finished;
      },
      tools,
      { toolPolicies: policies },
    );
    it.engine.offerTools(it.session.sessionId, {
      offererId: "c1",
      clientId: "c1",
      tools: [
        { name: "look", description: "a client's" },
        { name: "paint", description: "paints" },
      ],
    });
    await it.ask();
    expect(it.recorder.answerText).toBe("look,paint");
    expect(
      it.engine
        .listTools(it.session)
        .map(({ name, source, policy, usable }) => [name, source, policy, usable]),
    ).toEqual([
      ["look", "test", 0, true],
      ["change", "test", 2, true],
      ["paint", "client", 0, true],
    ]);
  });

  it("lets delegates choose the model of a turn", async () => {
    const it = await rig(async function* () {
      yield said("hello");
      yield finished;
    }, []);
    it.engine.delegates.registerControl({
      name: "chooser",
      control: "ai_loop.control.choose_model",
      decide: () => ({ model: "no:such" }),
    });
    await it.ask();
    expect(it.recorder.endings).toMatchObject([
      {
        status: TurnStatus.Failed,
        error: { code: "model_unavailable", message: "there is no no:such here" },
      },
    ]);
  });
});

describe("a cancelled turn", () => {
  it("ends although it is held again in the moment in which it is cancelled", async () => {
    const it = await rig(async function* (request) {
      yield said("half");
      if (request.signal.aborted) return;
      yield said(" more");
      await hang(request);
    }, []);
    const asked = it.ask();
    await it.recorder.until(({ answerText }) => answerText === "half");
    await it.session.conversation.pause();
    await Promise.all([
      it.session.conversation.cancelTurn(),
      it.session.conversation.resume(),
      it.session.conversation.pause(),
    ]);
    await asked;
    expect(it.recorder.endings[0]?.status).toBe(TurnStatus.Cancelled);
    await it.session.stop();
  });
});

describe("a cancelled model call", () => {
  it("aborts the provider's request", async () => {
    let aborted = false;
    const it = await rig(async function* (request) {
      request.signal.addEventListener("abort", () => {
        aborted = true;
      });
      yield said("half");
      await hang(request);
    }, []);
    const asked = it.ask();
    await it.recorder.until(({ answerText }) => answerText === "half");
    await it.session.conversation.cancelTurn();
    await asked;
    expect(aborted).toBe(true);
  });
});
