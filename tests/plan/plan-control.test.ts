import { MemoryEventLog, type TaskKind } from "@aiwhisperer/engine";
import { PlanStatus, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { finished, said } from "../support/scripted-model.ts";
import { PlanRig, planEndings } from "./plan-rig.ts";
import { Completed, Failed, hanging, Paused, Pending, Running, Skipped, task } from "./plan-tasks.ts";

describe("a plan that is held", () => {
  it("pauses the sessions of its tasks, begins nothing, and resumes where it was", async () => {
    const more = Promise.withResolvers<void>();
    const rig = new PlanRig(new MemoryEventLog(), {
      "do a.": async function* () {
        yield said("one ");
        await more.promise;
        yield* [said("two"), finished];
      },
      "do b.": "three",
    });
    const planId = await rig.start({ name: "held", tasks: [task("a"), task("b", { dependsOn: ["a"] })] });
    await rig.recorder.until(({ answerText }) => answerText === "one ");
    expect(await rig.engine.plans.pause("local", planId)).toBe(PlanStatus.Paused);
    expect(await rig.engine.plans.pause("local", planId)).toBe(PlanStatus.Paused);
    const { tasks } = await rig.engine.plans.get("local", planId);
    expect(tasks.map(({ status }) => status)).toEqual([Paused, Pending]);
    const session = await rig.engine.session("local", tasks[0]?.taskSessionId ?? "");
    expect(session.status).toBe(SessionStatus.Paused);
    more.resolve();
    expect(await rig.engine.plans.resume("local", planId)).toBe(PlanStatus.Running);
    expect(await rig.ended(planId)).toMatchObject({
      status: PlanStatus.Completed,
      tasks: [{ result: "one two" }, { result: "three" }],
    });
    expect(rig.statuses(planId, "a")).toEqual([Running, Paused, Running, Completed]);
    expect(rig.model.requests).toHaveLength(2);
    await expect(rig.engine.plans.pause("local", planId)).rejects.toMatchObject({ code: "session_stopped" });
    await rig.engine.close();
  });

  it("can be stopped while it is paused", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do a.": hanging });
    const planId = await rig.start({ name: "held", tasks: [task("a"), task("b", { dependsOn: ["a"] })] });
    await rig.recorder.until(({ answerText }) => answerText === "half");
    await rig.engine.plans.pause("local", planId);
    expect(await rig.engine.plans.stop("local", planId)).toBe(PlanStatus.Stopped);
    expect((await rig.ended(planId)).tasks).toMatchObject([
      { status: Failed, error: { code: "stopped" } },
      { status: Skipped, error: { code: "stopped" } },
    ]);
    await rig.engine.close();
  });
});

describe("a plan that is stopped", () => {
  it("cancels what runs before it ends, skips the rest, and stays stopped", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do a.": hanging });
    const planId = await rig.start({ name: "stopped", tasks: [task("a"), task("b", { dependsOn: ["a"] })] });
    await rig.recorder.until(({ answerText }) => answerText === "half");
    expect(await rig.engine.plans.stop("local", planId)).toBe(PlanStatus.Stopped);
    // The turn has ended, and its session, before the plan says that it has.
    const told = rig.recorder.sessionEvents;
    const turnEnd = told.findIndex(
      ({ method, params }) => method === "TurnStatusNotification" && params.status === TurnStatus.Cancelled,
    );
    const planEnd = told.findIndex(
      ({ method, params }) => method === "PlanStatusNotification" && params.status === PlanStatus.Stopped,
    );
    expect(turnEnd).toBeGreaterThan(0);
    expect(planEnd).toBeGreaterThan(turnEnd);
    expect(await rig.engine.plans.stop("local", planId)).toBe(PlanStatus.Stopped);
    expect(planEndings(rig.events(planId))).toEqual([PlanStatus.Stopped]);
    expect(rig.statuses(planId, "a")).toEqual([Running, Failed]);
    expect(rig.statuses(planId, "b")).toEqual([Skipped]);
    await rig.engine.close();
  });

  it("does not try a task again whose session a person has stopped", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do a.": hanging });
    const planId = await rig.start({ name: "by hand", tasks: [task("a", { retries: 3 })] });
    await rig.recorder.until(({ answerText }) => answerText === "half");
    const { tasks } = await rig.engine.plans.get("local", planId);
    const session = await rig.engine.session("local", tasks[0]?.taskSessionId ?? "");
    await session.stop();
    expect(await rig.ended(planId)).toMatchObject({
      status: PlanStatus.Failed,
      tasks: [{ status: Failed, attempt: 1, error: { code: "cancelled" } }],
    });
    await rig.engine.close();
  });
});

describe("delegates of a plan", () => {
  it("hear of its tasks, and can pause or end it before a task begins", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { do: "done" });
    let isWanted = true;
    rig.engine.delegates.registerControl({
      name: "gate",
      control: "engine_request_pause",
      decide: ({ taskId }) => (taskId === "b" ? { pause: isWanted } : undefined),
    });
    rig.engine.delegates.registerControl({
      name: "brake",
      control: "engine_request_stop",
      decide: ({ taskId }) => (taskId === "c" ? { stop: true } : undefined),
    });
    const tasks = [task("a"), task("b", { dependsOn: ["a"] }), task("c", { dependsOn: ["b"] })];
    const planId = await rig.start({ name: "guarded", tasks });
    await rig.recorder.until(() =>
      rig
        .events(planId)
        .some(
          ({ method, params }) => method === "PlanStatusNotification" && params.status === PlanStatus.Paused,
        ),
    );
    expect(rig.asked).toEqual(["do a."]);
    isWanted = false;
    await rig.engine.plans.resume("local", planId);
    expect(await rig.ended(planId)).toMatchObject({
      status: PlanStatus.Stopped,
      tasks: [{ status: Completed }, { status: Completed }, { status: Skipped }],
    });
    const names = rig.recorder.told
      .map(({ name }) => name)
      .filter((name) => name.startsWith("task_execution"));
    expect(names).toEqual([
      "task_execution_started",
      "task_execution_completed",
      "task_execution_started",
      "task_execution_completed",
      "task_execution_completed",
    ]);
    await rig.engine.close();
  });
});

describe("a kind that a plug-in adds", () => {
  const counting = (run: TaskKind["run"]): TaskKind => ({
    name: "word_count",
    isRepeatable: true,
    check: ({ inputs = {} }) =>
      "text" in inputs ? [] : [{ path: "/inputs", message: "It needs an input called text." }],
    describeSession: () => undefined,
    run,
  });

  it("runs with the inputs of its task, and checks them before the plan starts", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do a.": "one two three" });
    rig.engine.plans.kinds.add(
      counting(async ({ inputs }) => {
        const given = inputs.get("text");
        return {
          result: given !== undefined && "result" in given ? String(given.result).split(" ").length : 0,
        };
      }),
    );
    const count = { id: "count", kind: "word_count" };
    await expect(rig.start({ name: "bad", tasks: [count] })).rejects.toMatchObject({
      code: "invalid_plan",
      refusal: { problems: [{ path: "/tasks/0/inputs", message: "It needs an input called text." }] },
    });
    const { planId } = await rig.engine.plans.start({
      ownerId: "local",
      userLabel: "ann",
      plan: { name: "count", tasks: [task("a"), { ...count, inputs: { text: "a" } }] },
    });
    expect((await rig.ended(planId)).tasks[1]).toEqual({
      taskId: "count",
      status: Completed,
      attempt: 1,
      result: 3,
    });
    await rig.engine.close();
  });

  it("fails its task when it throws, without a word of the exception", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do a.": "one" });
    rig.engine.plans.kinds.add(
      counting(() => {
        throw new Error("secret");
      }),
    );
    const planId = await rig.start({
      name: "defect",
      tasks: [task("a"), { id: "count", kind: "word_count", inputs: { text: "a" } }],
    });
    const { tasks } = await rig.ended(planId);
    expect(tasks[1]?.error).toEqual({ code: "internal", message: "The task failed inside the server." });
    expect(rig.recorder.told).toContainEqual(
      expect.objectContaining({ name: "engine_error_occurred", sessionId: planId }),
    );
    await rig.engine.close();
  });
});
