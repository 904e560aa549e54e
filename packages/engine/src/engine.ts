import { type SessionParams, SessionStatus, type SessionSummary, type ToolInfo } from "@aiwhisperer/protocol";
import { createEnvironment } from "./create-environment.ts";
import { createPlans } from "./create-plans.ts";
import { DelegateManager } from "./delegate/delegate-manager.ts";
import type { EngineOptions } from "./engine-options.ts";
import { type Clock, delay, systemClock } from "./kit/clock.ts";
import { EngineFault } from "./kit/engine-fault.ts";
import { DEFAULT_ENGINE_LIMITS, type EngineLimits } from "./kit/limits.ts";
import type { EventLog, LogStats, ReadLimits, StoredEvent, UsageAccounts } from "./log/event-log.ts";
import { GroupCommit } from "./log/group-commit.ts";
import { isUnreadable, LogFault } from "./log/log-fault.ts";
import type { ModelCatalog } from "./model/model.ts";
import { ToolSupport } from "./model/tool-support.ts";
import type { Plans } from "./plan/plans.ts";
import { TurnEndings } from "./plan/turn-endings.ts";
import { Retention } from "./retention.ts";
import { ThreadedSchemaChecker } from "./schema/threaded-schema-checker.ts";
import type { SessionActivity } from "./session/activity.ts";
import { admitSession } from "./session/admit-session.ts";
import { forkSession, type SessionFork } from "./session/fork-session.ts";
import { SnapshotKeeper } from "./session/restore/snapshot-keeper.ts";
import { LogSearch, type SessionSearch } from "./session/search/session-search.ts";
import type { Session, StartedSession } from "./session/session.ts";
import type { StatusAnswer } from "./session/session-conversation.ts";
import { SessionDirectory } from "./session/session-directory.ts";
import { SessionRecovery } from "./session/session-recovery.ts";
import { type OwnSessions, SessionSummaries, type SummaryPage } from "./session/session-summaries.ts";
import type { NeededAccess } from "./state/access.ts";
import { Idempotency, type KeyedRequest, type RecordAnswer } from "./store/idempotency.ts";
import { requireModel, type SessionEnvironment } from "./store/session-environment.ts";
import { ClientToolOffers, type ToolOffer } from "./tool/client-tool-offers.ts";
import { listTools } from "./tool/list-tools.ts";
import { NO_PROMPTS, type PromptSource } from "./tool/prompt-source.ts";
import { RunningTools } from "./tool/running-tools.ts";
import { DEFAULT_TOOL_POLICIES } from "./tool/tool-policy.ts";
import { NO_TOOL_SERVERS, ToolRegistry, type ToolServers } from "./tool/tool-registry.ts";

/** Who starts a session, and how. */
export interface SessionStart {
  readonly ownerId: string;
  readonly userLabel: string;
  readonly params: SessionParams;
}

/** The load of an engine. */
export interface EngineCounts {
  readonly liveSessions: number;
  readonly runningTurns: number;
  readonly uncommittedLength: number;
  readonly unreadableSessions: number;
}

/** Runs sessions over one event log, and announces what is in the log to delegates. It knows no transport. */
export class Engine {
  readonly delegates: DelegateManager;
  readonly models: ModelCatalog;
  /** The tools of the server. */
  readonly tools: ToolRegistry;
  /** The prompts that tool servers offer to people. */
  readonly prompts: PromptSource;
  /** The servers that tools come from. */
  readonly toolServers: ToolServers;
  /** Finds messages of sessions. */
  readonly search: SessionSearch;
  /** The execution engine. */
  readonly plans: Plans;
  readonly #log: EventLog;
  readonly #clock: Clock;
  readonly #commits: GroupCommit;
  readonly #environment: SessionEnvironment;
  readonly #directory: SessionDirectory;
  readonly #idempotency: Idempotency;
  readonly #retention: Retention;
  readonly #summaries: SessionSummaries;
  readonly #recovery: SessionRecovery;
  readonly #runningTools: RunningTools;
  readonly #snapshots: SnapshotKeeper;
  readonly #clientOffers = new ClientToolOffers();
  readonly #turnEndings = new TurnEndings();
  readonly #attended = new Set<string>();
  #isDraining = false;

  constructor(options: EngineOptions) {
    const limits = { ...DEFAULT_ENGINE_LIMITS, ...options.limits };
    this.delegates =
      options.delegates ?? new DelegateManager({ maxWaitingEvents: limits.maxDelegateEvents }, options.clock);
    this.models = options.models;
    this.tools = new ToolRegistry(options.tools ?? [], limits);
    this.prompts = options.prompts ?? NO_PROMPTS;
    this.toolServers = options.toolServers ?? NO_TOOL_SERVERS;
    this.#log = options.log;
    this.#clock = options.clock ?? systemClock;
    this.#commits = new GroupCommit(options.log, {
      onError: (error) => this.delegates.announce({ name: "engine_error_occurred", error }),
      onCommit: options.onCommit,
      maxWaitingLength: limits.maxUncommittedLength,
    });
    this.#runningTools = new RunningTools(this.#clock);
    this.#snapshots = new SnapshotKeeper({
      log: options.log,
      snapshotEvents: limits.snapshotEvents,
      onError: (error) => this.delegates.announce({ name: "engine_error_occurred", error }),
    });
    this.#environment = this.#createEnvironment(options, limits);
    const policy = options.afterRestart ?? "continue";
    this.#directory = new SessionDirectory(options.log, this.#environment, async (session) => {
      await session.recover(policy);
      this.plans.recover(session);
    });
    const summaries = new SessionSummaries(options.log, this.#directory);
    this.#summaries = summaries;
    this.search = new LogSearch({ log: options.log, summaries, maxLength: limits.maxSearchedLength });
    this.plans = createPlans({
      directory: this.#directory,
      environment: this.#environment,
      delegates: this.delegates,
      models: this.models,
      read: (sessionId, afterSequence, bounds) => this.read(sessionId, afterSequence, bounds),
      endings: this.#turnEndings,
    });
    this.#recovery = new SessionRecovery({
      log: options.log,
      directory: this.#directory,
      delegates: this.delegates,
      clock: this.#clock,
      isDraining: () => this.#isDraining,
    });
    this.#idempotency = new Idempotency(options.log, this.#clock);
    this.#retention = new Retention({
      log: options.log,
      clock: this.#clock,
      limits,
      remove: ({ userId, sessionId }) => this.#delete(userId, sessionId),
      onDeleted: (deleted) => this.delegates.announce({ name: "session_deleted", ...deleted }),
      onClockJump: () => this.delegates.announce({ name: "clock_jumped", wallMs: this.#clock.now() }),
      onError: (error) => this.delegates.announce({ name: "engine_error_occurred", error }),
    });
  }

  /** Resumes every turn that the log shows as open. Call it once, before the first command. */
  async start(): Promise<void> {
    const recoveredSessions = await this.#recovery.recoverOpen();
    this.#retention.start();
    this.delegates.announce({ name: "engine_started", recoveredSessions });
  }

  /**
   * Starts a session. Resolves when it is in the log. Fails as `model_unavailable`, `refused`, `draining` or
   * `overloaded`.
   */
  async startSession(
    { ownerId, userLabel, params }: SessionStart,
    recordAnswer?: RecordAnswer<StartedSession>,
  ): Promise<Session> {
    requireModel(this.models, params.model);
    const sessionId = this.#environment.newId();
    const start = { sessionId, ownerId, userLabel, params };
    const session = await admitSession(start, this.#directory, this.#environment);
    await session.open({ answer: recordAnswer?.({ sessionId, status: SessionStatus.Active, sequence: 1 }) });
    return session;
  }

  /**
   * Starts a session of the caller with the first events of another one. Resolves when it is in the log.
   * Fails as `session_not_found`, `refused`, `invalid_cut`, `message_not_found`, `model_unavailable`,
   * `limit_exceeded`, `draining` or `overloaded`.
   */
  async forkSession(fork: SessionFork, recordAnswer?: RecordAnswer<StartedSession>): Promise<Session> {
    return await forkSession(fork, recordAnswer, {
      source: await this.session(fork.ownerId, fork.sessionId, "drive"),
      log: this.#log,
      directory: this.#directory,
      environment: this.#environment,
    });
  }

  /** Stops a session, and its plan with it. Returns its status. Fails as `overloaded`. */
  async stopSession(session: Session, recordAnswer?: RecordAnswer<StatusAnswer>): Promise<SessionStatus> {
    const { sessionId, ownerId } = session.header;
    if (session.plan !== undefined) await this.plans.stop(ownerId, sessionId);
    return session.stop(recordAnswer);
  }

  /**
   * Does the work of a request once per key of its user. Later requests with the key get the same result.
   * Fails as `key_reused`, and as the work does.
   */
  once<T extends object>(
    request: KeyedRequest | undefined,
    work: (recordAnswer: RecordAnswer<T>) => Promise<T>,
  ): Promise<T> {
    return this.#idempotency.once(request, work);
  }

  /** Records whether any connection is attached. Call it when the first attaches and when the last leaves. */
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
   * Returns the session of that id for commands of a user. `needed` is the access that the commands require.
   * Fails as `session_not_found`, also for a user without access; as `refused` for a user with less access;
   * and with a `LogFault` that names the session if it cannot be read.
   */
  session(userId: string, sessionId: string, needed: NeededAccess = "drive"): Promise<Session> {
    return this.#recovery.noteUnreadable(this.#directory.get(userId, sessionId, needed));
  }

  /**
   * Returns the summary of a session for a user who may observe it. Does not load the session. Fails as
   * `session_not_found`.
   */
  describe(userId: string, sessionId: string): Promise<SessionSummary> {
    return this.#summaries.describe(userId, sessionId);
  }

  /** A user's sessions, the one used last first. Fails as `invalid_cursor`. */
  listSessions(query: OwnSessions): Promise<SummaryPage> {
    return this.#summaries.list(query);
  }

  /** Sessions of others that are shared with a user, the one used last first. Fails as `invalid_cursor`. */
  listSharedSessions(query: OwnSessions): Promise<SummaryPage> {
    return this.#summaries.listShared(query);
  }

  /**
   * Stops a session, notifies all attached clients, and deletes it with its events. Fails as
   * `session_not_found` or `overloaded`.
   */
  async deleteSession(ownerId: string, sessionId: string): Promise<void> {
    await this.#delete(ownerId, sessionId);
    this.delegates.announce({ name: "session_deleted", userId: ownerId, sessionId, reason: "request" });
  }

  async #delete(ownerId: string, sessionId: string): Promise<void> {
    try {
      await this.#stopOwn(ownerId, sessionId);
    } catch (error) {
      // Of a session that cannot be read there is nothing to stop: deleting is what helps.
      if (!isFullLog(error) && !isUnreadableTo(ownerId, error)) throw error;
      if (isFullLog(error)) return this.#log.withReserve(() => this.#deleteFull(ownerId, sessionId));
    }
    this.#directory.forget(sessionId);
    await this.#log.deleteSession(sessionId);
  }

  /** Deletes a session of a log without space, which may still have no room for its last event. */
  async #deleteFull(ownerId: string, sessionId: string): Promise<void> {
    try {
      await this.#stopOwn(ownerId, sessionId);
    } catch (error) {
      if (!isFullLog(error) && !isUnreadableTo(ownerId, error)) throw error;
    }
    this.#directory.forget(sessionId);
    await this.#log.deleteSession(sessionId);
  }

  async #stopOwn(ownerId: string, sessionId: string): Promise<void> {
    await this.stopSession(await this.session(ownerId, sessionId, "own"));
  }

  /**
   * Reads a session's events after a sequence, in order. Whose session it is has been checked by the caller.
   * Rejects with a `LogFault`, which names the session when it alone cannot be read.
   */
  read(sessionId: string, afterSequence: number, limits: ReadLimits): Promise<readonly StoredEvent[]> {
    return this.#recovery.noteUnreadable(this.#log.read(sessionId, afterSequence, limits));
  }

  /** What users have in the log and have used. */
  get accounts(): UsageAccounts {
    return this.#log;
  }

  /** Rejects with what keeps the log from being written. */
  probe(): Promise<void> {
    return this.#log.probe();
  }

  /** A line for each damaged part of the log that was found, beside sessions that are damaged alone. */
  get logDamage(): readonly string[] {
    return this.#log.damage;
  }

  /** Returns the size of the log. Rejects if it cannot be read. */
  logStats(): Promise<LogStats> {
    return this.#log.stats();
  }

  /**
   * Numbers of sessions in memory, of turns at work, of UTF-16 units of messages that wait for the log, and
   * of sessions that were found unreadable.
   */
  counts(): EngineCounts {
    const sessions = this.#directory.all();
    return {
      liveSessions: sessions.length,
      runningTurns: sessions.filter(({ isRunning }) => isRunning).length,
      uncommittedLength: this.#commits.uncommittedLength,
      unreadableSessions: this.#directory.unreadableCount,
    };
  }

  /**
   * The activity of the sessions in memory, the one used last first, for operators. It contains no message
   * text.
   */
  liveSessions(): readonly SessionActivity[] {
    return this.#directory
      .all()
      .toReversed()
      .map((session) => session.activity());
  }

  /**
   * Starts nothing new. Resolves when all running turns have ended, or after `graceMs` milliseconds. New
   * sessions and messages fail as `draining`. Queued messages stay in the log for the next start.
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

  /** Ends the engine and closes the log. The next start resumes running turns. */
  async close(): Promise<void> {
    this.#isDraining = true;
    this.#recovery.stop();
    this.plans.abandon();
    await this.#retention.stop();
    await Promise.all(this.#directory.all().map((session) => session.abandon()));
    await this.#runningTools.ended();
    await this.#commits.idle();
    await this.#snapshots.stop();
    this.delegates.announce({ name: "engine_stopped" });
    await this.#log.close();
  }

  #createEnvironment(options: EngineOptions, limits: EngineLimits): SessionEnvironment {
    return createEnvironment(options, {
      commits: this.#commits,
      limits,
      clock: this.#clock,
      delegates: this.delegates,
      onCommitted: (committed) => this.#turnEndings.onCommitted(committed),
      tools: {
        registry: this.tools,
        policies: options.toolPolicies ?? DEFAULT_TOOL_POLICIES,
        clientOffers: this.#clientOffers,
        schemas: new ThreadedSchemaChecker(limits),
        support: new ToolSupport(),
        track: (run) => this.#runningTools.track(run),
      },
      isDraining: () => this.#isDraining,
      snapshots: this.#snapshots,
      isAttended: (sessionId) => this.#attended.has(sessionId),
      onBusy: (sessionId) => this.#directory.retain(sessionId),
      onLost: (sessionId, fault) => this.#recovery.onLost(sessionId, fault),
    });
  }
}

/** Whether a session cannot be read, and what is left of it names no other owner. */
function isUnreadableTo(userId: string, error: unknown): boolean {
  return isUnreadable(error) && (error.ownerId ?? userId) === userId;
}

function isFullLog(error: unknown): boolean {
  return error instanceof EngineFault && error.cause instanceof LogFault && error.cause.code === "full";
}
