import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../event/engine-event.ts";
import { DelegateManager } from "./delegate-manager.ts";
import type { NotificationDelegate } from "./notification-queue.ts";

const started = (recoveredSessions: number): EngineEvent => ({ name: "engine_started", recoveredSessions });

function recording(name: string, into: string[]): NotificationDelegate {
  return {
    name,
    events: "all",
    handle(event) {
      into.push(`${name}:${event.name}${"recoveredSessions" in event ? `:${event.recoveredSessions}` : ""}`);
    },
  };
}

describe("notification delegates", () => {
  it("run in order of registration, each for the events that it asked for", () => {
    const manager = new DelegateManager();
    const told: string[] = [];
    manager.register(recording("a", told));
    manager.register({ ...recording("b", told), events: ["engine_stopped"] });
    const remove = manager.register(recording("c", told));
    manager.announce(started(1));
    manager.announce({ name: "engine_stopped" });
    remove();
    manager.announce(started(2));
    expect(told).toEqual([
      "a:engine_started:1",
      "c:engine_started:1",
      "a:engine_stopped",
      "b:engine_stopped",
      "c:engine_stopped",
      "a:engine_started:2",
    ]);
  });

  it("receive events in order when one of them is slow, and do not delay the others", async () => {
    const manager = new DelegateManager();
    const told: string[] = [];
    const gates = [0, 1, 2].map(() => Promise.withResolvers<void>());
    let handling = 0;
    manager.register({
      name: "slow",
      events: "all",
      async handle(event) {
        const at = handling;
        handling += 1;
        await gates[at]?.promise;
        if ("recoveredSessions" in event) told.push(`slow:${event.recoveredSessions}`);
      },
    });
    manager.register(recording("fast", told));
    for (const number of [0, 1, 2]) manager.announce(started(number));
    expect(told).toEqual(["fast:engine_started:0", "fast:engine_started:1", "fast:engine_started:2"]);
    expect(manager.counters().get("slow")).toEqual({ handled: 0, failed: 0, dropped: 0, waiting: 2 });
    for (const gate of gates.toReversed()) gate.resolve();
    await expect.poll(() => told.slice(3)).toEqual(["slow:0", "slow:1", "slow:2"]);
    expect(manager.counters().get("slow")).toEqual({ handled: 3, failed: 0, dropped: 0, waiting: 0 });
  });

  it("fail alone: counted, announced to the others, and called for the next event", async () => {
    const manager = new DelegateManager();
    const told: string[] = [];
    manager.register({
      name: "throws",
      events: ["engine_started"],
      handle() {
        throw new Error("no");
      },
    });
    manager.register({
      name: "rejects",
      events: ["engine_started"],
      handle: () => Promise.reject(new Error("never")),
    });
    const failures: EngineEvent[] = [];
    manager.register({
      name: "watch",
      events: ["delegate.failed"],
      handle: (event) => void failures.push(event),
    });
    manager.register(recording("after", told));
    manager.announce(started(1));
    manager.announce(started(2));
    await expect.poll(() => failures.length).toBe(4);
    expect(failures).toContainEqual({
      name: "delegate.failed",
      delegate: "throws",
      event: "engine_started",
      error: new Error("no"),
    });
    expect(manager.counters().get("throws")?.failed).toBe(2);
    expect(manager.counters().get("rejects")?.failed).toBe(2);
    expect(told.filter((line) => line.includes("engine_started"))).toEqual([
      "after:engine_started:1",
      "after:engine_started:2",
    ]);
  });

  it("lose what comes past the bound of their queue, which is counted and announced", () => {
    const manager = new DelegateManager({ maxWaitingEvents: 2 });
    const failures: EngineEvent[] = [];
    manager.register({
      name: "stuck",
      events: ["engine_started"],
      handle: () => new Promise<void>(() => undefined),
    });
    manager.register({
      name: "watch",
      events: ["delegate.failed"],
      handle: (event) => void failures.push(event),
    });
    for (const number of [1, 2, 3, 4]) manager.announce(started(number));
    expect(manager.counters().get("stuck")).toEqual({ handled: 0, failed: 0, dropped: 1, waiting: 2 });
    expect(failures).toHaveLength(1);
  });

  it("do not loop when the one that watches failures fails itself", () => {
    const manager = new DelegateManager();
    manager.register({
      name: "broken",
      events: "all",
      handle() {
        throw new Error("always");
      },
    });
    manager.announce(started(1));
    expect(manager.counters().get("broken")?.failed).toBe(2);
  });
});

describe("control delegates", () => {
  const question = { userId: "ann", model: "demo" };
  const fallback = { admit: true } as const;
  const control = "ai_loop.control.start" as const;

  it("are asked in order until one answers, and the caller learns who did", async () => {
    const manager = new DelegateManager();
    const asked: string[] = [];
    expect(await manager.ask(control, question, { fallback })).toEqual({
      answer: fallback,
      decidedBy: undefined,
    });
    for (const name of ["silent", "decides", "unasked"]) {
      manager.registerControl({
        name,
        control,
        decide() {
          asked.push(name);
          return name === "decides" ? { admit: false, reason: "no" } : undefined;
        },
      });
    }
    expect(await manager.ask(control, question, { fallback })).toEqual({
      answer: { admit: false, reason: "no" },
      decidedBy: "decides",
    });
    expect(asked).toEqual(["silent", "decides"]);
  });

  it("that are essential are asked before the others, in their own order, whenever they were registered", async () => {
    const manager = new DelegateManager();
    const asked: string[] = [];
    const add = (name: string, isEssential?: boolean) =>
      manager.registerControl({
        name,
        control,
        ...(isEssential === undefined ? {} : { isEssential }),
        decide: () => void asked.push(name),
      });
    add("plug-in");
    add("limit", true);
    add("other plug-in", false);
    const remove = add("second limit", true);
    await manager.ask(control, question, { fallback });
    expect(asked).toEqual(["limit", "second limit", "plug-in", "other plug-in"]);
    remove();
    await manager.ask(control, question, { fallback });
    expect(asked.slice(4)).toEqual(["limit", "plug-in", "other plug-in"]);
  });

  it("that throw or are too slow leave the decision to the others or to the default", async () => {
    const manager = new DelegateManager();
    const failures: EngineEvent[] = [];
    manager.register({
      name: "watch",
      events: ["delegate.failed"],
      handle: (event) => void failures.push(event),
    });
    manager.registerControl({
      name: "throws",
      control,
      decide() {
        throw new Error("no");
      },
    });
    let isAborted = false;
    manager.registerControl({
      name: "hangs",
      control,
      decide: (_question, signal) => {
        signal.addEventListener("abort", () => {
          isAborted = true;
        });
        return new Promise(() => undefined);
      },
    });
    expect(await manager.ask(control, question, { fallback, deadlineMs: 10 })).toEqual({
      answer: fallback,
      decidedBy: undefined,
    });
    expect(failures).toHaveLength(1);
    expect(isAborted).toBe(true);
  });
});
