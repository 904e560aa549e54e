import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorkspaceTools, MemoryEventLog } from "@aiwhisperer/engine";
import { type Plan, PlanStatus, TaskStatus, ToolDecision } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { finished, said } from "../support/scripted-model.ts";
import { PlanRig, type Say } from "./plan-rig.ts";

const { Completed, Failed } = TaskStatus;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-plan-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function rigWithTools(says: Readonly<Record<string, Say>>): Promise<PlanRig> {
  const tools = await createWorkspaceTools({ root: folder });
  const source = { name: "built-in", list: () => tools.map((tool) => ({ tool })) };
  return new PlanRig(new MemoryEventLog(), says, { tools: [source] });
}

const only = (task: Omit<Plan["tasks"][number], "id">): Plan => ({
  name: "one task",
  tasks: [{ id: "it", ...task }],
});

/** Decides about the next tool call that asks, as a person on the task's session does. */
async function decideNext(rig: PlanRig, decision: ToolDecision, reason?: string): Promise<void> {
  const requests = () =>
    rig.recorder.committed.filter(({ event }) => event.method === "ToolApprovalRequestNotification");
  await rig.recorder.until(() => requests().length > 0);
  const [request] = requests();
  if (request?.event.method !== "ToolApprovalRequestNotification") throw new Error("a call asks");
  const { toolCallId } = request.event.params;
  const session = await rig.engine.session("local", request.sessionId);
  await session.conversation.decide({
    toolCallId,
    decision,
    decidedBy: "ann",
    ...(reason === undefined ? {} : { reason }),
  });
}

describe("code_generation", () => {
  it("returns the code of the answer and the files that tools really wrote", async () => {
    const rig = await rigWithTools({
      "do it": async function* ({ messages }) {
        if (messages.at(-1)?.role === "tool") {
          yield* [said("Done:\n\n```ts\nexport const two = 2;\n```\n"), finished];
          return;
        }
        const args = { path: "src/one.ts", content: "export const one = 1;\n" };
        yield { type: "toolCall", call: { toolCallId: "w", toolName: "write_file", arguments: args } };
        yield { type: "finish", reason: "tool_calls", usage: {} };
      },
    });
    const planId = await rig.start(only({ kind: "code_generation", instructions: "do it" }));
    await decideNext(rig, ToolDecision.AllowOnce);
    const { tasks } = await rig.ended(planId);
    expect(tasks[0]).toMatchObject({
      status: Completed,
      result: {
        text: "Done:\n\n```ts\nexport const two = 2;\n```\n",
        codeBlocks: [{ language: "ts", code: "export const two = 2;" }],
        files: ["src/one.ts"],
      },
    });
    expect(await readFile(join(folder, "src/one.ts"), "utf8")).toBe("export const one = 1;\n");
    await rig.engine.close();
  });

  it("fails when neither code nor a file came of it", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { "do it": "I would rather not." });
    const planId = await rig.start(only({ kind: "code_generation", instructions: "do it" }));
    expect((await rig.ended(planId)).tasks[0]).toMatchObject({ status: Failed, error: { code: "no_code" } });
    await rig.engine.close();
  });
});

describe("planning", () => {
  const good: Plan = { name: "made", tasks: [{ id: "x", kind: "no_op" }] };

  it("returns a bad plan with its faults, and a plan that can be started as its result", async () => {
    const bad = { name: "made", tasks: [{ id: "x", kind: "magic", dependsOn: ["y"] }] };
    const fenced = `Here it is:\n\`\`\`json\n${JSON.stringify(good)}\n\`\`\``;
    let corrections = 0;
    const rig = new PlanRig(new MemoryEventLog(), {
      "plan it": "First I think about it.",
      // The turn itself asks for JSON once; what is left is the task's to correct.
      "It is no JSON": async function* () {
        corrections += 1;
        yield said(corrections === 1 ? JSON.stringify({ tasks: [] }) : fenced);
        yield finished;
      },
      magic: fenced,
      "/name": JSON.stringify(bad),
    });
    const planId = await rig.start(only({ kind: "planning", instructions: "plan it" }));
    const { tasks } = await rig.ended(planId);
    expect(tasks[0]).toMatchObject({ status: Completed, result: good });
    expect(rig.asked).toHaveLength(5);
    expect(rig.model.requests[0]?.outputSchema).toMatchObject({ required: ["name", "tasks"] });
    expect(rig.asked[3]).toContain('- /tasks/0/kind: There is no kind "magic"');
    expect(rig.asked[3]).toContain('- /tasks/0/dependsOn/0: There is no task "y" in the plan.');
    const made = await rig.engine.plans.start({
      ownerId: "local",
      userLabel: "ann",
      plan: tasks[0]?.result as Plan,
    });
    expect((await rig.ended(made.planId)).status).toBe(PlanStatus.Completed);
    await rig.engine.close();
  });

  it("fails when the corrections are used up", async () => {
    const rig = new PlanRig(new MemoryEventLog(), { n: "no" }, { limits: { maxPlanCorrections: 2 } });
    const planId = await rig.start(only({ kind: "planning", instructions: "plan it" }));
    expect((await rig.ended(planId)).tasks[0]).toMatchObject({
      status: Failed,
      error: { code: "invalid_plan" },
    });
    expect(rig.asked).toHaveLength(6);
    await rig.engine.close();
  });
});

describe("validation", () => {
  const schema = { type: "object", required: ["age"], properties: { age: { type: "integer" } } };

  it("checks an input against a schema, and returns the value that fits", async () => {
    const outcomes = [];
    for (const answer of ['{"age": 7}', '{"age": "old"}', "seven"]) {
      const rig = new PlanRig(new MemoryEventLog(), { "do a": answer });
      const planId = await rig.start({
        name: "checked",
        tasks: [
          { id: "a", kind: "ai_interaction", instructions: "do a" },
          { id: "v", kind: "validation", inputs: { person: "a" }, parameters: { schema, json: true } },
        ],
      });
      const { tasks } = await rig.ended(planId);
      outcomes.push(tasks[1]?.result ?? tasks[1]?.error);
      await rig.engine.close();
    }
    expect(outcomes).toEqual([
      { value: { age: 7 } },
      {
        code: "validation_failed",
        message: expect.stringMatching(/^person does not fit the schema:\n- \/age: .*integer/),
      },
      { code: "validation_failed", message: expect.stringContaining("person holds no JSON") },
    ]);
  });

  it("runs a command only when a person allows it, and returns its output", async () => {
    const rig = await rigWithTools({});
    const planId = await rig.start(only({ kind: "validation", parameters: { command: "echo fine" } }));
    await decideNext(rig, ToolDecision.AllowOnce);
    expect((await rig.ended(planId)).tasks[0]).toMatchObject({
      status: Completed,
      result: { command: "echo fine", output: expect.stringContaining("fine") },
    });
    expect(rig.model.requests).toEqual([]);
    await rig.engine.close();
  });

  it("fails with the output of a command that fails, and for good when a person says no", async () => {
    const failed = await rigWithTools({});
    const failedId = await failed.start(
      only({ kind: "validation", parameters: { command: "echo wrong; exit 3" } }),
    );
    await decideNext(failed, ToolDecision.AllowOnce);
    expect((await failed.ended(failedId)).tasks[0]).toMatchObject({
      status: Failed,
      error: { code: "validation_failed", message: expect.stringContaining("wrong") },
    });
    await failed.engine.close();

    const denied = await rigWithTools({});
    const deniedId = await denied.start(
      only({ kind: "validation", retries: 3, parameters: { command: "touch it" } }),
    );
    await decideNext(denied, ToolDecision.Deny, "not here");
    expect((await denied.ended(deniedId)).tasks[0]).toMatchObject({
      status: Failed,
      attempt: 1,
      error: { code: "denied", message: expect.stringContaining("not here") },
    });
    await expect(readFile(join(folder, "it"))).rejects.toMatchObject({ code: "ENOENT" });
    await denied.engine.close();
  });

  it("has a model for its commands that no client can choose", async () => {
    const rig = await rigWithTools({});
    const params = { model: "internal:command" };
    await expect(
      rig.engine.startSession({ ownerId: "local", userLabel: "ann", params }),
    ).rejects.toMatchObject({ code: "model_unavailable" });
    const plan: Plan = { name: "sly", model: "internal:command", tasks: [{ id: "a", kind: "no_op" }] };
    await expect(rig.start(plan)).rejects.toMatchObject({ code: "model_unavailable" });
    await rig.engine.close();
  });
});
