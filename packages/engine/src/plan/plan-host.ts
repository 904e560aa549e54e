import type { Plan, SessionParams } from "@aiwhisperer/protocol";
import type { TurnChoice } from "../event/session-changes.ts";
import type { SessionHeader } from "../event/session-header.ts";
import type { StoredAnswer } from "../log/event-log.ts";
import type { PlanEvent, PlanState } from "../state/plan-state.ts";
import type { RecordAnswer } from "../store/idempotency.ts";
import type { ReadEvents } from "./turn-record.ts";

/** A plan that was started. */
export interface StartedPlan {
  /** Also the id of the plan's own session. */
  readonly planId: string;
  readonly status: PlanState["status"];
  /** Sequence of the last event in the log. */
  readonly sequence: number;
}

/** The owner of a new plan, and the plan. */
export interface PlanStart {
  readonly ownerId: string;
  readonly userLabel: string;
  readonly plan: Plan;
}

/** A plan's own session, as far as the plan needs it. */
export interface PlanSession {
  readonly header: SessionHeader;
  /** Sequence of the last event that is in the log. */
  readonly committedSequence: number;
  /** The plan's state, folded from its events; `undefined` in a session without a plan. */
  readonly plan: PlanState | undefined;
  /**
   * Appends events of the plan as one, with an answer to keep. They are in `plan` before it returns; it
   * resolves when they are in the log, and rejects as `overloaded` when the log does not take them: the
   * session is then lost, and read from the log again.
   */
  appendPlan(events: readonly PlanEvent[], answer?: StoredAnswer): Promise<void>;
}

/** A session and its owner. */
export interface SessionRef {
  readonly ownerId: string;
  readonly sessionId: string;
}

/** The session that an attempt of a task runs in. */
export interface TaskSessionStart extends SessionRef {
  readonly userLabel: string;
  readonly planId: string;
  readonly taskId: string;
  readonly params: SessionParams;
}

/** A message into a task's session, and the id of its turn. */
export interface TaskMessage {
  readonly turnId: string;
  readonly message: string;
  /** How its turn asks the model. */
  readonly choice?: TurnChoice;
}

/** The engine, as plans use it. Rejections are `EngineFault`s. */
export interface PlanHost {
  /**
   * Starts a plan's own session: status Active, and the plan's status Pending with the plan, in one append
   * with the answer. Fails as `refused`, `draining` or `overloaded`.
   */
  openPlan(start: PlanStart, recordAnswer: RecordAnswer<StartedPlan>): Promise<PlanSession>;
  /**
   * The session of that id, for a user who may do what is needed. Fails as `session_not_found` or `refused`.
   */
  planSession(userId: string, planId: string, needed: "observe" | "drive"): Promise<PlanSession>;
  /** Loads a task's session from the log, or starts it. Fails as starting a session does. */
  ensureSession(start: TaskSessionStart): Promise<void>;
  /**
   * Sends a message that becomes the turn of that id. Sends nothing if the turn exists already. Fails as
   * sending does.
   */
  send(ref: SessionRef, message: TaskMessage): Promise<void>;
  /** Pauses a session. Does nothing if it does not exist or was stopped. */
  pause(ref: SessionRef): Promise<void>;
  /** Resumes a session. Does nothing if it does not exist or was stopped. */
  resume(ref: SessionRef): Promise<void>;
  /** Stops a session. Resolves when nothing of it runs. A session that does not exist counts as stopped. */
  stop(ref: SessionRef): Promise<void>;
  readonly read: ReadEvents;
}
