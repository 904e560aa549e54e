import { type GetPlanResponse, isPlanEnded, type Plan, PlanStatus } from "@aiwhisperer/protocol";
import type { DelegateManager } from "../delegate/delegate-manager.ts";
import type { Clock } from "../kit/clock.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { ModelCatalog } from "../model/model.ts";
import type { SchemaCheckers } from "../schema/schema-checker.ts";
import type { RecordAnswer } from "../store/idempotency.ts";
import { checkPlan } from "./check-plan.ts";
import type { PlanHost, PlanSession, PlanStart, StartedPlan } from "./plan-host.ts";
import { type PlanAnswer, type PlanEnvironment, PlanRun, type TaskStartQuestion } from "./plan-run.ts";
import type { PlanKinds, PlanLimits } from "./task-kind.ts";
import type { TurnEndings } from "./turn-endings.ts";

/** Options of the execution engine. */
export interface PlansOptions {
  readonly kinds: PlanKinds;
  readonly host: PlanHost;
  readonly delegates: DelegateManager;
  readonly models: ModelCatalog;
  readonly limits: PlanLimits;
  readonly schemas: SchemaCheckers;
  readonly endings: TurnEndings;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Whether the engine ends, so that no further task may begin. */
  readonly isDraining: () => boolean;
}

const recordNothing = (): undefined => undefined;

/**
 * The execution engine: runs plans on the sessions of its host. The events of each plan are in a session of
 * its own.
 */
export class Plans {
  /** The kinds of tasks that plans can have; plug-ins add theirs before the first plan starts. */
  readonly kinds: PlanKinds;
  readonly #options: PlansOptions;
  readonly #environment: PlanEnvironment;
  /** The running plans, by id. */
  readonly #runs = new Map<string, { readonly run: PlanRun; readonly session: PlanSession }>();
  #isOver = false;

  constructor(options: PlansOptions) {
    this.#options = options;
    this.kinds = options.kinds;
    const { host, delegates, limits, schemas, endings, clock, newId, isDraining } = options;
    this.#environment = {
      host,
      kinds: this.kinds,
      limits,
      schemas,
      clock,
      endings,
      newId,
      isDraining,
      ask: (question) => this.#ask(question),
      onError: (sessionId, error) => delegates.announce({ name: "engine_error_occurred", sessionId, error }),
    };
  }

  /**
   * Starts a plan. Resolves when it is in the log. Fails as `invalid_plan` with all its problems,
   * `limit_exceeded`, `model_unavailable`, `refused`, `draining` or `overloaded`.
   */
  async start(
    start: PlanStart,
    recordAnswer: RecordAnswer<StartedPlan> = recordNothing,
  ): Promise<StartedPlan> {
    this.#requireRunnable(start.plan);
    const session = await this.#options.host.openPlan(start, recordAnswer);
    const { sessionId: planId } = session.header;
    const started = { planId, status: PlanStatus.Pending, sequence: session.committedSequence };
    this.#runOf(session);
    return started;
  }

  /** Returns the state of a plan and of each of its tasks. Fails as `plan_not_found`. */
  async get(userId: string, planId: string): Promise<GetPlanResponse> {
    const session = await this.#session(userId, planId, "observe");
    const { plan: state } = session;
    if (state === undefined) throw new EngineFault("plan_not_found", { planId });
    const tasks = [...state.tasks.values()].map(({ progress }) => progress);
    const { plan, status } = state;
    return { planId, status, plan, tasks, sequence: session.committedSequence };
  }

  /**
   * Holds a plan. Pausing twice is fine. Fails as `plan_not_found`, `session_stopped` for a plan that has
   * ended, or `overloaded`.
   */
  async pause(
    userId: string,
    planId: string,
    recordAnswer: RecordAnswer<PlanAnswer> = recordNothing,
  ): Promise<PlanStatus> {
    return this.#runOf(await this.#session(userId, planId, "drive")).pause(recordAnswer);
  }

  /** Resumes a paused plan. Does nothing for a running plan. Fails as `pause` does. */
  async resume(
    userId: string,
    planId: string,
    recordAnswer: RecordAnswer<PlanAnswer> = recordNothing,
  ): Promise<PlanStatus> {
    return this.#runOf(await this.#session(userId, planId, "drive")).resume(recordAnswer);
  }

  /**
   * Ends a plan. Returns its final status. Stopping twice is fine. Fails as `plan_not_found` or `overloaded`.
   */
  async stop(
    userId: string,
    planId: string,
    recordAnswer: RecordAnswer<PlanAnswer> = recordNothing,
  ): Promise<PlanStatus> {
    return this.#runOf(await this.#session(userId, planId, "drive")).stop(recordAnswer);
  }

  /**
   * Resumes the plan of a session after a start of the engine or a fault of the log. Does nothing if the plan
   * has ended.
   */
  recover(session: PlanSession): void {
    if (session.plan !== undefined) this.#runOf(session);
  }

  /**
   * Aborts the runs without appending events; the next start resumes them. Later commands fail as
   * `overloaded`.
   */
  abandon(): void {
    this.#isOver = true;
    for (const { run } of [...this.#runs.values()]) run.abandon();
  }

  /** Returns the run of a session's plan. Starts one if there is none. */
  #runOf(session: PlanSession): PlanRun {
    const { sessionId: planId } = session.header;
    const current = this.#runs.get(planId);
    if (current?.session === session) return current.run;
    // The session was lost with its log and has been read again.
    current?.run.abandon();
    const run = new PlanRun(session, this.#environment, () => {
      if (this.#runs.get(planId)?.run === run) this.#runs.delete(planId);
    });
    if (isPlanEnded(run.state.status)) return run;
    this.#runs.set(planId, { run, session });
    if (this.#isOver) run.abandon();
    else run.begin();
    return run;
  }

  async #session(userId: string, planId: string, needed: "observe" | "drive"): Promise<PlanSession> {
    const notFound = (cause?: unknown): EngineFault =>
      new EngineFault("plan_not_found", { planId }, { cause });
    try {
      const session = await this.#options.host.planSession(userId, planId, needed);
      if (session.plan === undefined) throw notFound();
      return session;
    } catch (error) {
      if (error instanceof EngineFault && error.code === "session_not_found") throw notFound(error);
      throw error;
    }
  }

  #requireRunnable(plan: Plan): void {
    const problems = checkPlan(plan, this.kinds);
    if (problems.length > 0) throw new EngineFault("invalid_plan", { problems });
    const value = this.#options.limits.maxParallelTasks;
    if ((plan.maxParallel ?? 0) > value) {
      throw new EngineFault("limit_exceeded", { limit: "maxParallelTasks", value });
    }
    const { models } = this.#options;
    for (const model of new Set([plan.model, ...plan.tasks.map((task) => task.model)])) {
      if (model === undefined) continue;
      const resolved = models.resolve(model);
      if ("unavailable" in resolved) {
        throw new EngineFault("model_unavailable", { model, reason: resolved.unavailable });
      }
    }
  }

  async #ask(question: TaskStartQuestion): Promise<"start" | "pause" | "stop"> {
    const { delegates } = this.#options;
    const stopping = await delegates.ask("engine_request_stop", question, { fallback: { stop: false } });
    if (stopping.answer.stop) return "stop";
    const pausing = await delegates.ask("engine_request_pause", question, { fallback: { pause: false } });
    return pausing.answer.pause ? "pause" : "start";
  }
}
