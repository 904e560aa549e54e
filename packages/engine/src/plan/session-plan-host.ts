import { Delivery, PlanStatus } from "@aiwhisperer/protocol";
import type { SessionHeader } from "../event/session-header.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { Session } from "../session/session.ts";
import type { SessionDirectory } from "../session/session-directory.ts";
import { planStatusEvent } from "../state/plan-state.ts";
import type { RecordAnswer } from "../store/idempotency.ts";
import type {
  PlanHost,
  PlanSession,
  PlanStart,
  SessionRef,
  StartedPlan,
  TaskMessage,
  TaskSessionStart,
} from "./plan-host.ts";
import type { ReadEvents } from "./turn-record.ts";

/** Options of the plan host. */
export interface SessionPlanHostOptions {
  readonly directory: SessionDirectory;
  /**
   * Admits a session and adds it to the directory; nothing of it is in the log yet. Fails as
   * `model_unavailable`, `refused` or `draining`.
   */
  readonly admitSession: (start: NewSession) => Promise<Session>;
  readonly newId: () => string;
  readonly read: ReadEvents;
}

/** The start of a session of a plan or of a task. */
export type NewSession = Pick<SessionHeader, "sessionId" | "ownerId" | "userLabel" | "params"> &
  Required<Pick<SessionHeader, "plan">>;

/** Runs plans on the sessions of an engine. */
export class SessionPlanHost implements PlanHost {
  readonly read: ReadEvents;
  readonly #options: SessionPlanHostOptions;
  /** By the id of a session, or of a turn. */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(options: SessionPlanHostOptions) {
    this.#options = options;
    this.read = options.read;
  }

  async openPlan(
    { ownerId, userLabel, plan }: PlanStart,
    recordAnswer: RecordAnswer<StartedPlan>,
  ): Promise<PlanSession> {
    const planId = this.#options.newId();
    const params = plan.model === undefined ? {} : { model: plan.model };
    const session = await this.#options.admitSession({
      sessionId: planId,
      ownerId,
      userLabel,
      params,
      plan: { planId },
    });
    const status = PlanStatus.Pending;
    await session.open({
      more: [planStatusEvent(planId, status, { plan })],
      answer: recordAnswer({ planId, status, sequence: 2 }),
    });
    return session;
  }

  planSession(userId: string, planId: string, needed: "observe" | "drive"): Promise<PlanSession> {
    return this.#options.directory.get(userId, planId, needed);
  }

  ensureSession(start: TaskSessionStart): Promise<void> {
    const { sessionId, planId, taskId } = start;
    return this.#once(sessionId, async () => {
      if ((await this.#options.directory.load(sessionId)) !== undefined) return;
      const { ownerId, userLabel, params } = start;
      const plan = { planId, taskId };
      const session = await this.#options.admitSession({ sessionId, ownerId, userLabel, params, plan });
      await session.open();
    });
  }

  send(ref: SessionRef, { turnId, message, choice = {} }: TaskMessage): Promise<void> {
    return this.#once(turnId, async () => {
      const session = await this.#session(ref);
      if (session.conversation.hasTurn(turnId)) return;
      await session.conversation.send({ message, delivery: Delivery.Queue, turnId, choice });
    });
  }

  pause(ref: SessionRef): Promise<void> {
    return this.#command(ref, (session) => session.conversation.pause());
  }

  resume(ref: SessionRef): Promise<void> {
    return this.#command(ref, (session) => session.conversation.resume());
  }

  stop(ref: SessionRef): Promise<void> {
    return this.#command(ref, (session) => session.stop());
  }

  /**
   * Concurrent calls with the same id share one execution: a plan that was read from the log again may repeat
   * a command of its previous run.
   */
  async #once(id: string, work: () => Promise<void>): Promise<void> {
    const underWay = this.#underWay.get(id);
    if (underWay !== undefined) return underWay;
    const result = work();
    this.#underWay.set(id, result);
    try {
      await result;
    } finally {
      this.#underWay.delete(id);
    }
  }

  #session({ ownerId, sessionId }: SessionRef): Promise<Session> {
    return this.#options.directory.get(ownerId, sessionId, "own");
  }

  /** A session that is not there, or has been stopped, stays as it is. */
  async #command(ref: SessionRef, command: (session: Session) => Promise<unknown>): Promise<void> {
    try {
      await command(await this.#session(ref));
    } catch (error) {
      const isAtRest =
        error instanceof EngineFault &&
        (error.code === "session_not_found" || error.code === "session_stopped");
      if (!isAtRest) throw error;
    }
  }
}
