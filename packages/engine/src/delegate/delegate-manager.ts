import type {
  Answer,
  ControlName,
  EngineEvent,
  EngineEventName,
  Question,
  Refusal,
} from "../event/engine-event.ts";
import { type Clock, systemClock } from "../kit/clock.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import { type DelegateCounters, type NotificationDelegate, NotificationQueue } from "./notification-queue.ts";

/** An object that makes decisions for the engine. */
export interface ControlDelegate<Name extends ControlName = ControlName> {
  readonly name: string;
  readonly control: Name;
  /**
   * Whether it is asked before all others, regardless of the order of registration, so that no plug-in can
   * admit what it refuses. Default false.
   */
  readonly isEssential?: boolean;
  /**
   * Returns an answer, or `undefined` to leave the decision to the next delegate. A throw or rejection counts
   * as no answer.
   */
  decide(
    question: Question<Name>,
    signal: AbortSignal,
  ): Answer<Name> | undefined | Promise<Answer<Name> | undefined>;
}

/**
 * A decision, and the name of the delegate that made it; `undefined` if none answered and the fallback
 * applies.
 */
export interface Decision<Name extends ControlName> {
  readonly answer: Answer<Name>;
  readonly decidedBy: string | undefined;
}

/** Options of a question to control delegates. */
export interface AskOptions<Name extends ControlName> {
  /** Applies when no delegate answers in time. */
  readonly fallback: Answer<Name>;
  /** For all delegates together. Default 5,000. */
  readonly deadlineMs?: number;
}

/** Bounds of the delegate manager. */
export interface DelegateLimits {
  /** Events that may wait for one busy delegate. Default 10,000. */
  readonly maxWaitingEvents: number;
}

const DEFAULT_DEADLINE_MS = 5_000;

/**
 * Announces the engine's events to notification delegates and asks control delegates for decisions. The
 * JSON-RPC bridge, metrics, logs and plug-ins register here alike. No delegate can keep another one from an
 * event.
 */
export class DelegateManager {
  readonly #limits: DelegateLimits;
  readonly #clock: Clock;
  readonly #queues = new Map<NotificationDelegate, NotificationQueue>();
  #routes = new Map<EngineEventName, readonly NotificationQueue[]>();
  #controls: readonly ControlDelegate[] = [];

  constructor(limits: Partial<DelegateLimits> = {}, clock: Clock = systemClock) {
    this.#clock = clock;
    this.#limits = { maxWaitingEvents: 10_000, ...limits };
  }

  /** Adds a notification delegate after the registered ones. Returns a function that removes it. */
  register(delegate: NotificationDelegate): () => void {
    if (this.#queues.has(delegate)) throw new Error(`delegate ${delegate.name} is registered already`);
    this.#queues.set(delegate, this.#queueOf(delegate));
    this.#routes = new Map();
    return () => {
      this.#queues.delete(delegate);
      this.#routes = new Map();
    };
  }

  /**
   * Adds a control delegate after the registered ones, an essential one after the essential ones. Returns a
   * function that removes it.
   */
  registerControl<Name extends ControlName>(delegate: ControlDelegate<Name>): () => void {
    this.#controls = [...this.#controls, delegate].toSorted((a, b) => rankOf(a) - rankOf(b));
    return () => {
      this.#controls = this.#controls.filter((other) => other !== delegate);
    };
  }

  /**
   * Announces an event to every delegate that wants it, in order of registration. Never throws, never waits.
   */
  announce(event: EngineEvent): void {
    const queues = this.#routes.get(event.name) ?? this.#route(event.name);
    for (const queue of queues) queue.push(event);
  }

  /**
   * Asks the delegates of a control in order of registration; the first that answers decides. Never rejects.
   */
  async ask<Name extends ControlName>(
    control: Name,
    question: Question<Name>,
    options: AskOptions<Name>,
  ): Promise<Decision<Name>> {
    const delegates = this.#controls.filter((delegate) => delegate.control === control);
    if (delegates.length === 0) return { answer: options.fallback, decidedBy: undefined };
    const controller = new AbortController();
    const deadline = Promise.withResolvers<undefined>();
    const timer = this.#clock.setTimer(options.deadlineMs ?? DEFAULT_DEADLINE_MS, () => {
      controller.abort();
      deadline.resolve(undefined);
    });
    try {
      for (const delegate of delegates) {
        const asked = this.#decide(delegate as ControlDelegate<Name>, question, controller.signal);
        const answer = await Promise.race([asked, deadline.promise]);
        if (answer !== undefined) return { answer, decidedBy: delegate.name };
        if (controller.signal.aborted) break;
      }
      return { answer: options.fallback, decidedBy: undefined };
    } finally {
      timer.cancel();
    }
  }

  /** Counters by delegate name. */
  counters(): ReadonlyMap<string, DelegateCounters> {
    return new Map([...this.#queues.values()].map((queue) => [queue.delegate.name, queue.counters]));
  }

  async #decide<Name extends ControlName>(
    delegate: ControlDelegate<Name>,
    question: Question<Name>,
    signal: AbortSignal,
  ): Promise<Answer<Name> | undefined> {
    try {
      return await delegate.decide(question, signal);
    } catch (error) {
      this.announce({ name: "delegate.failed", delegate: delegate.name, event: delegate.control, error });
      return undefined;
    }
  }

  #queueOf(delegate: NotificationDelegate): NotificationQueue {
    return new NotificationQueue(delegate, this.#limits.maxWaitingEvents, (event, error) =>
      this.#announceFailure(delegate, event, error),
    );
  }

  #route(name: EngineEventName): readonly NotificationQueue[] {
    const route = [...this.#queues.values()].filter((queue) => wants(queue, name));
    this.#routes.set(name, route);
    return route;
  }

  #announceFailure(delegate: NotificationDelegate, event: EngineEvent, error: unknown): void {
    // A failure to handle a failure is only counted: announcing it again would never end.
    if (event.name === "delegate.failed") return;
    this.announce({ name: "delegate.failed", delegate: delegate.name, event: event.name, error });
  }
}

/** Essential delegates before the others; equals stay in their order. */
function rankOf({ isEssential = false }: ControlDelegate): number {
  return isEssential ? 0 : 1;
}

function wants({ delegate: { events } }: NotificationQueue, name: EngineEventName): boolean {
  return events === "all" || events.includes(name);
}

/**
 * The fault of a command that was not admitted: `rate_limited` or `limit_exceeded` where a limit was reached,
 * `refused` where a policy says no.
 */
export function toRefusalFault({ reason, limit }: Refusal): EngineFault {
  if (limit === undefined) return new EngineFault("refused", { reason });
  const { name, value, retryAfterMs } = limit;
  const details = { reason, limit: name, value };
  return retryAfterMs === undefined
    ? new EngineFault("limit_exceeded", details)
    : new EngineFault("rate_limited", { ...details, retryAfterMs });
}
