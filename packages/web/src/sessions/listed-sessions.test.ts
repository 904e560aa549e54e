import { SessionStatus, type SessionSummary } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { toListed } from "./listed-sessions.ts";

const summary = (sessionId: string, fields: Partial<SessionSummary> = {}): SessionSummary => ({
  sessionId,
  userId: "local",
  status: SessionStatus.Active,
  sequence: 1,
  title: sessionId,
  model: "demo",
  createdAt: 0,
  updatedAt: 0,
  queuedMessages: 0,
  ...fields,
});

const sessions = [
  summary("chat", { pendingApprovals: 1 }),
  summary("task-1", { planId: "plan", taskId: "1", pendingApprovals: 2 }),
  summary("task-2", { planId: "plan", taskId: "2", pendingQuestions: 1 }),
  summary("plan", { planId: "plan" }),
];

describe("toListed", () => {
  it("shows a plan for its tasks, with what waits in them", () => {
    expect(toListed(sessions, "chat").map((each) => [each.sessionId, each.pendingApprovals])).toEqual([
      ["chat", 1],
      ["plan", 3],
    ]);
  });

  it("shows the session of a task while it is open", () => {
    expect(toListed(sessions, "task-2").map(({ sessionId }) => sessionId)).toEqual([
      "chat",
      "task-2",
      "plan",
    ]);
  });

  it("shows the session of a task whose plan is not in the list", () => {
    expect(toListed([summary("lost", { planId: "gone", taskId: "1" })], undefined)).toHaveLength(1);
  });
});
