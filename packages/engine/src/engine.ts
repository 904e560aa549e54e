import { randomUUID } from "node:crypto";
import { type SessionParams, SessionStatus, type SessionSummary, type ToolInfo } from "@aiwhisperer/protocol";
import { type Clock, delay, systemClock, type Timer } from "./clock.ts";
import { DelegateManager } from "./delegate/delegate-manager.ts";
import type { Admission, AdmissionControl, Answer, EngineEvent, Question } from "./delegate/engine-event.ts";
import { engineEventName } from "./delegate/event-name.ts";
import { toRefusalFault } from "./delegate/refusal-fault.ts";
import { EngineFault } from "./engine-fault.ts";
import { Idempotency, type KeepAnswer, type KeyedRequest } from "./idempotency.ts";
import { DEFAULT_ENGINE_LIMITS, type EngineLimits } from "./limits.ts";
import type { Accounts, EventLog, LogStats, ReadLimits, SessionQuery, StoredEvent } from "./log/event-log.ts";
import { type CommitOutcome, GroupCommit } from "./log/group-commit.ts";
import { LogFault } from "./log/log-fault.ts";
import type { ModelCatalog } from "./model/model.ts";
import { withCommandModel } from "./plan/kind/command-model.ts";
import { Plans } from "./plan/plans.ts";
import { type NewSession, SessionPlanHost } from "./plan/session-plan-host.ts";
import type { ReadEvents } from "./plan/turn-record.ts";
import { Retention } from "./retention.ts";
import type { NeededAccess } from "./session/access.ts";
import type { SessionActivity } from "./session/activity.ts";
import { type RestartPolicy, Session, type StartedSession, type StatusAnswer } from "./session/session.ts";
import { SessionDirectory } from "./session/session-directory.ts";
import type { SessionEnvironment } from "./session/session-environment.ts";
import type { CommittedEvent } from "./session/session-event.ts";
import { decodeShares, type SessionHeader } from "./session/session-header.ts";
import { summariseStored, toViewer } from "./session/summary.ts";
import { ClientToolOffers, type ToolOffer } from "./tool/client-tool-offers.ts";
import { listTools } from "./tool/list-tools.ts";
import type { ToolSource } from "./tool/tool.ts";
import { DEFAULT_TOOL_POLICIES, type ToolPolicies } from "./tool/tool-policy.ts";
import { ToolRegistry } from "./tool/tool-registry.ts";

/** What an engine is made of. */
export interface EngineOptions {
  readonly log: EventLog;
  readonly models: ModelCatalog;
  /** Where the server's tools come from. Default: it has none. */
  readonly tools?: readonly ToolSource[];
  /** Default: reads run, writes and commands ask. */
  readonly toolPolicies?: ToolPolicies;
  /** Default: one without delegates. */
  readonly delegates?: DelegateManager;
  /** Told of every commit when it has ended. */
  readonly onCommit?: (outcome: CommitOutcome) => void;
  readonly limits?: Partial<EngineLimits>;
  /** What happens to a turn that a restart cut off. Default `continue`. */
  readonly afterRestart?: RestartPolicy;
  readonly clock?: Clock;
  /** A number from 0 to below 1. */
  readonly random?: () => number;
  readonly newId?: () => string;
}

/** Who starts a session, and how. */
export interface SessionStart {
  readonly ownerId: string;
  readonly userLabel: string;
  readonly params: SessionParams;
}

/** How much an engine has in hand. */
export interface EngineCounts {
  readonly liveSessions: number;
  readonly runningTurns: number;
  readonly uncommittedLength: number;
}

/** A page of a user's sessions. */
export interface SummaryPage {
  readonly sessions: readonly SessionSummary[];
  readonly nextCursor?: string;
}

const LOG_RETRY_MS = 1_000;
/** Time that running tools have to end when the engine does. */
const TOOL_END_MS = 3_000;

/** Runs sessions over one event log, and announces what is in the log to delegates. It knows no transport. */
export class Engine {
  readonly delegates: DelegateManager;
  readonly models: ModelCatalog;
  /** The tools of the server. */
  readonly tools: ToolRegistry;
  /** The execution engine. */
  readonly plans: Plans;
  readonly #log: EventLog;
  readonly #clock: Clock;
  readonly #afterRestart: RestartPolicy;
  readonly #commits: GroupCommit;
  readonly #environment: SessionEnvironment;
  readonly #directory: SessionDirectory;
  readonly #idempotency: Idempotency;
  readonly #retention: Retention;
  readonly #clientOffers = new ClientToolOffers();
  readonly #runningTools = new Set<Promise<unknown>>();
  readonly #lost = new Set<string>();
  readonly #attended = new Set<string>();
  #retry: Timer | undefined;
  #isDraining = false;

  constructor(options: EngineOptions) {
    const limits = { ...DEFAULT_ENGINE_LIMITS, ...options.limits };
    this.delegates = options.delegates ?? new DelegateManager({ maxWaitingEvents: limits.maxDelegateEvents });
    this.models = options.models;
    this.tools = new ToolRegistry(options.tools ?? []);
    this.#log = options.log;
    this.#clock = options.clock ?? systemClock;
    this.#afterRestart = options.afterRestart ?? "continue";
    this.#commits = new GroupCommit(options.log, {
      onError: (error) => this.delegates.announce({ name: "engine_error_occurred", error }),
      onCommit: options.onCommit,
      maxWaitingLength: limits.maxUncommittedLength,
    });
    this.#environment = this.#createEnvironment(options, limits);
    this.#directory = new SessionDirectory(options.log, this.#environment);
    this.plans = this.#createPlans(limits);
    this.#idempotency = new Idempotency(options.log, this.#clock);
    this.#retention = new Retention({
      log: options.log,
      clock: this.#clock,
      limits: this.#environment.limits,
      remove: ({ userId, sessionId }) => this.deleteSession(userId, sessionId),
      onError: (error) => this.delegates.announce({ name: "engine_error_occurred", error }),
    });
  }

  /** Goes on with every turn that the log shows as open. Call it once, before the first command. */
  async start(): Promise<void> {
    const open = await this.#log.openSessions();
    for (const { sessionId } of open) await this.#recoverReadable(sessionId);
    this.#retention.start();
    this.delegates.announce({ name: "engine_started", recoveredSessions: open.length });
  }

  /** Starts a session. Resolves when it is in the log. Fails as `model_unavailable`, `refused`, `draining` or `overloaded`. */
  async startSession(
    { ownerId, userLabel, params }: SessionStart,
    keep?: KeepAnswer<StartedSession>,
  ): Promise<Session> {
    this.#requireModel(this.models, params.model);
    const sessionId = this.#environment.newId();
    const session = await this.#admitSession({ sessionId, ownerId, userLabel, params });
    await session.open({ answer: keep?.({ sessionId, status: SessionStatus.Active, sequence: 1 }) });
    return session;
  }

  /** Stops a session, and the plan that it tells of with it; gives its status. Fails as `overloaded`. */
  async stopSession(session: Session, keep?: KeepAnswer<StatusAnswer>): Promise<SessionStatus> {
    const { sessionId, ownerId } = session.header;
    if (session.plan !== undefined) await this.plans.stop(ownerId, sessionId);
    return session.stop(keep);
  }

  /**
   * Does the work of a request once per key of its user, and gives the same result for the same key afterwards.
   * Fails as `key_reused`, and as the work does.
   */
  once<T extends object>(
    request: KeyedRequest | undefined,
    work: (keep: KeepAnswer<T>) => Promise<T>,
  ): Promise<T> {
    return this.#idempotency.once(request, work);
  }

  /** Told when the first connection attaches to a session and when the last one leaves. */
  setAttended(sessionId: string, isAttended: boolean): void {
    if (isAttended) this.#attended.add(sessionId);
    else this.#attended.delete(sessionId);
    this.#directory.live(sessionId)?.setAttended(isAttended);
  }

  /** Takes what a connection offers to a session, in place of what it offered before. */
  offerTools(sessionId: string, offer: ToolOffer): void {
    this.#clientOffers.offer(sessionId, offer);
  }

  /** Ends what a connection offers to a session. */
  withdrawTools(sessionId: string, offererId: string): void {
    this.#clientOffers.withdraw(sessionId, offererId);
  }

  /** Every tool of the server and, with a session, those of its clients that no tool of the server hides. */
  listTools(session?: Session): readonly ToolInfo[] {
    return listTools(this.#environment, session?.header);
  }

  /**
   * The session of that id, for commands of a user who may do what is needed, by default to drive it. Fails as `session_not_found`, also for
   * somebody who was not let in, and as `refused` for somebody who may do less; with a `LogFault` that names it where it cannot be read.
   */
  async session(userId: string, sessionId: string, needed: NeededAccess = "drive"): Promise<Session> {
    try {
      return await this.#directory.get(userId, sessionId, needed);
    } catch (error) {
      this.#note(error);
      throw error;
    }
  }

  /** What is known of a session, without bringing it into memory, for a user who may observe it. Fails as `session_not_found`. */
  async describe(userId: string, sessionId: string): Promise<SessionSummary> {
    await this.#directory.requireAccess(userId, sessionId, "observe");
    const live = this.#directory.live(sessionId);
    if (live !== undefined) return this.#told(toViewer(live.summary(), live, userId));
    const stored = await this.#log.findSession(sessionId);
    if (stored === undefined) throw new EngineFault("session_not_found", { sessionId });
    const access = { ownerId: stored.userId, shares: decodeShares(stored) };
    return this.#told(toViewer(summariseStored(stored), access, userId));
  }

  /** A user's sessions, the one used last first. Fails as `invalid_cursor`. */
  async listSessions(query: SessionQuery): Promise<SummaryPage> {
    const { sessions, nextCursor } = await this.#log.listSessions(query);
    return {
      sessions: sessions.map((stored) =>
        this.#told(this.#directory.live(stored.sessionId)?.summary() ?? summariseStored(stored)),
      ),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
  }

  /** Stops a session, tells everyone attached, and deletes it with its events. Fails as `session_not_found` or `overloaded`. */
  async deleteSession(ownerId: string, sessionId: string): Promise<void> {
    try {
      const session = await this.session(ownerId, sessionId, "own");
      await this.stopSession(session);
    } catch (error) {
      // A log without space takes no farewell, and a session that cannot be read gives none: deleting is what helps both.
      if (!isFullLog(error) && !isUnreadable(error)) throw error;
    }
    this.#directory.forget(sessionId);
    await this.#log.deleteSession(sessionId);
  }

  /**
   * Reads a session's events after a sequence, in order. Whose session it is has been checked by the caller. Rejects with a `LogFault`, which
   * names the session when it alone cannot be read.
   */
  async read(sessionId: string, afterSequence: number, limits: ReadLimits): Promise<readonly StoredEvent[]> {
    try {
      return await this.#log.read(sessionId, afterSequence, limits);
    } catch (error) {
      this.#note(error);
      throw error;
    }
  }

  /** What users have in the log and have used. */
  get accounts(): Accounts {
    return this.#log;
  }

  /** Rejects with what keeps the log from being written. */
  probe(): Promise<void> {
    return this.#log.probe();
  }

  /** How large the log is. Rejects with what keeps it from being read. */
  logStats(): Promise<LogStats> {
    return this.#log.stats();
  }

  /** Numbers of sessions in memory, of turns at work, and of UTF-16 units of messages that wait for the log. */
  counts(): EngineCounts {
    const sessions = this.#directory.all();
    return {
      liveSessions: sessions.length,
      runningTurns: sessions.filter(({ isRunning }) => isRunning).length,
      uncommittedLength: this.#commits.uncommittedLength,
    };
  }

  /** What goes on in the sessions in memory, the one used last first, for whoever runs the engine: nothing of what is said. */
  liveSessions(): readonly SessionActivity[] {
    return this.#directory
      .all()
      .toReversed()
      .map((session) => session.activity());
  }

  /**
   * Starts nothing new, and gives the running turns that long to end; resolves when they have, or when the time is over. New
   * sessions and messages fail as `draining`; messages that wait stay for the next start.
   */
  async drain(graceMs: number): Promise<void> {
    this.#isDraining = true;
    const running = this.#directory.all().map((session) => session.turnEnd());
    const grace = new AbortController();
    await Promise.race([Promise.all(running), delay(this.#clock, graceMs, grace.signal)]);
    grace.abort();
  }

  /** Whether the engine ends and starts nothing new. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Ends the engine: running turns are left for the next start to go on with. The log is closed. */
  async close(): Promise<void> {
    this.#isDraining = true;
    this.#retry?.cancel();
    this.plans.abandon();
    await this.#retention.stop();
    await Promise.all(this.#directory.all().map((session) => session.abandon()));
    await this.#toolsEnded();
    await this.#commits.idle();
    this.delegates.announce({ name: "engine_stopped" });
    await this.#log.close();
  }

  #createEnvironment(options: EngineOptions, limits: EngineLimits): SessionEnvironment {
    return {
      commits: this.#commits,
      models: withCommandModel(options.models),
      limits,
      clock: this.#clock,
      random: options.random ?? Math.random,
      newId: options.newId ?? randomUUID,
      admit: (control, question) => this.#admit(control, question),
      chooseModel: async (question) => {
        const fallback = { model: question.model };
        const { answer } = await this.delegates.ask("ai_loop.control.choose_model", question, { fallback });
        return answer.model;
      },
      decidePolicy: async (question) => {
        const fallback = { policy: question.policy };
        const { answer } = await this.delegates.ask("ai_loop.control.approve_tool_call", question, {
          fallback,
        });
        return answer;
      },
      tools: {
        registry: this.tools,
        policies: options.toolPolicies ?? DEFAULT_TOOL_POLICIES,
        clientOffers: this.#clientOffers,
        track: (run) => this.#trackTool(run),
      },
      isDraining: () => this.#isDraining,
      isAttended: (sessionId) => this.#attended.has(sessionId),
      onCommitted: (committed) => this.#announceCommitted(committed),
      onLost: (sessionId, fault) => this.#onLost(sessionId, fault),
      onUsage: (report) => this.delegates.announce({ name: "ai_loop.usage_reported", ...report }),
      onError: (sessionId, error) =>
        this.delegates.announce({ name: "engine_error_occurred", sessionId, error }),
    };
  }

  #announceCommitted(committed: CommittedEvent): void {
    // The name is chosen by the event's own kind, which is what ties the two unions together.
    this.delegates.announce({ name: engineEventName(committed.event), committed } as EngineEvent);
  }

  async #admit<Name extends AdmissionControl>(control: Name, question: Question<Name>): Promise<void> {
    if (control === "ai_loop.control.send_user_message") this.#requireOpen();
    const fallback: Admission = { admit: true };
    const decision = await this.delegates.ask(control, question, { fallback: fallback as Answer<Name> });
    const answer: Admission = decision.answer;
    if (!answer.admit) throw toRefusalFault(answer);
  }

  #trackTool(run: Promise<unknown>): void {
    this.#runningTools.add(run);
    const forget = (): void => void this.#runningTools.delete(run);
    run.then(forget, forget);
  }

  /** Tools were told to end; one that does not is left behind. */
  async #toolsEnded(): Promise<void> {
    const enough = new AbortController();
    const ended = Promise.allSettled([...this.#runningTools]);
    await Promise.race([ended, delay(this.#clock, TOOL_END_MS, enough.signal)]);
    enough.abort();
  }

  /** A session with a place in the directory, of which nothing is in the log yet. */
  async #admitSession(start: Omit<SessionHeader, "createdAt" | "model">): Promise<Session> {
    this.#requireOpen();
    const model = this.#requireModel(this.#environment.models, start.params.model);
    await this.#environment.admit("ai_loop.control.start", { userId: start.ownerId, model });
    const header = { ...start, model, createdAt: this.#clock.now() };
    const session = new Session(header, this.#environment);
    this.#directory.add(session);
    return session;
  }

  #requireModel(models: ModelCatalog, model = this.models.defaultModel): string {
    const resolved = models.resolve(model);
    if ("unavailable" in resolved) {
      throw new EngineFault("model_unavailable", { model, reason: resolved.unavailable });
    }
    return model;
  }

  #createPlans(limits: EngineLimits): Plans {
    const { newId } = this.#environment;
    const read: ReadEvents = (sessionId, afterSequence, bounds) =>
      this.read(sessionId, afterSequence, bounds);
    const admitSession = (start: NewSession): Promise<Session> => this.#admitSession(start);
    return new Plans({
      host: new SessionPlanHost({ directory: this.#directory, admitSession, newId, read }),
      delegates: this.delegates,
      models: this.models,
      limits,
      clock: this.#clock,
      newId,
      isDraining: () => this.#isDraining,
    });
  }

  #requireOpen(): void {
    if (this.#isDraining) throw new EngineFault("draining", { retryAfterMs: LOG_RETRY_MS });
  }

  /** A session as it is told: one that can neither be read nor goes on in memory is in status Error. */
  #told(summary: SessionSummary): SessionSummary {
    if (!this.#directory.isUnusable(summary.sessionId)) return summary;
    return { ...summary, status: SessionStatus.Error };
  }

  /** Keeps in mind that a session cannot be read, and tells of it once. */
  #note(error: unknown): void {
    if (!isUnreadable(error)) return;
    const { unreadableSessionId: sessionId } = error;
    if (this.#directory.addUnreadable(sessionId, error))
      this.delegates.announce({ name: "engine_error_occurred", sessionId, error });
  }

  #onLost(sessionId: string, fault: unknown): void {
    this.#directory.remove(sessionId);
    this.#lost.add(sessionId);
    this.delegates.announce({ name: "engine_error_occurred", sessionId, error: fault });
    this.#retry ??= this.#clock.setTimer(LOG_RETRY_MS, () => void this.#reopenLost());
  }

  /** Once the log can be written again, reads the lost sessions from it and goes on with their turns. */
  async #reopenLost(): Promise<void> {
    this.#retry = undefined;
    const lost = [...this.#lost];
    try {
      await this.#log.probe();
      for (const sessionId of lost) {
        await this.#recoverReadable(sessionId);
        this.#lost.delete(sessionId);
      }
    } catch (error) {
      this.delegates.announce({ name: "engine_error_occurred", error });
    }
    if (this.#lost.size > 0 && !this.#isDraining) {
      this.#retry ??= this.#clock.setTimer(LOG_RETRY_MS, () => void this.#reopenLost());
    }
  }

  /** One session that cannot be read keeps no other from going on. */
  async #recoverReadable(sessionId: string): Promise<void> {
    try {
      await this.#recover(sessionId);
    } catch (error) {
      const isOfLog = error instanceof LogFault || error instanceof EngineFault;
      if (isOfLog && !isUnreadable(error)) throw error;
      if (isUnreadable(error)) this.#directory.addUnreadable(sessionId, error);
      this.delegates.announce({ name: "engine_error_occurred", sessionId, error });
    }
  }

  async #recover(sessionId: string): Promise<void> {
    const session = await this.#directory.load(sessionId);
    if (session === undefined) return;
    await session.recover(this.#afterRestart);
    this.plans.recover(session);
  }
}

function isUnreadable(error: unknown): error is LogFault & { readonly unreadableSessionId: string } {
  return error instanceof LogFault && error.unreadableSessionId !== undefined;
}

function isFullLog(error: unknown): boolean {
  return error instanceof EngineFault && error.cause instanceof LogFault && error.cause.code === "full";
}
