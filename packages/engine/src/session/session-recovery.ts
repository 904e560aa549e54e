import type { DelegateManager } from "../delegate/delegate-manager.ts";
import type { Clock, Timer } from "../kit/clock.ts";
import { EngineFault, RETRY_AFTER_MS } from "../kit/engine-fault.ts";
import type { LogMaintenance, SessionIndex } from "../log/event-log.ts";
import { isUnreadable, LogFault } from "../log/log-fault.ts";
import type { SessionDirectory } from "./session-directory.ts";

/** What the recovery works on. */
export interface RecoveryOptions {
  readonly log: Pick<SessionIndex, "openSessions"> & Pick<LogMaintenance, "probe">;
  readonly directory: SessionDirectory;
  readonly delegates: DelegateManager;
  readonly clock: Clock;
  /** Whether the engine ends, so that no further attempt is made. */
  readonly isDraining: () => boolean;
}

/**
 * Brings sessions back from the log: those with open work when the engine starts, and those whose commit
 * failed once the log can be written again. A session that cannot be read does not keep others from resuming,
 * and is announced once.
 */
export class SessionRecovery {
  readonly #options: RecoveryOptions;
  readonly #lost = new Set<string>();
  #retry: Timer | undefined;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** Resumes every session with open work. Returns how many. */
  async recoverOpen(): Promise<number> {
    const open = await this.#options.log.openSessions();
    for (const { sessionId } of open) await this.#recoverReadable(sessionId);
    return open.length;
  }

  /** Called when a session's commit failed: reads it from the log again once that can be written. */
  onLost(sessionId: string, fault: unknown): void {
    this.#options.directory.remove(sessionId);
    this.#lost.add(sessionId);
    this.#announce(fault, sessionId);
    this.#retryLater();
  }

  /**
   * Awaits a read; records the session as unreadable if it fails as damaged.
   */
  async noteUnreadable<Read>(reading: Promise<Read>): Promise<Read> {
    try {
      return await reading;
    } catch (error) {
      if (isUnreadable(error)) this.#note(error, error.unreadableSessionId);
      throw error;
    }
  }

  /** Ends the attempts of an engine that drains. */
  stop(): void {
    this.#retry?.cancel();
  }

  #note(error: LogFault, sessionId: string): void {
    if (this.#options.directory.addUnreadable(sessionId, error)) this.#announce(error, sessionId);
  }

  #retryLater(): void {
    this.#retry ??= this.#options.clock.setTimer(RETRY_AFTER_MS, () => void this.#reopenLost());
  }

  async #reopenLost(): Promise<void> {
    this.#retry = undefined;
    const lost = [...this.#lost];
    try {
      await this.#options.log.probe();
      for (const sessionId of lost) {
        await this.#recoverReadable(sessionId);
        this.#lost.delete(sessionId);
      }
    } catch (error) {
      this.#announce(error);
    }
    if (this.#lost.size > 0 && !this.#options.isDraining()) this.#retryLater();
  }

  async #recoverReadable(sessionId: string): Promise<void> {
    const { directory } = this.#options;
    try {
      await directory.load(sessionId);
    } catch (error) {
      const isOfLog = error instanceof LogFault || error instanceof EngineFault;
      if (isOfLog && !isUnreadable(error)) throw error;
      if (isUnreadable(error)) directory.addUnreadable(sessionId, error);
      this.#announce(error, sessionId);
    }
  }

  #announce(error: unknown, sessionId?: string): void {
    const about = sessionId === undefined ? {} : { sessionId };
    this.#options.delegates.announce({ name: "engine_error_occurred", error, ...about });
  }
}
