import { LogFault, MemoryEventLog } from "@aiwhisperer/engine";
import { type Plan, PlanStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../support/manual-clock.ts";
import { PlanRig, planEndings, taskEndings } from "./plan-rig.ts";

/** A real log that refuses some of its commits, as a full disk does. */
class FullOnce extends MemoryEventLog {
  readonly #refused: ReadonlySet<number>;
  #commits = 0;

  constructor(...refused: readonly number[]) {
    super();
    this.#refused = new Set(refused);
  }

  override async commit(...args: Parameters<MemoryEventLog["commit"]>): Promise<void> {
    this.#commits += 1;
    if (this.#refused.has(this.#commits)) throw new LogFault("full", "The disk is full.");
    return super.commit(...args);
  }
}

const plan: Plan = {
  name: "three steps",
  tasks: ["a", "b", "c"].map((id) => ({
    id,
    kind: "ai_interaction",
    instructions: `do ${id}.`,
    ...(id === "c" ? { dependsOn: ["a", "b"] } : {}),
  })),
};

describe("a plan whose log fails", () => {
  it("resumes by itself once the log can be written, whichever commits were refused", async () => {
    // The first commit acknowledges the plan: without it there is none.
    for (let refused = 2; refused < 20; refused += 1) {
      const clock = new ManualClock();
      const rig = new PlanRig(new FullOnce(refused, refused + 2), { do: "done" }, { clock });
      const planId = await rig.start(plan);
      const ended = rig.ended(planId);
      let isOver = false;
      const over = ended.then(() => {
        isOver = true;
      });
      while (!isOver) {
        await Promise.race([over, clock.timerOf(1_000)]);
        clock.advance(1_000);
      }
      const { status, tasks } = await ended;
      expect(status).toBe(PlanStatus.Completed);
      expect(tasks.map(({ result }) => result)).toEqual(["done", "done", "done"]);
      expect(planEndings(rig.events(planId))).toHaveLength(1);
      for (const { id } of plan.tasks) expect(taskEndings(rig.events(planId), id)).toHaveLength(1);
      await rig.engine.close();
    }
  });
});
