import { isPlanEnded, PlanStatus, type PlanTask, TaskFailureCause, TaskStatus } from "@aiwhisperer/protocol";
import { InvalidEventError } from "../event/event-check.ts";
import { delay } from "../kit/clock.ts";
import { EngineFault, RETRY_AFTER_MS } from "../kit/engine-fault.ts";
import type { StoredAnswer } from "../log/event-log.ts";
import {
  isTaskAtWork,
  type PlanEvent,
  type PlanState,
  planStatusEvent,
  taskStatusEvent,
} from "../state/plan-state.ts";
import type { RecordAnswer } from "../store/idempotency.ts";
import { attemptEvents, interrupted } from "./attempt-events.ts";
import {
  cutOffSessions,
  cutOffTasks,
  outcomeOf,
  outerFailure,
  readyTasks,
  skippedTasks,
} from "./plan-decisions.ts";
import type { PlanSession, SessionRef } from "./plan-host.ts";
import { pausedSessions, pausedTasks, resumedTasks } from "./plan-pause.ts";
import { type AttemptEnvironment, runAttempt } from "./run-attempt.ts";
import type { TaskOutcome } from "./task-kind.ts";

/** The environment that the running plans of an engine share. */
export interface PlanEnvironment extends AttemptEnvironment {
  readonly newId: () => string;
  /** Whether the engine ends, so that no further task may begin. */
  readonly isDraining: () => boolean;
  /** Asks the delegates before a task begins. */
  readonly ask: (question: TaskStartQuestion) => Promise<"start" | "pause" | "stop">;
}

/** The task that is about to begin. */
export interface TaskStartQuestion {
  readonly userId: string;
  readonly planId: string;
  readonly taskId: string;
}

/** Answer of a command that changes a plan's status. */
export interface PlanAnswer {
  readonly planId: string;
  readonly status: PlanStatus;
}

const REQUESTED = "A delegate asked for it.";
const ignore = (): void => undefined;

/**
 * One run of a plan: decides from the folded state, appends what follows, and runs the attempts of its tasks.
 * The log has the status Running of a task before its work begins, and exactly one end with its result. If an
 * event cannot be logged, the run is over: another run resumes the plan from the log, and the sessions of its
 * tasks continue meanwhile.
 */
export class PlanRun {
  readonly #session: PlanSession;
  readonly #environment: PlanEnvironment;
  readonly #onEnd: () => void;
  /** Aborts the running attempts, by task id. */
  readonly #attempts = new Map<string, AbortController>();
  readonly #starting = new Set<string>();
  readonly #abandoned = new AbortController();
  #ending: Promise<void> | undefined;
  #holding: Promise<void> = Promise.resolve();

  /** Takes the plan's own session. Calls `onEnd` once, when the plan has ended or the run is over. */
  constructor(session: PlanSession, environment: PlanEnvironment, onEnd: () => void) {
    this.#session = session;
    this.#environment = environment;
    this.#onEnd = onEnd;
  }

  /** The plan's state, folded from its events. */
  get state(): PlanState {
    const { plan } = this.#session;
    if (plan === undefined) throw new Error(`session ${this.#session.header.sessionId} has no plan`);
    return plan;
  }

  /**
   * Begins, or resumes where the log ends: attempts with a session continue in it, repeatable attempts start
   * again, other attempts have failed. Completed tasks stay completed.
   */
  begin(): void {
    const { state } = this;
    if (this.#environment.isDraining()) return;
    if (state.status === PlanStatus.Pending)
      this.#appendUnawaited([planStatusEvent(state.planId, PlanStatus.Running)]);
    if (state.status === PlanStatus.Paused) this.#background(this.#inOrder(() => this.#hold()));
    for (const taskId of state.tasks.keys()) this.#resumeAttempt(taskId);
    this.#advance();
  }

  /**
   * Holds the plan: the sessions of its tasks are paused, and no task begins. Does nothing for a paused plan.
   * Fails as `session_stopped` or `overloaded`.
   */
  pause(recordAnswer: RecordAnswer<PlanAnswer>, reason?: string): Promise<PlanStatus> {
    const status = PlanStatus.Paused;
    return this.#inOrder(async () => {
      this.#requireOpen();
      const { planId } = this.state;
      const why = reason === undefined ? {} : { reason };
      const events =
        this.state.status === status
          ? []
          : [planStatusEvent(planId, status, why), ...pausedTasks(this.state)];
      await this.#appendAnswered(events, recordAnswer({ planId, status }));
      await this.#hold();
      return status;
    });
  }

  /**
   * Resumes the plan after a pause. Does nothing for a running plan. Fails as `session_stopped` or
   * `overloaded`.
   */
  resume(recordAnswer: RecordAnswer<PlanAnswer>): Promise<PlanStatus> {
    const status = PlanStatus.Running;
    return this.#inOrder(async () => {
      this.#requireOpen();
      const sessions = this.#heldSessions();
      // Before the log says so: after a crash between the two the plan is found paused, and holds its
      // sessions again.
      await this.#release(sessions);
      this.#requireOpen();
      const { planId } = this.state;
      const isPaused = this.state.status === PlanStatus.Paused;
      const events = isPaused ? [planStatusEvent(planId, status), ...resumedTasks(this.state)] : [];
      const appended = this.#appendAnswered(events, recordAnswer({ planId, status }));
      this.#advance();
      await appended;
      // An attempt that was about to open its session may have found the plan still held.
      await this.#release(sessions);
      return status;
    });
  }

  /**
   * Ends the plan: cancels its running tasks and skips the others. Resolves when the sessions of its tasks
   * have stopped and its end is in the log. Stopping twice is fine. Fails as `overloaded`.
   */
  async stop(recordAnswer: RecordAnswer<PlanAnswer>): Promise<PlanStatus> {
    if (this.#ending === undefined && !isPlanEnded(this.state.status)) {
      const failure = outerFailure(TaskFailureCause.PlanStopped, "The plan was stopped.");
      this.#appendUnawaited(cutOffTasks(this.state, failure));
      this.#giveUp();
      this.#end();
    }
    await this.#ending;
    const { planId, status } = this.state;
    await this.#appendAnswered([], recordAnswer({ planId, status }));
    return status;
  }

  /**
   * Aborts the run without appending events; the next run resumes the plan from the log. Leaves the sessions
   * of its tasks alone.
   */
  abandon(): void {
    if (this.#abandoned.signal.aborted) return;
    this.#abandoned.abort();
    this.#giveUp();
    this.#onEnd();
  }

  /** Appends and starts what follows from the state. */
  #advance(): void {
    if (this.#abandoned.signal.aborted || this.#ending !== undefined) return;
    this.#appendUnawaited(skippedTasks(this.state));
    if (outcomeOf(this.state) !== undefined) {
      this.#end();
      return;
    }
    if (this.state.status !== PlanStatus.Running || this.#environment.isDraining()) return;
    const { maxParallelTasks } = this.#environment.limits;
    const maxParallel = Math.min(this.state.plan.maxParallel ?? maxParallelTasks, maxParallelTasks);
    for (const task of readyTasks(this.state, { maxParallel, starting: this.#starting })) {
      this.#starting.add(task.id);
      this.#background(this.#start(task));
    }
  }

  async #start(task: PlanTask): Promise<void> {
    const { ask, isDraining } = this.#environment;
    const { planId } = this.state;
    const wanted = await ask({ userId: this.#session.header.ownerId, planId, taskId: task.id });
    this.#starting.delete(task.id);
    const isOver = this.#abandoned.signal.aborted || this.#ending !== undefined || isDraining();
    // The plan may have been paused meanwhile: `resume` asks again.
    if (isOver || this.state.status !== PlanStatus.Running) return;
    if (wanted === "pause") await this.pause(() => undefined, REQUESTED);
    else if (wanted === "stop") await this.stop(() => undefined);
    else this.#launch(task);
  }

  #launch(task: PlanTask): void {
    const { kinds, newId } = this.#environment;
    const { planId, plan, tasks } = this.state;
    const needsSession = kinds.find(task.kind)?.describeSession(task, plan) !== undefined;
    const attempt = (tasks.get(task.id)?.progress.attempt ?? 0) + 1;
    const session = needsSession ? { taskSessionId: newId() } : {};
    const running = taskStatusEvent(planId, task.id, { status: TaskStatus.Running, attempt, ...session });
    this.#background(this.#work(task, this.#append([running])));
  }

  /** Resumes an attempt that another run left open. */
  #resumeAttempt(taskId: string): void {
    const planned = this.state.tasks.get(taskId);
    if (planned === undefined || !isTaskAtWork(planned.progress)) return;
    const { task, progress } = planned;
    const isRepeatable = this.#environment.kinds.find(task.kind)?.isRepeatable ?? true;
    if (progress.taskSessionId !== undefined || isRepeatable) this.#background(this.#work(task));
    else this.#settle(task, interrupted);
  }

  /** Runs an attempt whose status Running is in the given append. */
  async #work(task: PlanTask, appended?: Promise<void>): Promise<void> {
    const giveUp = new AbortController();
    this.#attempts.set(task.id, giveUp);
    await appended;
    const { state } = this;
    const planned = state.tasks.get(task.id);
    if (planned === undefined || giveUp.signal.aborted) return;
    const { ownerId, userLabel } = this.#session.header;
    const outcome = await runAttempt({
      environment: this.#environment,
      owner: { ownerId, userLabel },
      state,
      ...planned,
      isHeld: () => this.state.status === PlanStatus.Paused,
      signal: giveUp.signal,
    });
    if (outcome === undefined || giveUp.signal.aborted) return;
    this.#attempts.delete(task.id);
    this.#settle(task, outcome);
    this.#advance();
  }

  /** Appends the end of an attempt, and what follows from it for other tasks. */
  #settle(task: PlanTask, outcome: TaskOutcome): void {
    const { isFatal, events } = attemptEvents(this.state, task.id, outcome);
    if (events.length > 0) this.#background(this.#appendEnd(task, events));
    if (isFatal) this.#giveUp();
  }

  /** An end that breaks its declaration is a defect, and the task has failed of that. */
  async #appendEnd(task: PlanTask, events: readonly PlanEvent[]): Promise<void> {
    try {
      await this.#append(events);
    } catch (error) {
      if (!(error instanceof InvalidEventError)) throw error;
      this.#environment.onError(this.state.planId, error);
      const failure = { code: "internal", message: "The task failed inside the server." };
      this.#settle(task, { error: failure, isFinal: true });
      this.#advance();
    }
  }

  #end(): void {
    this.#ending = this.#finish();
    this.#background(this.#ending);
  }

  /** A plan ends when nothing of it runs. */
  async #finish(): Promise<void> {
    // The events that cut off the tasks are in the log before their sessions are stopped.
    await this.#append([]);
    const outcome = outcomeOf(this.state);
    if (outcome === undefined) throw new Error(`plan ${this.state.planId} has tasks that have not ended`);
    const { status, ...why } = outcome;
    await Promise.all(cutOffSessions(this.state).map((sessionId) => this.#stopSession(sessionId)));
    await this.#append([planStatusEvent(this.state.planId, status, why)]);
    this.#onEnd();
  }

  /** Retries until the log can be written. */
  async #stopSession(sessionId: string): Promise<void> {
    const { host, clock } = this.#environment;
    for (;;) {
      try {
        return await host.stop(this.#refTo(sessionId));
      } catch (error) {
        if (!(error instanceof EngineFault)) throw error;
      }
      await delay(clock, RETRY_AFTER_MS, this.#abandoned.signal);
      this.#requireOwner();
    }
  }

  async #hold(): Promise<void> {
    const { host } = this.#environment;
    await Promise.all(this.#heldSessions().map((ref) => host.pause(ref)));
  }

  async #release(sessions: readonly SessionRef[]): Promise<void> {
    const { host } = this.#environment;
    await Promise.all(sessions.map((ref) => host.resume(ref)));
  }

  #heldSessions(): readonly SessionRef[] {
    return pausedSessions(this.state).map((sessionId) => this.#refTo(sessionId));
  }

  #refTo(sessionId: string): SessionRef {
    return { ownerId: this.#session.header.ownerId, sessionId };
  }

  #giveUp(): void {
    for (const attempt of this.#attempts.values()) attempt.abort();
    this.#attempts.clear();
  }

  #requireOpen(): void {
    const { planId, status } = this.state;
    if (this.#ending !== undefined || isPlanEnded(status)) {
      throw new EngineFault("session_stopped", { sessionId: planId });
    }
  }

  /** A run that is over appends nothing more: the plan may have another run. */
  #requireOwner(): void {
    if (this.#abandoned.signal.aborted) throw new EngineFault("overloaded", { retryAfterMs: RETRY_AFTER_MS });
  }

  async #append(events: readonly PlanEvent[], answer?: StoredAnswer): Promise<void> {
    this.#requireOwner();
    try {
      await this.#session.appendPlan(events, answer);
    } catch (error) {
      // An invalid event changes nothing, so the run continues.
      if (!(error instanceof InvalidEventError)) this.abandon();
      throw error;
    }
  }

  async #appendAnswered(events: readonly PlanEvent[], answer: StoredAnswer | undefined): Promise<void> {
    if (events.length > 0 || answer !== undefined) await this.#append(events, answer);
  }

  /**
   * Pauses and resumptions touch many sessions each: one after the other, so that the last one counts for all
   * of them.
   */
  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#holding.then(work);
    this.#holding = result.then(ignore, ignore);
    return result;
  }

  /** Appends events without waiting for the commit. */
  #appendUnawaited(events: readonly PlanEvent[]): void {
    if (events.length > 0) this.#background(this.#append(events));
  }

  /** For the plan's own work. A fault of the log has been announced already; anything else is a defect. */
  #background(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!(error instanceof EngineFault)) this.#environment.onError(this.state.planId, error);
    });
  }
}
