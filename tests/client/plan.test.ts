import { type Plan, PlanStatus, SessionLostError, TaskStatus } from "@aiwhisperer/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { until } from "./support/until.ts";

let server: TappedServer;
let client: ReturnType<typeof createQuickClient>;

const plan: Plan = { name: "One step", tasks: [{ id: "one", kind: "no_op" }] };

beforeEach(async () => {
  server = await TappedServer.start();
  client = createQuickClient(server);
});

afterEach(async () => {
  client.close();
  await server.stop();
  expect(client.faults).toEqual([]);
});

/** A plan whose task is a prompt: it runs until the test has played its model. */
const prompting: Plan = {
  name: "One prompt",
  tasks: [{ id: "one", kind: "ai_interaction", instructions: "Hi" }],
};

describe("a plan", () => {
  it("is started and followed to its end", async () => {
    const handle = await client.startPlan(plan);
    const { planId } = handle;
    const started = await until(handle, (state) => state !== undefined);
    expect(started).toMatchObject({ planId, plan });
    const ended = handle.whenEnded();
    expect(await ended).toMatchObject({
      status: PlanStatus.Completed,
      tasks: [{ taskId: "one", status: TaskStatus.Completed, attempt: 1 }],
    });
  });

  it("is started once where the answer to its start is lost", async () => {
    let isCut = false;
    server.beforeRequest = (method, _params, link) => {
      if (method !== "startPlan" || isCut) return;
      isCut = true;
      link.loseAnswer();
    };
    const handle = await client.startPlan(plan);
    expect(await server.sessionIds()).toEqual([handle.planId]);
    expect((await until(handle, (state) => state !== undefined))?.tasks).toHaveLength(1);
  });

  it("is paused, resumed and stopped", async () => {
    const asked = server.model.nextStep();
    const { planId } = await client.startPlan(prompting);
    await asked;
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
    const asked = server.model.nextStep();
    const { planId } = await server.author.startPlan(prompting);
    await asked;
    expect(await client.plan(planId).get()).toMatchObject({ planId, status: PlanStatus.Running });
    expect(client.plan(planId).state).toBeUndefined();
    expect(server.requests).toEqual(["getPlan"]);
  });

  it("rejects a wait for the end of an unknown plan", async () => {
    await expect(client.plan("none").whenEnded()).rejects.toThrow(SessionLostError);
  });
});
