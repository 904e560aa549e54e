import { decodeHeader, decodeShares } from "../event/session-header.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import { WeakValueMap } from "../kit/weak-value-map.ts";
import type { SessionIndex, StoredSession } from "../log/event-log.ts";
import { LogFault } from "../log/log-fault.ts";
import { accessOf, type NeededAccess, requireAccess } from "../state/access.ts";
import type { SessionEnvironment } from "../store/session-environment.ts";
import { type RestoreLog, SessionRestorer } from "./restore/session-restorer.ts";
import { Session } from "./session.ts";

/**
 * The sessions in memory; others are read from the log when they are asked for, and idle ones are let go past
 * the limit.
 */
export class SessionDirectory {
  readonly #log: SessionIndex;
  readonly #environment: SessionEnvironment;
  readonly #resume: (session: Session) => Promise<void>;
  readonly #restorer: SessionRestorer;
  /** In the order of last use. */
  readonly #live = new Map<string, Session>();
  /** Evicted sessions that are still referenced: a second object of the same session would append, too. */
  readonly #evicted = new WeakValueMap<Session>();
  readonly #loading = new Map<string, Promise<Session | undefined>>();
  /** Why sessions cannot be read from the log, by session id. */
  readonly #unreadable = new Map<string, LogFault>();

  /**
   * `resume` continues the open work of a session that was read; `load` resolves after that.
   */
  constructor(
    log: SessionIndex & RestoreLog,
    environment: SessionEnvironment,
    resume: (session: Session) => Promise<void>,
  ) {
    this.#log = log;
    this.#environment = environment;
    this.#resume = resume;
    const { snapshotEvents } = environment.limits;
    this.#restorer = new SessionRestorer({ log, snapshotEvents, onError: environment.onSnapshotFault });
  }

  /** The session if it is in memory. */
  live(sessionId: string): Session | undefined {
    return this.#live.get(sessionId);
  }

  /** The session if it is in memory and the user may observe it. */
  liveTo(userId: string, sessionId: string): Session | undefined {
    const live = this.#live.get(sessionId);
    return live !== undefined && accessOf(live, userId) !== undefined ? live : undefined;
  }

  /** All sessions in memory. */
  all(): readonly Session[] {
    return [...this.#live.values()];
  }

  add(session: Session): void {
    this.#live.set(session.sessionId, session);
    this.#evictExcess();
  }

  /** Called when a session begins a turn: brings it back into memory if it was evicted. */
  retain(sessionId: string): void {
    if (!this.#live.has(sessionId)) this.#restoreEvicted(sessionId);
  }

  remove(sessionId: string): void {
    this.#live.delete(sessionId);
    this.#evicted.delete(sessionId);
  }

  /**
   * Records why a session cannot be read from the log. Returns whether that is new. Its open work in memory
   * runs to its end.
   */
  addUnreadable(sessionId: string, fault: LogFault): boolean {
    const isNews = !this.#unreadable.has(sessionId);
    this.#unreadable.set(sessionId, fault);
    return isNews;
  }

  /** Number of the sessions that were found unreadable. */
  get unreadableCount(): number {
    return this.#unreadable.size;
  }

  /** Whether a session can neither be read from the log nor runs in memory. */
  isUnusable(sessionId: string): boolean {
    return this.#unreadable.has(sessionId) && this.#live.get(sessionId)?.isIdle !== false;
  }

  /** Forgets all that is known of a session that is deleted. */
  forget(sessionId: string): void {
    this.remove(sessionId);
    this.#unreadable.delete(sessionId);
  }

  /**
   * The session of that id, for a user who may do what is needed. Fails as `session_not_found`, also for a
   * user without access, and as `refused` for a user with less access.
   */
  async get(userId: string, sessionId: string, needed: NeededAccess): Promise<Session> {
    await this.requireAccess(userId, sessionId, needed);
    const session = await this.load(sessionId);
    if (session === undefined) throw new EngineFault("session_not_found", { sessionId });
    // It may have been deleted or evicted meanwhile.
    if (this.#live.delete(sessionId)) this.#live.set(sessionId, session);
    return session;
  }

  /**
   * Checks a user's access without loading the session. Neither the failure nor its duration reveals to a
   * user without access whether the session exists.
   */
  async requireAccess(userId: string, sessionId: string, needed: NeededAccess): Promise<void> {
    const live = this.liveTo(userId, sessionId);
    if (live !== undefined) {
      requireAccess(live, userId, needed);
      return;
    }
    const isLive = this.#live.has(sessionId);
    const stored = await this.#log.findSession(sessionId);
    if (stored === undefined || isLive) throw new EngineFault("session_not_found", { sessionId });
    requireAccess({ sessionId, ownerId: stored.userId, shares: decodeShares(stored) }, userId, needed);
  }

  /**
   * Returns the session of that id, from memory or else from the log, where its open work is resumed;
   * `undefined` if there is none. Concurrent calls return the same one. Rejects with a `LogFault`, which
   * names the session if it alone cannot be read, and as `overloaded` if the log does not take the events of
   * the resumption.
   */
  async load(sessionId: string): Promise<Session | undefined> {
    if (this.isUnusable(sessionId)) throw this.#unreadable.get(sessionId);
    // A session that is being resumed is in memory already, but must not be used yet.
    const loading = this.#loading.get(sessionId);
    if (loading !== undefined) return loading;
    const live = this.#live.get(sessionId) ?? this.#restoreEvicted(sessionId);
    if (live !== undefined) return live;
    const loaded = this.#load(sessionId);
    this.#loading.set(sessionId, loaded);
    return loaded;
  }

  async #load(sessionId: string): Promise<Session | undefined> {
    try {
      const session = await this.#read(sessionId);
      if (session === undefined) return undefined;
      this.add(session);
      await this.#resume(session);
      return session;
    } finally {
      this.#loading.delete(sessionId);
    }
  }

  #restoreEvicted(sessionId: string): Session | undefined {
    const session = this.#evicted.get(sessionId);
    if (session !== undefined) this.add(session);
    return session;
  }

  async #read(sessionId: string): Promise<Session | undefined> {
    try {
      const stored = await this.#log.findSession(sessionId);
      return stored === undefined ? undefined : await this.#restore(stored);
    } catch (error) {
      throw toReadFault(sessionId, error);
    }
  }

  async #restore(stored: StoredSession): Promise<Session> {
    const header = decodeHeader(stored);
    const { state, sequence } = await this.#restorer.restore(stored.sessionId);
    return new Session(header, this.#environment, { state, sequence, updatedAt: stored.updatedAt });
  }

  #evictExcess(): void {
    let excess = this.#live.size - this.#environment.limits.maxLiveSessions;
    if (excess <= 0) return;
    for (const session of this.#live.values()) {
      if (!session.isIdle) continue;
      this.#live.delete(session.sessionId);
      this.#evicted.set(session.sessionId, session);
      excess -= 1;
      if (excess === 0) return;
    }
  }
}

/**
 * The fault of a session whose events were read and do not add up to a state: no version of this program
 * wrote them so.
 */
function toReadFault(sessionId: string, cause: unknown): LogFault {
  if (cause instanceof LogFault) return cause;
  const message = `The stored events of session ${sessionId} make no sense: restore a backup, or delete the session.`;
  return new LogFault("damaged", message, { sessionId, cause });
}
