import { EngineFault, MemoryEventLog, type StartedPlan } from "@aiwhisperer/engine";
import { type Plan, PlanStatus, SessionStatus, TaskFailureAction } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { finished, said } from "../support/scripted-model.ts";
import { PlanRig, taskEndings } from "./plan-rig.ts";
import { Completed, Failed, failing, hanging, Pending, Running, Skipped, task } from "./plan-tasks.ts";

describe("a plan", () => {
  it("runs a task when those before it have ended, with their results under its own names", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do a.": "one", "do b.": "two" });
    const plan: Plan = {
      name: "two steps",
      context: "Be brief.",
      tasks: [task("b", { inputs: { first: "a" } }), task("a")],
    };
    const planId = await rig.start(plan);
    const ended = await rig.ended(planId);
    expect(ended).toMatchObject({
      planId,
      plan,
      status: PlanStatus.Completed,
      tasks: [
        { taskId: "b", status: Completed, attempt: 1, result: "two" },
        { taskId: "a", status: Completed, attempt: 1, result: "one" },
      ],
    });
    expect(rig.asked).toEqual(["do a.", "do b.\n\n## first\n\nResult of the task a:\n\n```\none\n```"]);
    expect(rig.model.requests.map(({ system }) => system)).toEqual(["Be brief.", "Be brief."]);
    await rig.engine.close();
  });

  it("records itself in a session of its own that can be read again", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do a.": "one" });
    const plan: Plan = { name: "one step", tasks: [task("a")] };
    const planId = await rig.start(plan);
    const { tasks, sequence } = await rig.ended(planId);
    const taskSessionId = tasks[0]?.taskSessionId;
    expect(rig.events(planId)).toEqual([
      { method: "SessionStatusNotification", params: { status: SessionStatus.Active } },
      { method: "PlanStatusNotification", params: { planId, status: PlanStatus.Pending, plan } },
      { method: "PlanStatusNotification", params: { planId, status: PlanStatus.Running } },
      {
        method: "TaskStatusNotification",
        params: { planId, taskId: "a", status: Running, attempt: 1, taskSessionId },
      },
      {
        method: "TaskStatusNotification",
        params: { planId, taskId: "a", status: Completed, result: "one" },
      },
      { method: "PlanStatusNotification", params: { planId, status: PlanStatus.Completed } },
    ]);
    const logged = await rig.engine.read(planId, 0, { maxEvents: 100, maxLength: 100_000 });
    expect(logged.map(({ text }) => JSON.parse(text).params.sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sequence).toBe(6);
    expect(await rig.engine.describe("local", planId)).toMatchObject({ planId, userId: "ann" });
    expect(await rig.engine.describe("local", taskSessionId ?? "")).toMatchObject({ planId, taskId: "a" });
    await rig.engine.close();
  });

  it("runs no more tasks at once than it allows", async () => {
    const release = Promise.withResolvers<void>();
    const rig = new PlanRig(new MemoryEventLog(), {
      do: async function* () {
        yield said(".");
        await release.promise;
        yield finished;
      },
    });
    const ids = ["a", "b", "c", "d", "e"];
    const planId = await rig.start({ name: "wide", maxParallel: 2, tasks: ids.map((id) => task(id)) });
    await rig.recorder.until(({ answerText }) => answerText === "..");
    const standing = await rig.engine.plans.get("local", planId);
    expect(standing.tasks.map(({ status }) => status)).toEqual([Running, Running, Pending, Pending, Pending]);
    release.resolve();
    expect((await rig.ended(planId)).status).toBe(PlanStatus.Completed);
    let atOnce = 0;
    let most = 0;
    for (const event of rig.events(planId)) {
      if (event.method !== "TaskStatusNotification") continue;
      atOnce += event.params.status === Running ? 1 : -1;
      most = Math.max(most, atOnce);
    }
    expect(most).toBe(2);
    await rig.engine.close();
  });

  it("tries a failed task again in a new session, as often as the task says", async () => {
    let attempts = 0;
    const rig = new PlanRig(new MemoryEventLog(), {
      "do a.": async function* () {
        attempts += 1;
        if (attempts < 3) yield* failing();
        else yield* [said("at last"), finished];
      },
    });
    const planId = await rig.start({ name: "stubborn", tasks: [task("a", { retries: 2 })] });
    expect(await rig.ended(planId)).toMatchObject({
      status: PlanStatus.Completed,
      tasks: [{ status: Completed, attempt: 3, result: "at last" }],
    });
    expect(rig.statuses(planId, "a")).toEqual([Running, Pending, Running, Pending, Running, Completed]);
    const sessions = new Set(
      rig
        .events(planId)
        .flatMap((event) =>
          event.method === "TaskStatusNotification" && event.params.status === Running
            ? [event.params.taskSessionId]
            : [],
        ),
    );
    expect(sessions.size).toBe(3);
    await rig.engine.close();
  });

  it("ends at a failure, takes another way, or continues without the result, as the task says", async () => {
    const outcomes = [];
    for (const onFailure of [TaskFailureAction.Stop, TaskFailureAction.Skip, TaskFailureAction.Continue]) {
      const rig = new PlanRig(new MemoryEventLog(), {
        "do bad.": failing,
        "do after.": "anyway",
        "do other.": async function* (request) {
          // The failure comes first: what becomes of the others is seen after it.
          if (onFailure === TaskFailureAction.Stop) yield* hanging(request);
          else yield* [said("fine"), finished];
        },
      });
      const planId = await rig.start({
        name: "mixed",
        tasks: [
          task("bad", { onFailure }),
          task("after", { inputs: { given: "bad" } }),
          task("last", { kind: "no_op", dependsOn: ["after"] }),
          task("other"),
        ],
      });
      const { status, tasks } = await rig.ended(planId);
      outcomes.push([status, tasks.map((each) => each.status), tasks.map(({ error }) => error?.code)]);
      if (onFailure === TaskFailureAction.Continue) {
        expect(rig.asked.find((message) => message.includes("after"))).toContain(
          "There is no result of the task bad: No luck.",
        );
      }
      for (const { taskId } of tasks) expect(taskEndings(rig.events(planId), taskId)).toHaveLength(1);
      await rig.engine.close();
    }
    expect(outcomes).toEqual([
      [
        PlanStatus.Failed,
        [Failed, Skipped, Skipped, Failed],
        ["provider_error", "plan_failed", "plan_failed", "plan_failed"],
      ],
      [
        PlanStatus.Completed,
        [Failed, Skipped, Skipped, Completed],
        ["provider_error", "dependency_failed", "dependency_failed", undefined],
      ],
      [
        PlanStatus.Completed,
        [Failed, Completed, Completed, Completed],
        ["provider_error", undefined, undefined, undefined],
      ],
    ]);
  });

  it("is refused with all its problems, and leaves nothing behind", async () => {
    const rig = new PlanRig(new MemoryEventLog(), {});
    const refused = await rig
      .start({ name: "bad", tasks: [task("a", { dependsOn: ["x"] }), task("a")] })
      .then(
        () => undefined,
        (error: EngineFault) => error,
      );
    expect(refused).toBeInstanceOf(EngineFault);
    expect(refused?.refusal).toMatchObject({
      code: "invalid_plan",
      problems: [{ path: "/tasks/0/dependsOn/0" }, { path: "/tasks/1/id" }],
    });
    const start = (plan: Plan) => rig.engine.plans.start({ ownerId: "local", userLabel: "ann", plan });
    await expect(start({ name: "wide", maxParallel: 64, tasks: [task("a")] })).rejects.toMatchObject({
      code: "limit_exceeded",
      refusal: { limit: "maxParallelTasks" },
    });
    await expect(start({ name: "dear", tasks: [task("a", { model: "no:such" })] })).rejects.toMatchObject({
      code: "model_unavailable",
      refusal: { model: "no:such" },
    });
    expect((await rig.engine.listSessions({ userId: "local", limit: 10 })).sessions).toEqual([]);
    await rig.engine.close();
  });

  it("belongs to one user", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do a.": hanging });
    const planId = await rig.start({ name: "mine", tasks: [task("a")] });
    const { plans } = rig.engine;
    for (const command of ["get", "pause", "resume", "stop"] as const) {
      await expect(plans[command]("eve", planId)).rejects.toMatchObject({ code: "plan_not_found" });
    }
    const session = await rig.engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await expect(plans.get("local", session.sessionId)).rejects.toMatchObject({ code: "plan_not_found" });
    await rig.engine.close();
  });

  it("starts once for one key, also when the first answer was lost", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do a.": "one" });
    await rig.engine.start();
    const plan: Plan = { name: "keyed", tasks: [task("a")] };
    const request = { ownerId: "local", key: "k", method: "startPlan", params: { plan } };
    const start = () =>
      rig.engine.once<StartedPlan>(request, (keep) =>
        rig.engine.plans.start({ ownerId: "local", userLabel: "ann", plan }, keep),
      );
    const first = await start();
    expect(first).toMatchObject({ status: PlanStatus.Pending, sequence: 2 });
    expect(await start()).toEqual(first);
    await rig.ended(first.planId);
    expect(await start()).toEqual(first);
    expect(rig.asked).toHaveLength(1);
    await rig.engine.close();
  });
});
