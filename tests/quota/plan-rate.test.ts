import { MemoryEventLog, type Refusal } from "@aiwhisperer/engine";
import { TaskStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { PlanRig } from "../plan/plan-rig.ts";
import { ManualClock } from "../support/manual-clock.ts";

const plan = {
  name: "one",
  tasks: [{ id: "a", kind: "ai_interaction", instructions: "say hello" }],
};

describe("a task of a plan", () => {
  it("waits as long as a rate asks for, and then runs", async () => {
    const clock = new ManualClock();
    const rig = new PlanRig(new MemoryEventLog(), { hello: "hello" }, { clock });
    onTestFinished(() => rig.engine.close());
    const limit = { name: "maxTurnsPerMinute", value: 1, retryAfterMs: 41_000 };
    const refusals: Refusal[] = [{ admit: false, reason: "too often", limit }];
    rig.engine.delegates.registerControl({
      name: "rate",
      control: "ai_loop.control.send_user_message",
      decide: () => refusals.pop(),
    });
    const planId = await rig.start(plan);
    await clock.timerOf(41_000);
    expect(rig.statuses(planId, "a").at(-1)).toBe(TaskStatus.Running);
    clock.advance(41_000);
    const { tasks } = await rig.ended(planId);
    expect(tasks).toMatchObject([{ status: TaskStatus.Completed, attempt: 1 }]);
  });
});
