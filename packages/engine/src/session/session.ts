import {
  type ForkOrigin,
  type SessionAccess,
  SessionStatus,
  type SessionSummary,
} from "@aiwhisperer/protocol";
import { InvalidEventError } from "../event/event-check.ts";
import { type SessionEvent, statusEvent } from "../event/session-event.ts";
import type { SessionHeader, Shares } from "../event/session-header.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { StoredAnswer } from "../log/event-log.ts";
import { cancelledEvents } from "../state/cut-off-turn.ts";
import type { PlanEvent, PlanState } from "../state/plan-state.ts";
import { hasOpenWork } from "../state/session-state.ts";
import { summarise } from "../state/summary.ts";
import type { RecordAnswer } from "../store/idempotency.ts";
import { requireModel, type SessionEnvironment } from "../store/session-environment.ts";
import { SessionStore, type StoredHistory } from "../store/session-store.ts";
import { describeActivity, type SessionActivity } from "./activity.ts";
import { Attendance } from "./attendance.ts";
import type { ForkCut } from "./fork-cut.ts";
import { recordNothing, SessionConversation, type StatusAnswer } from "./session-conversation.ts";
import { changesOf, concernsTurns, type SessionWishes } from "./session-wishes.ts";
import { type RestartPolicy, TurnQueue } from "./turn-queue.ts";

/** What is committed together with a session's first event. */
export interface SessionOpening {
  readonly more?: readonly SessionEvent[];
  readonly answer?: StoredAnswer | undefined;
}

/** Identity and state of a new session. */
export interface StartedSession {
  readonly sessionId: string;
  readonly status: SessionStatus;
  /** Sequence of the last event in the log. */
  readonly sequence: number;
}

/**
 * A live session: the owner of its store, its turns and its end. What people do in it is its `conversation`;
 * the session of a plan records the plan's events instead. Commands are acknowledged once their events are in
 * the log.
 */
export class Session {
  readonly header: SessionHeader;
  /** Its commands fail as `refused` in the session of a plan, which is paused and resumed as the plan is. */
  readonly conversation: SessionConversation;
  readonly #environment: SessionEnvironment;
  readonly #store: SessionStore;
  readonly #attendance: Attendance;
  readonly #turns: TurnQueue;
  #stopping: Promise<void> | undefined;

  constructor(header: SessionHeader, environment: SessionEnvironment, stored?: StoredHistory) {
    this.header = header;
    this.#environment = environment;
    this.#store = new SessionStore({ header, environment, stored, onLost: (fault) => this.#lose(fault) });
    this.#turns = new TurnQueue({
      store: this.#store,
      environment,
      onBegin: () => {
        environment.onBusy(header.sessionId);
        this.#attendance.turnBegan();
      },
    });
    this.conversation = new SessionConversation({
      store: this.#store,
      turns: this.#turns,
      environment,
      requireOpen: () => this.#requireOpen(),
    });
    this.#attendance = new Attendance(header.params.detach, environment.clock, {
      isAttended: environment.isAttended(header.sessionId),
      cancel: () => this.#turns.cancel(),
      pause: () => this.#report(this.conversation.pause(recordNothing, "No client is attached.")),
      resume: () => this.#report(this.conversation.resume()),
    });
  }

  get sessionId(): string {
    return this.header.sessionId;
  }

  get ownerId(): string {
    return this.header.ownerId;
  }

  /** Users who share the session, and their access. */
  get shares(): Shares {
    return this.#store.state.shares;
  }

  get status(): SessionStatus {
    return this.#store.state.status;
  }

  /** Sequence of the last event that is in the log. */
  get committedSequence(): number {
    return this.#store.committedSequence;
  }

  /** Whether a turn runs. */
  get isRunning(): boolean {
    return this.#turns.run !== undefined;
  }

  /** Whether the session can be evicted and read from the log later. */
  get isIdle(): boolean {
    const isAtWork = this.#turns.run !== undefined || this.conversation.isCompacting;
    return !isAtWork && this.#store.isSettled && !hasOpenWork(this.#store.state);
  }

  summary(): SessionSummary {
    const { committedSequence: sequence, updatedAt } = this.#store;
    return summarise(this.header, this.#store.state, { sequence, updatedAt });
  }

  /** The session's current work, without any content. */
  activity(): SessionActivity {
    return describeActivity(this.header, this.#store.state, this.#store.updatedAt);
  }

  /**
   * Appends the first event, the status Active, and the events of the opening. Resolves when the session is
   * in the log.
   */
  async open({ more = [], answer }: SessionOpening = {}): Promise<void> {
    try {
      await this.#store.append([statusEvent(SessionStatus.Active), ...more], { answer });
    } catch (error) {
      if (error instanceof InvalidEventError) this.#lose(error);
      throw error;
    }
  }

  /**
   * Appends the copied events of another session, then the event of the fork, as one commit. Resolves when
   * the session is in the log.
   */
  async openFork(
    { events, stepStates }: Pick<ForkCut, "events" | "stepStates">,
    origin: ForkOrigin,
    answer?: StoredAnswer,
  ): Promise<void> {
    const { sessionId: fromSessionId, sequence: fromSequence } = origin;
    const forked: SessionEvent = {
      method: "SessionForkedNotification",
      params: { fromSessionId, fromSequence },
    };
    try {
      // All in one tick, which is one commit.
      const appended: Promise<void>[] = [];
      let first = 0;
      for (const end of [...stepStates.keys(), events.length]) {
        const stepState = stepStates.get(end);
        if (end > first)
          appended.push(this.#store.append(events.slice(first, end), { isCopied: true, stepState }));
        first = end;
      }
      await Promise.all([...appended, this.#store.append([forked], { answer })]);
    } catch (error) {
      if (error instanceof InvalidEventError) this.#lose(error);
      throw error;
    }
  }

  /** State of the plan whose events the session records. */
  get plan(): PlanState | undefined {
    return this.#store.state.plan;
  }

  /**
   * Appends events of the session's plan; `plan` includes them at once. Resolves when they are in the log.
   * Rejects as `overloaded`.
   */
  appendPlan(events: readonly PlanEvent[], answer?: StoredAnswer): Promise<void> {
    return this.#store.append(events, { answer });
  }

  /** Whether a turn has that id, in whatever state. */
  hasTurn(turnId: string): boolean {
    return this.#store.state.turns.has(turnId);
  }

  /**
   * Ends the session: cancels its turn and drops its queue. Resolves when that is in the log. A second call
   * changes nothing.
   */
  async stop(recordAnswer: RecordAnswer<StatusAnswer> = recordNothing): Promise<SessionStatus> {
    const status = SessionStatus.Stopped;
    if (this.status !== status) {
      this.#stopping ??= this.#stop();
      await this.#stopping;
    }
    const answer = recordAnswer({ status });
    if (answer !== undefined) await this.#store.append([], { answer });
    return status;
  }

  /**
   * Shares the session with a user, changes the user's access, or, without an access, ends the sharing.
   * Resolves when it is in the log. Fails as `session_stopped`, `limit_exceeded` or `overloaded`.
   */
  async share(
    { userId, access }: { readonly userId: string; readonly access?: SessionAccess },
    recordAnswer: RecordAnswer<Record<string, never>> = recordNothing,
  ): Promise<void> {
    this.#requireOpen();
    const value = this.#environment.limits.maxShares;
    const isNew = access !== undefined && !this.shares.has(userId);
    if (isNew && this.shares.size >= value)
      throw new EngineFault("limit_exceeded", { limit: "maxShares", value });
    const isChange = this.shares.get(userId) !== access;
    const params = access === undefined ? { userId } : { userId, access };
    const events: SessionEvent[] = isChange ? [{ method: "SessionSharedNotification", params }] : [];
    await this.#store.append(events, { answer: recordAnswer({}) });
  }

  /**
   * Changes what the session is. Resolves with its summary when that is in the log. A stopped session keeps
   * its model, settings and context, and so does the session of a plan. Fails as `refused`,
   * `session_stopped`, `model_unavailable` or `overloaded`.
   */
  async update(
    wishes: SessionWishes,
    changedBy: string,
    recordAnswer: RecordAnswer<{ readonly session: SessionSummary }> = recordNothing,
  ): Promise<SessionSummary> {
    if (concernsTurns(wishes)) this.conversation.requireConversation();
    const { models } = this.#environment;
    if (typeof wishes.model === "string") requireModel(models, wishes.model);
    const changes = changesOf(wishes, {
      header: this.header,
      before: this.#store.state.changes,
      defaultModel: models.defaultModel,
    });
    const events: readonly SessionEvent[] =
      Object.keys(changes).length === 0
        ? []
        : [{ method: "SessionChangedNotification", params: { changedBy, ...changes } }];
    const { state, appendedSequence } = this.#store;
    const session = summarise(
      this.header,
      { ...state, changes: { ...state.changes, ...changes } },
      { sequence: appendedSequence + events.length, updatedAt: this.#environment.clock.now() },
    );
    const answer = recordAnswer({ session });
    if (events.length > 0 || answer !== undefined) await this.#store.append(events, { answer });
    return session;
  }

  /** Asks the delegates whether a client may do that. Fails as `refused`. */
  admit(control: "ai_loop.control.stop" | "ai_loop.control.pause" | "ai_loop.control.resume"): Promise<void> {
    return this.#environment.admit(control, this.#subject);
  }

  /** Resolves when no turn runs. */
  async turnEnd(): Promise<void> {
    await this.#turns.run?.done;
  }

  /**
   * Sets whether any client is attached; the session's `detach` policy says what a turn does when none is.
   */
  setAttended(isAttended: boolean): void {
    this.#attendance.set(isAttended);
  }

  /**
   * Resumes from the log, after a start of the engine or a fault of the log: discards an answer that was cut
   * off and produces it again, and runs queued messages; or ends the turn as Interrupted.
   */
  recover(policy: RestartPolicy): Promise<void> {
    return this.#turns.recover(policy);
  }

  /** Aborts the turn without appending events; the next owner of the session resumes it from the log. */
  async abandon(): Promise<void> {
    this.#store.abandon();
    this.#attendance.dispose();
    this.conversation.abandon();
    this.#turns.abandon();
    await this.turnEnd();
  }

  /** Which session a question to delegates is about. */
  get #subject(): { readonly userId: string; readonly sessionId: string } {
    return { userId: this.header.ownerId, sessionId: this.sessionId };
  }

  async #stop(): Promise<void> {
    this.conversation.abandon();
    await this.#turns.end();
    const { state } = this.#store;
    const open = state.activeTurnId === undefined ? state.queue : [state.activeTurnId, ...state.queue];
    const events = open.flatMap((turnId) => cancelledEvents(state, turnId));
    await this.#store.append([...events, statusEvent(SessionStatus.Stopped)]);
    this.#attendance.dispose();
  }

  #requireOpen(): void {
    const { sessionId } = this;
    if (this.#stopping !== undefined || this.status === SessionStatus.Stopped) {
      throw new EngineFault("session_stopped", { sessionId });
    }
  }

  #lose(fault: unknown): void {
    this.#store.abandon();
    this.conversation.abandon();
    this.#attendance.dispose();
    this.#turns.abandon();
    this.#environment.onLost(this.sessionId, fault);
  }

  /**
   * Awaits work that the session starts by itself. A fault of the log has been announced already; anything
   * else is a defect.
   */
  #report(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!(error instanceof EngineFault)) this.#environment.onError(this.sessionId, error);
    });
  }
}
