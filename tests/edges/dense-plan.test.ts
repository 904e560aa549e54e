import { MemoryEventLog } from "@aiwhisperer/engine";
import { type Plan, PlanStatus, type PlanTask } from "@aiwhisperer/protocol";
import { expect, it, onTestFinished } from "vitest";
import { PlanRig } from "../plan/plan-rig.ts";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer } from "../support/server.ts";
import { LoopGauge } from "./support/loop-gauge.ts";

const TASKS = 500;

/** Each task depends on all before it. */
function densePlan(change: (task: PlanTask) => PlanTask = (task) => task): Plan {
  const ids = Array.from({ length: TASKS }, (_, index) => `t${index}`);
  return {
    name: "dense",
    tasks: ids.map((id, index) => change({ id, kind: "no_op", dependsOn: ids.slice(0, index) })),
  };
}

it.each<readonly [string, (tasks: readonly PlanTask[]) => readonly PlanTask[]]>([
  ["from the first on", (tasks) => tasks],
  ["from the last on", (tasks) => tasks.toReversed()],
])("checks 500 densely dependent tasks, written %s, without keeping others waiting", async (_name, order) => {
  const server = await startTestServer();
  onTestFinished(() => server.stop());
  const client = await RawClient.connect(server.wsUrl);
  const plan = densePlan();
  const gauge = new LoopGauge();
  const { result } = await client.call("startPlan", {
    userId: "ann",
    plan: { ...plan, tasks: order(plan.tasks) },
  });
  const { planId } = result as { planId: string };
  expect((await client.call("interactive.echo", { message: "there" })).result).toBe("there");
  await client.call("stopPlan", { planId });
  expect(gauge.stop()).toBeLessThan(250);
});

it("refuses a dense plan with a cycle, and names the cycle", async () => {
  const server = await startTestServer();
  onTestFinished(() => server.stop());
  const client = await RawClient.connect(server.wsUrl);
  const plan = densePlan((task) => (task.id === "t0" ? { ...task, dependsOn: [`t${TASKS - 1}`] } : task));
  const { error } = await client.call("startPlan", { userId: "ann", plan });
  expect(error).toMatchObject({ code: -32602 });
  expect(JSON.stringify(error)).toContain("t0 → t499 → t0");
});

it("runs 500 densely dependent tasks to their end, each decision at the cost of one event", async () => {
  const rig = new PlanRig(new MemoryEventLog(), {});
  const gauge = new LoopGauge();
  const planId = await rig.start(densePlan());
  const { status, tasks } = await rig.ended(planId);
  expect(gauge.stop()).toBeLessThan(250);
  expect(gauge.totalMs).toBeLessThan(2_000);
  await rig.engine.close();
  expect(status).toBe(PlanStatus.Completed);
  expect(tasks).toHaveLength(TASKS);
});
