import { setImmediate } from "node:timers/promises";
import { Engine, EngineFault, MemoryEventLog, type Session } from "@aiwhisperer/engine";
import { Delivery, SessionStatus, ToolDecision, TurnStatus } from "@aiwhisperer/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditHistory } from "../chaos/support/audit-history.ts";
import { countFrom, report, seed } from "../chaos/support/bounds.ts";
import { auditCalls } from "../support/audit-calls.ts";
import { EventRecorder } from "../support/event-recorder.ts";
import { type Script, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";

const runs = countFrom("CHAOS_RUNS", 150);

/** Far more than the longest schedule needs to come to its end. */
const MAX_ROUNDS = 5_000;

const actions = [
  "send",
  "interrupt",
  "cancel",
  "pause",
  "resume",
  "allow",
  "always",
  "deny",
  "wait",
] as const;
type Action = (typeof actions)[number] | "stop";

/** Two rounds of tools, with text before, between and after. */
const script: Script = async function* (request) {
  const sinceUser = request.messages.slice(request.messages.findLastIndex(({ role }) => role === "user"));
  const rounds = sinceUser.filter(({ role }) => role === "assistant").length;
  yield said(`step ${rounds + 1} `);
  await setImmediate();
  if (rounds === 0) return yield* calling(["look", {}], ["change", {}], ["look", {}]);
  if (rounds === 1) return yield* calling(["change", {}]);
  yield reportResults(request);
  yield { type: "finish", reason: "stop", usage: {} };
};

const tools = [
  tool("look", {
    async run() {
      await setImmediate();
      return { result: "seen" };
    },
  }),
  tool("change", { effect: "write", isRepeatable: false }),
];

const refusals = new Set(["session_stopped", "tool_call_resolved", "tool_call_not_found", "limit_exceeded"]);

/** Does a thing that a client can do; refusals that the contract provides for are no fault. */
async function act(session: Session, recorder: EventRecorder, action: Action): Promise<void> {
  try {
    await perform(session, recorder, action);
  } catch (error) {
    if (!(error instanceof EngineFault) || !refusals.has(error.code)) throw error;
  }
}

async function perform(session: Session, recorder: EventRecorder, action: Action): Promise<unknown> {
  switch (action) {
    case "send":
      return session.conversation.send({ message: "go", delivery: Delivery.Queue });
    case "interrupt":
      return session.conversation.send({ message: "now", delivery: Delivery.Interrupt });
    case "cancel":
      return session.conversation.cancelTurn();
    case "pause":
      return session.conversation.pause();
    case "resume":
      return session.conversation.resume();
    case "stop":
      return session.stop();
    case "wait":
      return setImmediate();
    case "allow":
      return decideNewest(session, recorder, ToolDecision.AllowOnce);
    case "always":
      return decideNewest(session, recorder, ToolDecision.AllowAlways);
    case "deny":
      return decideNewest(session, recorder, ToolDecision.Deny);
  }
}

async function decideNewest(
  session: Session,
  recorder: EventRecorder,
  decision: ToolDecision,
): Promise<void> {
  const request = recorder.sessionEvents.findLast(
    ({ method }) => method === "ToolApprovalRequestNotification",
  );
  if (request?.method !== "ToolApprovalRequestNotification") return;
  await session.conversation.decide({ toolCallId: request.params.toolCallId, decision, decidedBy: "ann" });
}

/** Runs the actions, those of one group at the same time, then lets everything end. */
async function race(groups: readonly (readonly Action[])[]): Promise<EventRecorder> {
  const engine = new Engine({
    log: new MemoryEventLog(),
    models: new ScriptedModel(script).catalog,
    tools: [sourceOf(...tools)],
    limits: { maxQueuedMessages: 4 },
  });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  const session = await engine.startSession({ ownerId: "ann", userLabel: "Ann", params: {} });
  for (const group of groups) await Promise.all(group.map((action) => act(session, recorder, action)));
  await settle(session, recorder);
  await engine.close();
  return recorder;
}

/** Resumes, and allows whatever still asks, until nothing runs or waits. */
async function settle(session: Session, recorder: EventRecorder): Promise<void> {
  await act(session, recorder, "resume");
  for (let round = 0; !session.isIdle; round += 1) {
    if (round > MAX_ROUNDS) throw new Error("something is left running");
    await setImmediate();
    const pending = pendingCalls(recorder);
    for (const toolCallId of pending) {
      const decision = session.conversation.decide({
        toolCallId,
        decision: ToolDecision.AllowOnce,
        decidedBy: "ann",
      });
      await decision.catch((error: unknown) => {
        if (!(error instanceof EngineFault) || !refusals.has(error.code)) throw error;
      });
    }
  }
}

function pendingCalls({ sessionEvents }: EventRecorder): readonly string[] {
  const pending = new Set<string>();
  for (const event of sessionEvents) {
    if (event.method === "ToolApprovalRequestNotification") pending.add(event.params.toolCallId);
    if (event.method === "ToolApprovalResolvedNotification") pending.delete(event.params.toolCallId);
  }
  return [...pending];
}

const schedules = fc.array(
  fc.array(fc.constantFrom<Action>(...actions, "stop"), { minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 12 },
);

describe("pausing, cancelling, steering, deciding and stopping at the same time", () => {
  it("leave one end for every turn, one result for every call and one decision for every approval", async () => {
    report(`races: CHAOS_SEED=${seed}, ${runs} schedules`);
    await fc.assert(
      fc.asyncProperty(schedules, async (groups) => {
        const recorder = await race([["send"], ...groups]);
        const told = recorder.committed.map(({ sessionId, sequence, event }) => ({
          method: event.method,
          params: { sessionId, sequence, ...event.params },
        }));
        expect(auditHistory(told)).toEqual([]);
        const asking = new Set(["change"]);
        const allowed = recorder.sessionEvents.some(
          (event) =>
            event.method === "ToolApprovalResolvedNotification" &&
            event.params.decision === ToolDecision.AllowAlways,
        );
        const options = { asking: allowed ? new Set<string>() : asking, repeatable: new Set(["look"]) };
        expect(auditCalls(recorder.sessionEvents, options)).toEqual([]);
        const statuses = recorder.sessionEvents.flatMap((event) =>
          event.method === "SessionStatusNotification" ? [event.params.status] : [],
        );
        expect(statuses.filter((status) => status === SessionStatus.Stopped).length).toBeLessThanOrEqual(1);
        expect(recorder.endings.some(({ status }) => status === TurnStatus.Failed)).toBe(false);
      }),
      { seed, numRuns: runs, timeout: 30_000 },
    );
  });
});
