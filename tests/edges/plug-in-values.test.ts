import { Engine, MemoryEventLog, type TaskKind } from "@aiwhisperer/engine";
import {
  Delivery,
  interactive,
  PlanStatus,
  TaskFailureCause,
  TaskStatus,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { PlanRig } from "../plan/plan-rig.ts";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, sourceOf, tool } from "../support/scripted-tools.ts";

const CIRCLE: { self?: unknown } = {};
CIRCLE.self = CIRCLE;

function expectDeclared({ committed }: EventRecorder): void {
  for (const { text } of committed) {
    const { method, params } = JSON.parse(text) as {
      method: keyof typeof interactive.notifications;
      params: unknown;
    };
    expect(interactive.notifications[method].params.faults(params)).toEqual([]);
  }
}

describe("a kind of tasks of a plug-in", () => {
  it.each(["stopped", "plan_failed", "dependency_failed"])(
    "may fail with the code %s, which ends the plan as any other failure does",
    async (code) => {
      const kind: TaskKind = {
        name: "failing",
        isRepeatable: true,
        check: () => [],
        describeSession: () => undefined,
        run: async () => ({ error: { code, message: "No luck." } }),
      };
      const rig = new PlanRig(new MemoryEventLog(), {});
      onTestFinished(() => rig.engine.close());
      rig.engine.plans.kinds.add(kind);
      const tasks = [
        { id: "a", kind: "failing" },
        { id: "b", kind: "no_op", dependsOn: ["a"] },
      ];
      const ended = await rig.ended(await rig.start({ name: "p", tasks }));
      expect(ended.status).toBe(PlanStatus.Failed);
      expect(ended.tasks).toMatchObject([
        { status: TaskStatus.Failed, error: { code }, cause: TaskFailureCause.Attempt },
        { status: TaskStatus.Skipped, cause: TaskFailureCause.PlanFailed },
      ]);
    },
  );

  async function runKind(outcome: unknown) {
    const kind: TaskKind = {
      name: "odd",
      isRepeatable: true,
      check: () => [],
      describeSession: () => undefined,
      run: async () => outcome as never,
    };
    const rig = new PlanRig(new MemoryEventLog(), {});
    onTestFinished(() => rig.engine.close());
    rig.engine.plans.kinds.add(kind);
    const tasks = [
      { id: "odd", kind: "odd", onFailure: 2 as const },
      { id: "next", kind: "no_op", dependsOn: ["odd"] },
    ];
    const planId = await rig.start({ name: "p", tasks });
    const ended = await rig.ended(planId);
    expectDeclared(rig.recorder);
    expect(ended.status).toBe(PlanStatus.Completed);
    return ended.tasks[0];
  }

  it.each<[string, unknown, unknown]>([
    ["a plain result", { result: { a: 1 } }, { a: 1 }],
    ["no value", { result: undefined }, null],
    [
      "what JSON changes",
      { result: { at: new Date(0), n: Number.NaN, f: () => 1 } },
      { at: "1970-01-01T00:00:00.000Z", n: null },
    ],
  ])("may return %s", async (_name, outcome, result) => {
    expect(await runKind(outcome)).toMatchObject({ status: TaskStatus.Completed, result });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["text", "done"],
    ["a function", { result: () => 1 }],
    ["BigInt", { result: 1n }],
    ["a circle", { result: CIRCLE }],
    ["an error without words", { error: {} }],
    ["an error of numbers", { error: { code: 7, message: 8 } }],
    ["no error", {}],
  ])("that returns %s has failed, and the plan continues", async (_name, outcome) => {
    expect(await runKind(outcome)).toMatchObject({
      status: TaskStatus.Failed,
      error: { code: expect.any(String), message: expect.any(String) },
    });
  });
});

describe("a control delegate of a plug-in", () => {
  async function runWith(
    control: "ai_loop.control.approve_tool_call" | "ai_loop.control.choose_model",
    answer: unknown,
  ) {
    const recorder = new EventRecorder();
    const look = tool("look");
    const models = new ScriptedModel(async function* (_request, step) {
      if (step === 1) return yield* calling(["look", {}]);
      yield said("done");
      yield finished;
    }).catalog;
    const engine = new Engine({ log: new MemoryEventLog(), models, tools: [sourceOf(look)] });
    onTestFinished(() => engine.close());
    engine.delegates.register(recorder);
    engine.delegates.registerControl({ name: "odd", control, decide: () => answer as never });
    await engine.start();
    const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.conversation.send({ message: "go", delivery: Delivery.Queue });
    await recorder.turnsEnded();
    expectDeclared(recorder);
    return { ending: recorder.endings[0], runs: look.runs.length };
  }

  it.each([null, 7, "deny", {}, { policy: "perhaps" }, { policy: 1 }])(
    "that answers %j to a tool call has given no answer",
    async (answer) => {
      const { ending, runs } = await runWith("ai_loop.control.approve_tool_call", answer);
      expect(ending).toMatchObject({ status: TurnStatus.Completed });
      expect(runs).toBe(1);
    },
  );

  it("may deny with a reason that is no text", async () => {
    const { ending, runs } = await runWith("ai_loop.control.approve_tool_call", {
      policy: "deny",
      reason: { a: 1n },
    });
    expect(ending).toMatchObject({ status: TurnStatus.Completed });
    expect(runs).toBe(0);
  });

  it.each([null, {}, { model: 7 }])("that chooses the model %j has chosen none", async (answer) => {
    const { ending } = await runWith("ai_loop.control.choose_model", answer);
    expect(ending).toMatchObject({ status: TurnStatus.Completed });
  });
});
