import { type Plan, PlanStatus, SessionLostError, TaskStatus } from "@aiwhisperer/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryServer } from "./support/memory-server.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { until } from "./support/until.ts";

let server: MemoryServer;
let client: ReturnType<typeof createQuickClient>;

const plan: Plan = { name: "One step", tasks: [{ id: "one", kind: "no_op" }] };

beforeEach(() => {
  server = new MemoryServer();
  client = createQuickClient(server);
});

afterEach(() => {
  client.close();
  expect(client.faults).toEqual([]);
});

const remoteOf = (planId: string) => server.sessions.get(planId)!;

describe("a plan", () => {
  it("is started and followed to its end", async () => {
    const handle = await client.startPlan(plan);
    const { planId } = handle;
    const started = await until(handle, (state) => state !== undefined);
    expect(started).toMatchObject({ planId, status: PlanStatus.Running, plan });
    const ended = handle.whenEnded();
    const task = { planId, taskId: "one" };
    const remote = remoteOf(planId);
    remote.append("TaskStatusNotification", { ...task, status: TaskStatus.Running, attempt: 1 });
    remote.append("TaskStatusNotification", { ...task, status: TaskStatus.Completed, result: "done" });
    remote.append("PlanStatusNotification", { planId, status: PlanStatus.Completed });
    expect(await ended).toMatchObject({
      status: PlanStatus.Completed,
      tasks: [{ taskId: "one", status: TaskStatus.Completed, attempt: 1, result: "done" }],
    });
  });

  it("is started once where the answer to its start is lost", async () => {
    let isCut = false;
    server.beforeRequest = (method, _params, line) => {
      if (method !== "startPlan" || isCut) return;
      isCut = true;
      queueMicrotask(() => line.transport.cut());
    };
    const handle = await client.startPlan(plan);
    expect([...server.sessions.keys()]).toEqual([handle.planId]);
    expect((await until(handle, (state) => state !== undefined))?.tasks).toHaveLength(1);
  });

  it("is paused, resumed and stopped", async () => {
    const { planId } = await client.startPlan(plan);
    const handle = client.plan(planId);
    const statuses: (PlanStatus | undefined)[] = [];
    handle.session.on("PlanStatusNotification", ({ status }) => statuses.push(status));
    const ended = handle.whenEnded();
    await handle.pause();
    await handle.resume();
    await handle.stop();
    expect((await ended).status).toBe(PlanStatus.Stopped);
    expect(statuses.slice(-3)).toEqual([PlanStatus.Paused, PlanStatus.Running, PlanStatus.Stopped]);
  });

  it("is looked at without being followed", async () => {
    const { planId } = server.addSession("p") && client.plan("p");
    expect(await client.plan(planId).get()).toMatchObject({ planId: "p", status: PlanStatus.Running });
    expect(client.plan("p").state).toBeUndefined();
    expect(server.requests).toEqual(["getPlan"]);
  });

  it("rejects a wait for the end of an unknown plan", async () => {
    await expect(client.plan("none").whenEnded()).rejects.toThrow(SessionLostError);
  });
});
