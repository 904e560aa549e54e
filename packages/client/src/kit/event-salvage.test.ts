import { interactive, PlanStatus, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { parseSessionEvent } from "../conversation/session-event.ts";
import { salvage } from "./event-salvage.ts";

const at = { sessionId: "s", sequence: 3 } as const;
const turn = { ...at, turnId: "t", status: TurnStatus.Completed } as const;

describe("an event that breaks its declaration", () => {
  it.each<[string, object, object | undefined]>([
    [
      "a part of an optional message",
      { ...turn, usage: { inputTokens: 3.5, outputTokens: 4 } },
      { ...turn, usage: { outputTokens: 4 } },
    ],
    ["an optional message that is none", { ...turn, usage: "35" }, turn],
    ["an optional message that lacks a field", { ...turn, error: { code: "x" } }, turn],
    ["several", { ...turn, usage: { totalTokens: -1 }, notice: 7, stopReason: {} }, { ...turn, usage: {} }],
    ["a required field", { ...turn, status: 99 }, undefined],
    ["a field that is missing", { ...at, status: TurnStatus.Completed }, undefined],
  ])("comes without %s", (_name, params, rest) => {
    const event = parseSessionEvent("TurnStatusNotification", params);
    const name = "TurnStatusNotification";
    if (rest === undefined) expect(event).toMatchObject({ method: undefined, name, params: at });
    else expect(event).toMatchObject({ method: name, params: rest });
    if (rest !== undefined) expect(event?.params).toEqual(rest);
    expect(event?.faults).not.toEqual([]);
  });

  it("keeps the good items of a list, and the good entries of a map", () => {
    const good = { id: "a", kind: "no_op", parameters: { deep: { x: 1 } } };
    const task = { id: "b", kind: "no_op", inputs: { first: "a", second: 7, "a/b~c": 8 } };
    const plan = { name: "p", tasks: [good, { id: 7 }, task] };
    const { params } = interactive.notifications.PlanStatusNotification;
    const event = { ...at, planId: "s", status: PlanStatus.Running, plan };
    const before = JSON.stringify(event);
    expect(salvage(params, event)).toEqual({
      ...event,
      plan: { name: "p", tasks: [good, { ...task, inputs: { first: "a" } }] },
    });
    expect(JSON.stringify(event)).toBe(before);
  });

  it("is none where it has no place in a session", () => {
    expect(parseSessionEvent("TurnStatusNotification", { ...turn, sequence: "3" })).toBeUndefined();
    expect(parseSessionEvent("TurnStatusNotification", [])).toBeUndefined();
  });

  it("loses the whole field after a bounded number of removals", () => {
    const inputs = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`i${index}`, index]));
    const plan = { name: "p", tasks: [{ id: "a", kind: "no_op", inputs }] };
    const { params } = interactive.notifications.PlanStatusNotification;
    const event = { ...at, planId: "s", status: PlanStatus.Running } as const;
    expect(salvage(params, { ...event, plan })).toEqual(event);
  });
});
