import type { Append, EventStore } from "./event-log.ts";
import { lengthOfTexts } from "./event-text.ts";
import { LogFault } from "./log-fault.ts";

/** A writer whose events wait for the log. */
export interface CommitSource {
  /**
   * Returns the pending appends, encoded, and marks them as in flight. Called when the commit is cut, never
   * twice before `settle`.
   */
  take(): Append;
  /**
   * Called when the commit of what was taken has ended: with its fault, or without one when it is in the log.
   */
  settle(fault?: LogFault): void;
}

/** What became of one attempt to bring events into the log. */
export interface CommitOutcome {
  /** Sessions that took part. */
  readonly appends: number;
  readonly events: number;
  /** UTF-16 units of the events' texts. */
  readonly length: number;
  readonly durationMs: number;
  /** Why none of it is in the log; what a fault does not concern is tried again without it. */
  readonly fault: LogFault | undefined;
}

/** How a group commit works beside its log. */
export interface GroupCommitOptions {
  /** Called with what a source threw. The other sources continue. */
  readonly onError: (error: unknown) => void;
  /** Called after every commit, before the sources are settled. */
  readonly onCommit?: ((outcome: CommitOutcome) => void) | undefined;
  /** Runs the cut of the next commit once everybody has had a turn to append. Default `setImmediate`. */
  readonly schedule?: (cut: () => void) => void;
  /** UTF-16 units that may wait, as announced with `request`. Default 64 Mi. */
  readonly maxWaitingLength?: number;
}

interface TakenAppend {
  readonly source: CommitSource;
  readonly append: Append;
}

/**
 * Gathers the events of all sessions into one commit at a time: the first request schedules a commit, and
 * what comes while one is under way goes into the next. Sources are settled after the commit, in the order of
 * their requests and without a pause between them. A fault that names a session concerns it alone: the rest
 * of the commit is made without it.
 */
export class GroupCommit {
  readonly #log: Pick<EventStore, "commit">;
  readonly #options: GroupCommitOptions;
  readonly #schedule: (cut: () => void) => void;
  readonly #maxWaitingLength: number;
  #waiting = new Set<CommitSource>();
  /** Lengths announced for the next commit, and for the one under way. */
  #waitingLength = 0;
  #lengthUnderWay = 0;
  #isScheduled = false;
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(log: Pick<EventStore, "commit">, options: GroupCommitOptions) {
    this.#log = log;
    this.#options = options;
    this.#schedule = options.schedule ?? setImmediate;
    this.#maxWaitingLength = options.maxWaitingLength ?? 64 * 1024 * 1024;
  }

  /**
   * Asks for the source to be taken with the next commit, for `length` more UTF-16 units. Throws a `LogFault`
   * `overloaded`, and takes nothing, when more would wait than is allowed; a length of 0 is never refused,
   * for the events that must not be lost.
   */
  request(source: CommitSource, length = 0): void {
    const total = this.uncommittedLength + length;
    if (length > 0 && total > this.#maxWaitingLength) {
      throw new LogFault(
        "overloaded",
        `The event log does not keep up: ${total} characters would wait for it, ${this.#maxWaitingLength} may. Try again later.`,
      );
    }
    this.#waiting.add(source);
    this.#waitingLength += length;
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      this.#scheduleCut();
    }
  }

  /** UTF-16 units of what waits or is under way, as announced with `request`. */
  get uncommittedLength(): number {
    return this.#waitingLength + this.#lengthUnderWay;
  }

  /** Resolves once nothing waits and no commit is under way. */
  idle(): Promise<void> {
    if (!this.#isScheduled) {
      return Promise.resolve();
    }
    this.#idle ??= Promise.withResolvers<void>();
    return this.#idle.promise;
  }

  #scheduleCut(): void {
    this.#schedule(() => {
      this.#run().catch(this.#options.onError);
    });
  }

  async #run(): Promise<void> {
    const taken = this.#takeWaiting();
    const faults = await this.#commit(taken.filter(({ append }) => bringsAnything(append)));
    this.#lengthUnderWay = 0;
    for (const { source, append } of taken) {
      this.#guard(() => source.settle(faults.get(append)));
    }
    if (this.#waiting.size > 0) {
      this.#scheduleCut();
      return;
    }
    this.#isScheduled = false;
    this.#idle?.resolve();
    this.#idle = undefined;
  }

  #takeWaiting(): readonly TakenAppend[] {
    const sources = this.#waiting;
    this.#waiting = new Set();
    this.#lengthUnderWay = this.#waitingLength;
    this.#waitingLength = 0;
    const taken: TakenAppend[] = [];
    for (const source of sources) {
      this.#guard(() => taken.push({ source, append: source.take() }));
    }
    return taken;
  }

  /** Commits what can be committed. Returns the fault of each append that is not in the log. */
  async #commit(taken: readonly TakenAppend[]): Promise<ReadonlyMap<Append, LogFault>> {
    const faults = new Map<Append, LogFault>();
    let appends = taken.map(({ append }) => append);
    while (appends.length > 0) {
      const fault = await this.#tryCommit(appends);
      if (fault === undefined) {
        return faults;
      }
      const refused = refusedBy(fault, appends);
      for (const append of refused) {
        faults.set(append, fault);
      }
      appends = appends.filter((append) => !refused.includes(append));
    }
    return faults;
  }

  async #tryCommit(appends: readonly Append[]): Promise<LogFault | undefined> {
    const startedAt = performance.now();
    const fault = await this.#faultOf(appends);
    const { onCommit } = this.#options;
    if (onCommit !== undefined) {
      const durationMs = performance.now() - startedAt;
      this.#guard(() => onCommit({ ...sizeOf(appends), durationMs, fault }));
    }
    return fault;
  }

  async #faultOf(appends: readonly Append[]): Promise<LogFault | undefined> {
    try {
      await this.#log.commit(appends);
      return undefined;
    } catch (error) {
      return error instanceof LogFault
        ? error
        : new LogFault("io", "The event log failed.", { cause: error });
    }
  }

  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#options.onError(error);
    }
  }
}

/** A source whose events were dropped after it asked has nothing to store. */
function bringsAnything(append: Append): boolean {
  return append.events.length > 0 || append.record !== undefined || (append.answers?.length ?? 0) > 0;
}

function sizeOf(appends: readonly Append[]): Pick<CommitOutcome, "appends" | "events" | "length"> {
  let [events, length] = [0, 0];
  for (const append of appends) {
    events += append.events.length;
    length += lengthOfTexts(append.events);
  }
  return { appends: appends.length, events, length };
}

function refusedBy(fault: LogFault, appends: readonly Append[]): readonly Append[] {
  const ofSession = appends.filter((append) => append.sessionId === fault.sessionId);
  return ofSession.length > 0 ? ofSession : appends;
}
