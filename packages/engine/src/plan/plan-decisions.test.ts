import {
  isTaskEnded,
  type Plan,
  PlanStatus,
  type PlanTask,
  TaskFailureAction,
  TaskFailureCause,
  TaskStatus,
} from "@aiwhisperer/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dependenciesOf } from "../state/plan-graph.ts";
import {
  foldPlanEvent,
  isTaskAtWork,
  type PlanEvent,
  type PlanState,
  planStatusEvent,
  taskStatusEvent,
} from "../state/plan-state.ts";
import { attemptEvents } from "./attempt-events.ts";
import { cutOffTasks, outcomeOf, outerFailure, readyTasks, skippedTasks } from "./plan-decisions.ts";

const actions = Object.values(TaskFailureAction);

/** A plan of up to twelve tasks that depend on earlier ones only. */
const randomPlan: fc.Arbitrary<Plan> = fc
  .array(
    fc.record({
      before: fc.array(fc.nat(11), { maxLength: 3 }),
      input: fc.option(fc.nat(11)),
      retries: fc.nat(2),
      onFailure: fc.constantFrom(...actions),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((tasks) => ({
    name: "random",
    tasks: tasks.map(({ before, input, retries, onFailure }, index): PlanTask => {
      const earlier = (place: number): string => `t${place % Math.max(1, index)}`;
      return {
        id: `t${index}`,
        kind: "no_op",
        retries,
        onFailure,
        ...(index === 0 ? {} : { dependsOn: before.map(earlier) }),
        ...(index === 0 || input === null ? {} : { inputs: { given: earlier(input) } }),
      };
    }),
  }));

/** The moves of a random run: which running task ends, and whether it succeeds. */
const moves = fc.infiniteStream(fc.record({ pick: fc.nat(11), isWell: fc.boolean() }));

/** A plan that is driven by the decisions under test alone, with all its events. */
class Drive {
  readonly events: PlanEvent[] = [];
  #state: PlanState | undefined;

  constructor(plan: Plan) {
    this.#take([planStatusEvent("p", PlanStatus.Running, { plan })]);
  }

  get state(): PlanState {
    if (this.#state === undefined) throw new Error("the plan has begun");
    return this.#state;
  }

  /** Starts the ready tasks. Returns all running tasks. */
  start(maxParallel: number): readonly PlanTask[] {
    this.#take(skippedTasks(this.state));
    for (const task of readyTasks(this.state, { maxParallel, starting: new Set() })) {
      expectReady(this.state, task);
      const attempt = (this.state.tasks.get(task.id)?.progress.attempt ?? 0) + 1;
      this.#take([taskStatusEvent("p", task.id, { status: TaskStatus.Running, attempt })]);
    }
    return [...this.state.tasks.values()].flatMap(({ task, progress }) =>
      isTaskAtWork(progress) ? [task] : [],
    );
  }

  settle({ id }: PlanTask, isWell: boolean, code = "no_luck"): void {
    const error = { code, message: "No luck." };
    this.#take(attemptEvents(this.state, id, isWell ? { result: id } : { error }).events);
  }

  stop(): void {
    this.#take(cutOffTasks(this.state, outerFailure(TaskFailureCause.PlanStopped, "Stopped.")));
  }

  endings(taskId: string): number {
    return this.events.filter(
      ({ method, params }) =>
        method === "TaskStatusNotification" && params.taskId === taskId && isTaskEnded(params.status),
    ).length;
  }

  #take(events: readonly PlanEvent[]): void {
    for (const event of events) this.#state = foldPlanEvent(this.#state, event);
    this.events.push(...events);
  }
}

function expectReady({ tasks }: PlanState, task: PlanTask): void {
  for (const id of dependenciesOf(task)) {
    const before = tasks.get(id);
    const isGoneOn = before?.task.onFailure === TaskFailureAction.Continue;
    const allowed = isGoneOn ? [TaskStatus.Completed, TaskStatus.Failed] : [TaskStatus.Completed];
    expect(allowed).toContain(before?.progress.status);
  }
}

describe("the decisions of a plan", () => {
  it("start no task before what it needs, keep to the bound, and end each task once", () => {
    fc.assert(
      fc.property(randomPlan, fc.integer({ min: 1, max: 4 }), moves, (plan, maxParallel, stream) => {
        const drive = new Drive(plan);
        for (;;) {
          const atWork = drive.start(maxParallel);
          expect(atWork.length).toBeLessThanOrEqual(maxParallel);
          const outcome = outcomeOf(drive.state);
          if (outcome !== undefined) {
            expect(atWork).toEqual([]);
            break;
          }
          // Until the end some task runs: no plan is stuck.
          expect(atWork.length).toBeGreaterThan(0);
          const { pick, isWell } = stream.next().value;
          drive.settle(atWork[pick % atWork.length] as PlanTask, isWell);
        }
        for (const { id } of plan.tasks) expect(drive.endings(id)).toBe(1);
        for (const { task, progress } of drive.state.tasks.values()) {
          expect(progress.attempt).toBeLessThanOrEqual((task.retries ?? 0) + 1);
        }
      }),
    );
  });

  it("fail the plan exactly when a task failed for good whose failure stops it", () => {
    fc.assert(
      fc.property(randomPlan, moves, (plan, stream) => {
        const drive = new Drive(plan);
        while (outcomeOf(drive.state) === undefined) {
          const [first] = drive.start(1);
          if (first !== undefined) drive.settle(first, stream.next().value.isWell);
        }
        const isFatal = [...drive.state.tasks.values()].some(
          ({ task, progress }) =>
            progress.status === TaskStatus.Failed && task.onFailure === TaskFailureAction.Stop,
        );
        const expected = isFatal ? PlanStatus.Failed : PlanStatus.Completed;
        expect(outcomeOf(drive.state)?.status).toBe(expected);
      }),
    );
  });

  it("stop a plan with one end for every task, in every state", () => {
    fc.assert(
      fc.property(randomPlan, fc.nat(12), moves, (plan, steps, stream) => {
        const drive = new Drive(plan);
        for (let step = 0; step < steps && outcomeOf(drive.state) === undefined; step += 1) {
          const atWork = drive.start(2);
          const { pick, isWell } = stream.next().value;
          const task = atWork[pick % Math.max(1, atWork.length)];
          if (task !== undefined) drive.settle(task, isWell);
        }
        const before = outcomeOf(drive.state)?.status;
        drive.stop();
        expect(outcomeOf(drive.state)?.status).toBe(before ?? PlanStatus.Stopped);
        for (const { id } of plan.tasks) expect(drive.endings(id)).toBe(1);
      }),
    );
  });

  it.each(["stopped", "plan_failed", "dependency_failed"])(
    "take the code %s of a kind's own error for nothing else",
    (code) => {
      const tasks = ["a", "b"].map((id) => ({ id, kind: "no_op" }));
      const drive = new Drive({ name: "own codes", tasks });
      const [first] = drive.start(1);
      drive.settle(first as PlanTask, false, code);
      expect(outcomeOf(drive.state)).toEqual({
        status: PlanStatus.Failed,
        reason: "The task a failed.",
      });
      const causes = [...drive.state.tasks.values()].map(({ progress }) => progress.cause);
      expect(causes).toEqual([TaskFailureCause.Attempt, TaskFailureCause.PlanFailed]);
    },
  );

  it("return no event of a task that has ended", () => {
    const drive = new Drive({ name: "one", tasks: [{ id: "a", kind: "no_op" }] });
    const [task] = drive.start(1);
    drive.settle(task as PlanTask, true);
    drive.settle(task as PlanTask, false);
    expect(drive.endings("a")).toBe(1);
  });

  it("count tasks that are about to start as running ones", () => {
    const tasks = ["a", "b", "c"].map((id) => ({ id, kind: "no_op" }));
    const { state } = new Drive({ name: "wide", tasks });
    const ids = (maxParallel: number, starting: readonly string[]) =>
      readyTasks(state, { maxParallel, starting: new Set(starting) }).map(({ id }) => id);
    expect(ids(2, [])).toEqual(["a", "b"]);
    expect(ids(2, ["b"])).toEqual(["a"]);
    expect(ids(2, ["a", "b"])).toEqual([]);
  });
});
