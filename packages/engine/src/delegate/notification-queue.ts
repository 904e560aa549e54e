import type { EngineEvent, EngineEventName } from "../event/engine-event.ts";

/** An object that receives committed events and the engine's own, in order. */
export interface NotificationDelegate {
  /** Names the delegate in logs and failures. */
  readonly name: string;
  /** The events that it receives. */
  readonly events: readonly EngineEventName[] | "all";
  /**
   * Called for one event at a time, in the order of announcement; the next call waits for a returned promise.
   * It may throw or reject: that is counted and announced as `delegate.failed`, and the next event follows.
   */
  handle(event: EngineEvent): void | Promise<void>;
}

/** Counters of one notification delegate since it was registered. */
export interface DelegateCounters {
  readonly handled: number;
  readonly failed: number;
  /** Events that were dropped because the queue was full. */
  readonly dropped: number;
  readonly waiting: number;
}

/** Events that wait for one delegate: ordered, bounded, and independent of other delegates. */
export class NotificationQueue {
  readonly delegate: NotificationDelegate;
  readonly #maxWaiting: number;
  readonly #onFailure: (event: EngineEvent, error: unknown) => void;
  #waiting: EngineEvent[] = [];
  #head = 0;
  #busy = false;
  #handled = 0;
  #failed = 0;
  #dropped = 0;

  constructor(
    delegate: NotificationDelegate,
    maxWaiting: number,
    onFailure: (event: EngineEvent, error: unknown) => void,
  ) {
    this.delegate = delegate;
    this.#maxWaiting = maxWaiting;
    this.#onFailure = onFailure;
  }

  get counters(): DelegateCounters {
    return {
      handled: this.#handled,
      failed: this.#failed,
      dropped: this.#dropped,
      waiting: this.#waiting.length - this.#head,
    };
  }

  /**
   * Calls the delegate at once if it is idle, else later. A delegate that returns synchronously costs no
   * promise.
   */
  push(event: EngineEvent): void {
    if (!this.#busy) {
      this.#run(event);
      return;
    }
    if (this.#waiting.length - this.#head >= this.#maxWaiting) {
      this.#dropped += 1;
      this.#onFailure(
        event,
        new Error(`${this.delegate.name} has ${this.#maxWaiting} events waiting; one was dropped`),
      );
      return;
    }
    this.#waiting.push(event);
  }

  /** Handles the event and those behind it, until none is left or the delegate returns a promise. */
  #run(first: EngineEvent | undefined): void {
    this.#busy = true;
    for (let event = first; event !== undefined; event = this.#shift()) {
      const current = event;
      const pending = this.#handle(current);
      if (pending === undefined) continue;
      pending.then(
        () => {
          this.#handled += 1;
          this.#run(this.#shift());
        },
        (error: unknown) => {
          this.#fail(current, error);
          this.#run(this.#shift());
        },
      );
      return;
    }
    this.#busy = false;
  }

  #handle(event: EngineEvent): Promise<void> | undefined {
    try {
      const pending = this.delegate.handle(event);
      if (pending === undefined) this.#handled += 1;
      return pending ?? undefined;
    } catch (error) {
      this.#fail(event, error);
      return undefined;
    }
  }

  #shift(): EngineEvent | undefined {
    const event = this.#waiting[this.#head];
    this.#head += 1;
    if (this.#head >= this.#waiting.length) {
      this.#waiting = [];
      this.#head = 0;
    } else if (this.#head === COMPACT_AT) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return event;
  }

  #fail(event: EngineEvent, error: unknown): void {
    this.#failed += 1;
    this.#onFailure(event, error);
  }
}

const COMPACT_AT = 1_024;
