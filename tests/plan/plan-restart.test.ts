import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type EngineFault,
  type LogFault,
  type SessionEvent,
  SqliteEventLog,
  type TaskKind,
} from "@aiwhisperer/engine";
import { type Plan, PlanStatus, SessionStatus, TaskStatus } from "@aiwhisperer/protocol";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hang, said } from "../support/scripted-model.ts";
import { PlanRig, planEndings, taskEndings } from "./plan-rig.ts";

const { Running, Completed, Failed, Paused, Pending } = TaskStatus;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-plan-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const openLog = (name = "log") => SqliteEventLog.open({ path: join(folder, `${name}.sqlite`) });

async function history(rig: PlanRig, planId: string): Promise<readonly SessionEvent[]> {
  const stored = await rig.engine.read(planId, 0, { maxEvents: 1_000, maxLength: 1_000_000 });
  return stored.map(({ text }) => JSON.parse(text) as SessionEvent);
}

const step = (id: string, more: Partial<Plan["tasks"][number]> = {}) => ({
  id,
  kind: "ai_interaction",
  instructions: `do ${id}.`,
  ...more,
});

const diamond: Plan = {
  name: "diamond",
  tasks: [
    step("a"),
    step("b", { inputs: { first: "a" } }),
    step("c", { inputs: { first: "a" } }),
    { id: "v", kind: "validation", inputs: { it: "b" }, parameters: { schema: { const: "b is done" } } },
    step("d", { inputs: { left: "b", right: "c" }, dependsOn: ["v"] }),
  ],
};

const answers = Object.fromEntries(["a", "b", "c", "d"].map((id) => [`do ${id}.`, `${id} is done`]));

describe("a plan whose server ends", () => {
  it("resumes where it was, wherever it is cut off, and runs no completed task again", async () => {
    const whole = new PlanRig(await openLog("whole"), answers);
    const wholeId = await whole.start(diamond);
    const expected = await whole.ended(wholeId);
    const count = whole.recorder.committed.length;
    await whole.engine.close();
    expect(expected.status).toBe(PlanStatus.Completed);

    for (let cut = 3; cut < count; cut += 1) {
      const first = new PlanRig(await openLog(`cut-${cut}`), answers);
      const planId = await first.start(diamond);
      await first.recorder.until(({ committed }) => committed.length >= cut);
      const completed = diamond.tasks.filter(({ id }) => taskEndings(first.events(planId), id).length > 0);
      await first.engine.close();

      const second = new PlanRig(await openLog(`cut-${cut}`), answers);
      await second.engine.start();
      await second.recorder.until(({ told }) => told.some(({ name }) => name === "engine_started"));
      const before = planEndings(await history(second, planId)).length > 0;
      const ended = before ? await second.engine.plans.get("local", planId) : await second.ended(planId);
      expect(ended.status).toBe(PlanStatus.Completed);
      expect(ended.tasks.map(({ attempt, result }) => ({ attempt, result }))).toEqual(
        expected.tasks.map(({ attempt, result }) => ({ attempt, result })),
      );
      for (const { instructions } of completed) {
        if (instructions === undefined) continue;
        expect(second.asked.filter((message) => message.startsWith(instructions))).toEqual([]);
      }
      const events = await history(second, planId);
      expect(planEndings(events)).toHaveLength(1);
      for (const { id } of diamond.tasks) expect(taskEndings(events, id)).toHaveLength(1);
      await second.engine.close();
    }
  });

  it("sends a task's message once, however often it is cut off", async () => {
    const plan: Plan = { name: "one", tasks: [step("a")] };
    const first = new PlanRig(await openLog(), {
      "do a.": async function* (request) {
        yield said("half");
        await hang(request);
      },
    });
    const planId = await first.start(plan);
    await first.recorder.until(({ answerText }) => answerText === "half");
    await first.engine.close();
    const second = new PlanRig(await openLog(), answers);
    await second.engine.start();
    const { tasks } = await second.ended(planId);
    expect(tasks[0]).toMatchObject({ status: Completed, attempt: 1, result: "a is done" });
    const methods = (await history(second, tasks[0]?.taskSessionId ?? "")).map(({ method }) => method);
    expect(methods.filter((method) => method === "UserMessageNotification")).toHaveLength(1);
    expect(methods).toContain("MessageDiscardedNotification");
    await second.engine.close();
  });

  it("asks no question of a planning task twice that was answered before", async () => {
    const plan: Plan = { name: "p", tasks: [step("p", { kind: "planning" })] };
    const first = new PlanRig(await openLog(), {
      "do p.": "no plan at all",
      "It is no JSON": "no plan still",
      "cannot be run": async function* (request) {
        yield said("half");
        await hang(request);
      },
    });
    const planId = await first.start(plan);
    await first.recorder.until(({ answerText }) => answerText.endsWith("no plan stillhalf"));
    await first.engine.close();
    const made: Plan = { name: "made", tasks: [{ id: "x", kind: "no_op" }] };
    const second = new PlanRig(await openLog(), { "cannot be run": JSON.stringify(made) });
    await second.engine.start();
    expect((await second.ended(planId)).tasks[0]?.result).toEqual(made);
    expect(second.asked).toHaveLength(1);
    await second.engine.close();
  });

  it("stays paused, with the sessions of its tasks, until it is resumed", async () => {
    const first = new PlanRig(await openLog(), {
      "do a.": async function* (request) {
        yield said("half");
        await hang(request);
      },
    });
    const planId = await first.start({ name: "held", tasks: [step("a"), step("b", { dependsOn: ["a"] })] });
    await first.recorder.until(({ answerText }) => answerText === "half");
    await first.engine.plans.pause("local", planId);
    await first.engine.close();

    const second = new PlanRig(await openLog(), answers);
    await second.engine.start();
    const { status, tasks } = await second.engine.plans.get("local", planId);
    expect([status, ...tasks.map((task) => task.status)]).toEqual([PlanStatus.Paused, Paused, Pending]);
    const session = await second.engine.session("local", tasks[0]?.taskSessionId ?? "");
    expect(session.status).toBe(SessionStatus.Paused);
    await second.engine.plans.resume("local", planId);
    expect(await second.ended(planId)).toMatchObject({
      status: PlanStatus.Completed,
      tasks: [{ attempt: 1, result: "a is done" }, { result: "b is done" }],
    });
    await second.engine.close();
  });

  it("repeats a task without a session only where its kind allows that", async () => {
    const outcomes = [];
    for (const isRepeatable of [true, false]) {
      const runs: number[] = [];
      const kind = (run: TaskKind["run"]): TaskKind => ({
        name: "outside",
        isRepeatable,
        check: () => [],
        describeSession: () => undefined,
        run,
      });
      const name = `repeat-${isRepeatable}`;
      const first = new PlanRig(await openLog(name), {});
      const begun = Promise.withResolvers<void>();
      first.engine.plans.kinds.add(
        kind(({ signal, attempt }) => {
          runs.push(attempt);
          begun.resolve();
          return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
        }),
      );
      const planId = await first.start({ name, tasks: [{ id: "o", kind: "outside", retries: 1 }] });
      await begun.promise;
      await first.engine.close();

      const second = new PlanRig(await openLog(name), {});
      second.engine.plans.kinds.add(
        kind(async ({ attempt }) => {
          runs.push(attempt);
          return { result: attempt };
        }),
      );
      await second.engine.start();
      expect((await second.ended(planId)).tasks[0]).toMatchObject({ status: Completed });
      outcomes.push({ runs, statuses: second.statuses(planId, "o") });
      await second.engine.close();
    }
    expect(outcomes).toEqual([
      { runs: [1, 1], statuses: [Completed] },
      { runs: [1, 2], statuses: [Pending, Running, Completed] },
    ]);
  });

  it("fails a task whose kind is not there any more", async () => {
    const first = new PlanRig(await openLog(), {});
    const begun = Promise.withResolvers<void>();
    first.engine.plans.kinds.add({
      name: "gone",
      isRepeatable: true,
      check: () => [],
      describeSession: () => undefined,
      run: ({ signal }) => {
        begun.resolve();
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      },
    });
    const planId = await first.start({ name: "gone", tasks: [{ id: "g", kind: "gone" }] });
    await begun.promise;
    await first.engine.close();
    const second = new PlanRig(await openLog(), {});
    await second.engine.start();
    expect((await second.ended(planId)).tasks[0]).toMatchObject({
      status: Failed,
      error: { code: "unknown_kind" },
    });
    await second.engine.close();
  });
});

describe("a plan whose server has ended", () => {
  it("takes no command there, and resumes from the log as it was", async () => {
    const first = new PlanRig(await openLog(), {
      "do a.": async function* (request) {
        yield said("half");
        await hang(request);
      },
    });
    const planId = await first.start({ name: "one", tasks: [step("a")] });
    await first.recorder.until(({ answerText }) => answerText === "half");
    await first.engine.close();
    for (const command of ["pause", "stop"] as const) {
      await expect(first.engine.plans[command]("local", planId)).rejects.toMatchObject({
        code: "overloaded",
      });
    }
    const second = new PlanRig(await openLog(), answers);
    await second.engine.start();
    expect((await second.ended(planId)).status).toBe(PlanStatus.Completed);
    await second.engine.close();
  });
});

describe("commands to a plan at any moment", () => {
  /** What happens after that many events. */
  const command = fc.record({
    at: fc.integer({ min: 1, max: 40 }),
    does: fc.constantFrom("pause", "resume", "stop", "restart"),
  });

  it("leave it with one end, each task with one end, and nothing at work", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 6 }), async (commands) => {
        run += 1;
        const name = `commands-${run}`;
        let rig = new PlanRig(await openLog(name), answers);
        const planId = await rig.start(diamond);
        const answered: Promise<unknown>[] = [];
        let told = 0;
        let stored: readonly SessionEvent[] = [];
        const isAt = (...statuses: readonly (PlanStatus | undefined)[]) =>
          statuses.includes([...stored, ...rig.events(planId)].flatMap(planStatusOf).at(-1));
        for (const { at, does } of commands.toSorted((a, b) => a.at - b.at)) {
          // A plan that has ended or is held says nothing more by itself.
          await rig.recorder.until(
            ({ committed }) =>
              told + committed.length >= at ||
              isAt(PlanStatus.Paused, PlanStatus.Completed, PlanStatus.Stopped),
          );
          const { plans } = rig.engine;
          if (does === "restart") {
            told += rig.recorder.committed.length;
            await rig.engine.close();
            rig = new PlanRig(await openLog(name), answers);
            await rig.engine.start();
            stored = await history(rig, planId);
            continue;
          }
          // The answer is not awaited: the next command, or the end of the server, comes in between.
          answered.push(plans[does]("local", planId).then(undefined, expectRefused));
        }
        await rig.engine.plans.resume("local", planId).then(undefined, expectRefused);
        await Promise.all(answered);
        const before = planEndings(await history(rig, planId)).length > 0;
        const { status, tasks } = before
          ? await rig.engine.plans.get("local", planId)
          : await rig.ended(planId);
        const events = await history(rig, planId);
        expect(planEndings(events)).toEqual([status]);
        for (const { taskId } of tasks) expect(taskEndings(events, taskId)).toHaveLength(1);
        expect(rig.engine.counts().runningTurns).toBe(0);
        if (!commands.some(({ does }) => does === "stop")) expect(status).toBe(PlanStatus.Completed);
        await rig.engine.close();
      }),
      { numRuns: 25 },
    );
  });
});

function planStatusOf({ method, params }: SessionEvent): readonly PlanStatus[] {
  return method === "PlanStatusNotification" ? [params.status] : [];
}

/** A plan that has ended takes no command but a stop, and a server that has ended takes none. */
function expectRefused(error: unknown): void {
  expect(["session_stopped", "overloaded", "closed"]).toContain((error as EngineFault | LogFault).code);
}
