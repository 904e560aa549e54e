import { type EngineEventName, MemoryEventLog, type NotificationDelegate } from "@aiwhisperer/engine";
import { PlanStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../support/manual-clock.ts";
import { PlanRig } from "./plan-rig.ts";

const CONTROLS = [
  "ai_loop.control.start",
  "ai_loop.control.send_user_message",
  "ai_loop.control.choose_model",
  "ai_loop.control.approve_tool_call",
] as const;

const hostile: readonly [string, Pick<NotificationDelegate, "handle">][] = [
  ["never resolves", { handle: () => new Promise<void>(() => undefined) }],
  [
    "throws",
    {
      handle() {
        throw new Error("a broken plug-in");
      },
    },
  ],
  ["rejects", { handle: () => Promise.reject(new Error("a broken plug-in")) }],
];

const events: readonly (readonly EngineEventName[] | "all")[] = [
  "all",
  ["ai_loop.turn.status_changed", "ai_loop.error"],
];

describe("a plug-in", () => {
  it.each(hostile)("whose delegate %s stops no turn, no plan and no delivery", async (_how, delegate) => {
    const rig = new PlanRig(new MemoryEventLog(), { write: "written" });
    for (const wanted of events) {
      rig.engine.delegates.register({ name: `hostile ${wanted}`, events: wanted, ...delegate });
    }
    const planId = await rig.start({
      name: "a plan",
      tasks: [{ id: "a", kind: "ai_interaction", instructions: "write" }],
    });
    const { status } = await rig.ended(planId);
    expect(status).toBe(PlanStatus.Completed);
    const answers = rig.recorder.finalChunks;
    expect(answers).toHaveLength(1);
  });

  it("whose control delegates never answer delays a turn, and does not stop it", async () => {
    const clock = new ManualClock();
    const rig = new PlanRig(new MemoryEventLog(), { write: "written" }, { clock });
    for (const control of CONTROLS) {
      rig.engine.delegates.registerControl({
        name: `silent ${control}`,
        control,
        decide: () => new Promise<undefined>(() => undefined),
      });
    }
    let ended = false;
    const planId = rig.start({
      name: "a plan",
      tasks: [{ id: "a", kind: "ai_interaction", instructions: "write" }],
    });
    const done = planId
      .then((id) => rig.ended(id))
      .finally(() => {
        ended = true;
      });
    while (!ended) {
      await Promise.race([clock.timerOf(5_000), done]);
      if (!ended) clock.advance(5_000);
    }
    expect((await done).status).toBe(PlanStatus.Completed);
  });
});
