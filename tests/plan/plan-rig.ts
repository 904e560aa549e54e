import {
  Engine,
  type EngineOptions,
  type EventLog,
  type SessionEvent,
  type StepPart,
  type StepRequest,
} from "@aiwhisperer/engine";
import { type Plan, PlanStatus, TaskStatus } from "@aiwhisperer/protocol";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";

/** What a model says to a message that holds a text: an answer, or parts that it may wait between. */
export type Say = string | ((request: StepRequest, message: string) => AsyncIterable<StepPart>);

/**
 * An engine on a log, with a model that answers by what a message holds, and a recorder that hears of
 * everything.
 */
export class PlanRig {
  readonly engine: Engine;
  readonly model: ScriptedModel;
  readonly recorder = new EventRecorder();
  /** What the model received, message by message. */
  readonly asked: string[] = [];

  constructor(log: EventLog, says: Readonly<Record<string, Say>>, options: Partial<EngineOptions> = {}) {
    const { asked } = this;
    this.model = new ScriptedModel(async function* (request) {
      const message = newestMessage(request);
      asked.push(message);
      const [, say] = Object.entries(says).find(([text]) => message.includes(text)) ?? [];
      if (say === undefined) throw new Error(`nothing is scripted for "${message}"`);
      if (typeof say === "string") yield* [said(say), finished];
      else yield* say(request, message);
    });
    this.engine = new Engine({ log, models: this.model.catalog, ...options });
    this.engine.delegates.register(this.recorder);
  }

  /** Starts the engine with a plan. Returns the plan's id. */
  async start(plan: Plan): Promise<string> {
    await this.engine.start();
    const { planId } = await this.engine.plans.start({ ownerId: "local", userLabel: "ann", plan });
    return planId;
  }

  /** The events of the plan and of its tasks so far, in order. */
  events(planId: string): readonly SessionEvent[] {
    return this.recorder.committed.flatMap(({ sessionId, event }) => (sessionId === planId ? [event] : []));
  }

  /** Statuses of a task so far, in order, also those from before a restart if the recorder was there. */
  statuses(planId: string, taskId: string): readonly TaskStatus[] {
    return this.events(planId).flatMap((event) =>
      event.method === "TaskStatusNotification" && event.params.taskId === taskId
        ? [event.params.status]
        : [],
    );
  }

  /** Resolves when the plan has ended, with the status of it and of its tasks. */
  async ended(planId: string) {
    await this.recorder.until(() => planEndings(this.events(planId)).length > 0);
    return this.engine.plans.get("local", planId);
  }

  /** Resolves when a task has that status. */
  reached(planId: string, taskId: string, status: TaskStatus): Promise<void> {
    return this.recorder.until(() => this.statuses(planId, taskId).at(-1) === status);
  }
}

/** The statuses among events that end their plan. */
export function planEndings(events: readonly SessionEvent[]): readonly PlanStatus[] {
  const ends: readonly PlanStatus[] = [PlanStatus.Completed, PlanStatus.Failed, PlanStatus.Stopped];
  return events.flatMap((event) =>
    event.method === "PlanStatusNotification" && ends.includes(event.params.status)
      ? [event.params.status]
      : [],
  );
}

/** The statuses among events that end their task. */
export function taskEndings(events: readonly SessionEvent[], taskId: string): readonly TaskStatus[] {
  const ends: readonly TaskStatus[] = [TaskStatus.Completed, TaskStatus.Failed, TaskStatus.Skipped];
  return events.flatMap((event) =>
    event.method === "TaskStatusNotification" &&
    event.params.taskId === taskId &&
    ends.includes(event.params.status)
      ? [event.params.status]
      : [],
  );
}

function newestMessage({ messages }: StepRequest): string {
  const newest = messages.findLast(({ role }) => role === "user");
  return newest?.role === "user" ? newest.text : "";
}
