import type { Client } from "@aiwhisperer/client";
import type { SessionEvent } from "@aiwhisperer/engine";
import { Channel, PlanStatus, type PlanTask, type SessionSummary, TaskStatus } from "@aiwhisperer/protocol";
import type { Findings } from "./audit-history.ts";
import type { Histories } from "./audit-wire.ts";
import type { DeliveredEvent } from "./wire-tap.ts";

/** What there was of plans in a storm. */
export interface PlanFigures {
  readonly plans: number;
  readonly completedTasks: number;
  readonly attempts: number;
  readonly pauses: number;
}

type TaskParams = SessionEvent<"TaskStatusNotification">["params"];
type PlanParams = SessionEvent<"PlanStatusNotification">["params"];

interface AuditedTask {
  readonly task: PlanTask;
  status: TaskStatus;
  attempt: number;
  /** By attempt; those of kinds that need a session. */
  readonly sessions: Map<number, string>;
}

/** Reads the summaries of all sessions. */
export async function listSessions({ rpc }: Pick<Client, "rpc">): Promise<readonly SessionSummary[]> {
  const sessions: SessionSummary[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await rpc.listSessions(cursor === undefined ? { limit: 200 } : { limit: 200, cursor });
    sessions.push(...page.sessions);
    cursor = page.nextCursor;
    if (cursor === undefined) return sessions;
  }
}

/**
 * Holds the histories of plans against the contract: one end a plan and one a task, with nothing after it;
 * attempts that count up, each in a session of its own; a task begins once those that it depends on have
 * ended. What a task gave is what its last session says, each session was asked once, and there is none that
 * its plan knows nothing of.
 */
export function auditPlans(
  planIds: readonly string[],
  histories: Histories,
  listed: readonly SessionSummary[],
): Findings {
  return planIds.flatMap((planId) => {
    const audit = new PlanAudit(planId);
    for (const event of histories.get(planId) ?? []) audit.take(event);
    audit.finish(histories, listed);
    return audit.findings;
  });
}

class PlanAudit {
  readonly findings: string[] = [];
  readonly #planId: string;
  readonly #tasks = new Map<string, AuditedTask>();
  #status: PlanStatus | undefined;
  #results = new Map<string, unknown>();

  constructor(planId: string) {
    this.#planId = planId;
  }

  take({ method, params }: DeliveredEvent): void {
    if (this.#status !== undefined && isPlanEnd(this.#status)) this.#find(`has a ${method} after its end`);
    if (method === "PlanStatusNotification") this.#takePlan(params as unknown as PlanParams);
    if (method === "TaskStatusNotification") this.#takeTask(params as unknown as TaskParams);
  }

  /** The plan has ended, and its tasks' sessions say the same. */
  finish(histories: Histories, listed: readonly SessionSummary[]): void {
    if (this.#status === undefined || !isPlanEnd(this.#status)) this.#find("has not ended");
    const known = new Set<string>([this.#planId]);
    for (const { task, status, sessions, attempt } of this.#tasks.values()) {
      if (!isTaskEnd(status)) this.#find(`has ended and ${task.id} has not`);
      for (const sessionId of sessions.values()) known.add(sessionId);
      for (const [number, sessionId] of sessions) {
        const isLast = number === attempt && status === TaskStatus.Completed;
        this.#checkSession(task, histories.get(sessionId) ?? [], isLast);
      }
    }
    for (const { sessionId, planId, taskId } of listed) {
      if (planId === this.#planId && !known.has(sessionId))
        this.#find(`knows nothing of a session of ${taskId}`);
    }
  }

  #takePlan({ status, plan }: PlanParams): void {
    this.#status = status;
    for (const task of plan?.tasks ?? []) {
      this.#tasks.set(task.id, { task, status: TaskStatus.Pending, attempt: 0, sessions: new Map() });
    }
  }

  #takeTask({ taskId, status, attempt, taskSessionId, result }: TaskParams): void {
    const audited = this.#tasks.get(taskId);
    if (audited === undefined) {
      this.#find(`reports ${taskId}, which is not one of its tasks`);
      return;
    }
    const before = audited.status;
    if (isTaskEnd(before)) this.#find(`reports ${taskId} after its end`);
    audited.status = status;
    if (status === TaskStatus.Completed) this.#results.set(taskId, result);
    if (status !== TaskStatus.Running) return;
    const expected = before === TaskStatus.Paused ? audited.attempt : audited.attempt + 1;
    if (attempt !== expected)
      this.#find(`begins attempt ${attempt} of ${taskId} where ${expected} had to come`);
    audited.attempt = attempt ?? 0;
    this.#takeSession(audited, taskSessionId);
    this.#checkDependencies(audited.task);
  }

  #takeSession({ task, attempt, sessions }: AuditedTask, sessionId: string | undefined): void {
    const before = sessions.get(attempt);
    if (before !== undefined && before !== sessionId) this.#find(`moves attempt ${attempt} of ${task.id}`);
    const isReused = [...sessions].some(([number, used]) => number !== attempt && used === sessionId);
    if (isReused) this.#find(`begins attempt ${attempt} of ${task.id} in the session of another`);
    if (sessionId !== undefined) sessions.set(attempt, sessionId);
  }

  #checkDependencies({ id, dependsOn = [], inputs = {} }: PlanTask): void {
    for (const needed of [...dependsOn, ...Object.values(inputs)]) {
      const status = this.#tasks.get(needed)?.status;
      if (status === undefined || !isTaskEnd(status)) this.#find(`begins ${id} before ${needed} has ended`);
    }
  }

  /** A session is asked once; the last one of a completed task said what the task gave. */
  #checkSession(task: PlanTask, history: readonly DeliveredEvent[], isLast: boolean): void {
    const messages = history.filter(({ method }) => method === "UserMessageNotification").length;
    if (messages > 1) this.#find(`asked a session of ${task.id} ${messages} times`);
    if (!isLast) return;
    if (messages === 0) this.#find(`never asked the session that ${task.id} completed in`);
    const text = lastAnswer(history);
    if (task.kind === "ai_interaction" && this.#results.get(task.id) !== text) {
      this.#find(`has a result of ${task.id} that its session does not: ${text}`);
    }
  }

  #find(finding: string): void {
    this.findings.push(`plan ${this.#planId} ${finding}`);
  }
}

/** Text of channel Final of the newest message. */
function lastAnswer(history: readonly DeliveredEvent[]): string {
  const texts = new Map<unknown, string>();
  for (const { method, params } of history) {
    const { messageId, chunk, channel = Channel.Final } = params;
    if (method === "MessageDiscardedNotification") texts.delete(messageId);
    if (method !== "AIMessageChunkNotification" || channel !== Channel.Final) continue;
    texts.set(messageId, (texts.get(messageId) ?? "") + String(chunk));
  }
  return [...texts.values()].at(-1) ?? "";
}

function isPlanEnd(status: PlanStatus): boolean {
  return status === PlanStatus.Completed || status === PlanStatus.Failed || status === PlanStatus.Stopped;
}

function isTaskEnd(status: TaskStatus): boolean {
  return status === TaskStatus.Completed || status === TaskStatus.Failed || status === TaskStatus.Skipped;
}

/** Counts what there was of plans. */
export function countPlans(planIds: readonly string[], histories: Histories): PlanFigures {
  const events = planIds.flatMap((planId) => histories.get(planId) ?? []);
  const countOf = (method: string, status: number): number =>
    events.filter((event) => event.method === method && event.params.status === status).length;
  return {
    plans: planIds.length,
    completedTasks: countOf("TaskStatusNotification", TaskStatus.Completed),
    attempts: countOf("TaskStatusNotification", TaskStatus.Running),
    pauses: countOf("PlanStatusNotification", PlanStatus.Paused),
  };
}
