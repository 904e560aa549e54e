import { CloseCode, type CloseInfo, type Transport } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Clock } from "../kit/clock.ts";
import { type Readable, Store } from "../kit/store.ts";
import type { ReconnectPolicy } from "./backoff.ts";
import {
  type ConnectionEvent,
  type ConnectionState,
  idleConnection,
  isAttempting,
  transition,
} from "./connection-state.ts";
import { createLine, type Line } from "./line.ts";
import type { LivenessPolicy } from "./line-watch.ts";
import { OpenAttempt } from "./open-attempt.ts";
import type { TraceMark } from "./trace-mark.ts";

/** What a connection is made of. */
export interface ConnectionOptions {
  readonly open: (signal: AbortSignal) => Promise<Transport>;
  readonly policy: ReconnectPolicy;
  readonly liveness: LivenessPolicy;
  /** How long one attempt may take. */
  readonly connectTimeoutMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether every line shows a token of its own. */
  readonly canRenew: boolean;
  /** Whether events may come at any time. */
  readonly isFollowing: () => boolean;
  /** Called when a line stands, before anything that waited for it is sent. */
  readonly onLine: (line: Line) => void;
  /** Called when the line is gone, before the requests on it are rejected. */
  readonly onLineLost: () => void;
  /** Called when no further attempt will be made by itself. */
  readonly onClosed: (state: ConnectionState) => void;
  readonly onNotification: (method: string, params: unknown) => void;
  readonly markTrace: TraceMark;
  readonly onFault: (error: unknown) => void;
}

interface Waiter {
  readonly resolve: (line: Line) => void;
  /** Refuses: there will be no line. */
  readonly refuse: () => void;
}

/** Keeps one line to the server standing: does what the transitions of `ConnectionState` ask for. */
export class Connection implements Readable<ConnectionState> {
  readonly #options: ConnectionOptions;
  readonly #store = new Store<ConnectionState>(idleConnection);
  readonly #waiters = new Set<Waiter>();
  #line: Line | undefined;
  #attempt: OpenAttempt | undefined;
  #cancelTimer: () => void = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#store.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /** The line that stands now. */
  get line(): Line | undefined {
    return this.#line;
  }

  /** Connects, at once also where an attempt is planned for later. Does nothing while connected or under way. */
  connect(): void {
    this.#apply({ type: "wanted" });
  }

  /** There is a reason to doubt the line: finds out whether it is still good, or connects at once where an attempt is planned for later. */
  check(): void {
    if (this.state.status === "reconnecting") this.connect();
    else this.#line?.probeUrgently();
  }

  /** The server will restart: it is left alone for that time once the line has ended. */
  expectRestart(reconnectAfterMs: number): void {
    this.#apply({ type: "draining", reconnectAfterMs });
  }

  /** Tells whether a session is being brought up to date. */
  setReplaying(replaying: boolean): void {
    this.#apply({ type: "replaying", replaying });
  }

  /** The line, as soon as it stands; connects where nobody has. Rejects with the signal's reason, or `ConnectionLostError` once closed. */
  async ready(method: string, signal: AbortSignal): Promise<Line> {
    signal.throwIfAborted();
    if (this.state.status === "idle") this.connect();
    if (this.#line !== undefined) return this.#line;
    if (this.state.status === "closed") throw this.#notSent(method);
    const { promise, resolve, reject } = Promise.withResolvers<Line>();
    const waiter: Waiter = { resolve, refuse: () => reject(this.#notSent(method)) };
    const abort = () => reject(signal.reason);
    this.#waiters.add(waiter);
    signal.addEventListener("abort", abort, { once: true });
    return promise.finally(() => {
      this.#waiters.delete(waiter);
      signal.removeEventListener("abort", abort);
    });
  }

  /** Resolves after the time, or as soon as the connection is closed. Rejects with the signal's reason. */
  async pause(delayMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.state.status === "closed") return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => reject(signal.reason);
    const cancel = this.#options.clock.schedule(delayMs, resolve);
    const unsubscribe = this.subscribe(() => {
      if (this.state.status === "closed") resolve();
    });
    signal.addEventListener("abort", abort, { once: true });
    return promise.finally(() => {
      cancel();
      unsubscribe();
      signal.removeEventListener("abort", abort);
    });
  }

  /** Ends the line and all attempts; `connect` would begin anew. */
  close(): void {
    const line = this.#line;
    this.#apply({ type: "closed" });
    line?.end({ code: CloseCode.Normal, reason: "" });
  }

  #apply(event: ConnectionEvent): void {
    const before = this.state;
    const after = transition(before, event, this.#options.policy);
    if (!this.#store.replace(after)) return;
    if (isAttempting(after) && !isAttempting(before)) this.#begin();
    else if (after.retryAt !== undefined && after.retryAt !== before.retryAt) this.#planRetry(after.retryAt);
    else if (after.status === "closed" && before.status !== "closed") this.#end(after);
    this.#store.announce();
  }

  #begin(): void {
    this.#cancelTimer();
    const { open, clock, connectTimeoutMs: timeoutMs } = this.#options;
    this.#attempt = new OpenAttempt({
      open,
      clock,
      timeoutMs,
      onOpened: (transport) => this.#stand(transport),
      onFailed: (close) => this.#lose(close),
    });
  }

  #stand(transport: Transport): void {
    this.#attempt = undefined;
    const { clock, policy, onLine, ...options } = this.#options;
    const line = createLine(transport, {
      ...options,
      clock,
      onClose: (close) => {
        if (this.#line === line) this.#lose(close);
      },
    });
    this.#line = line;
    this.#cancelTimer = clock.schedule(policy.stableAfterMs, () => this.#apply({ type: "held" }));
    onLine(line);
    for (const waiter of this.#waiters) waiter.resolve(line);
    this.#apply({ type: "opened" });
  }

  #lose(close: CloseInfo): void {
    const { clock, random } = this.#options;
    const canRenew = this.#options.canRenew && this.#line !== undefined;
    this.#dropLine();
    this.#apply({ type: "lost", close, now: clock.now(), random: random(), canRenew });
  }

  #planRetry(retryAt: number): void {
    const { clock } = this.#options;
    this.#cancelTimer = clock.schedule(Math.max(0, retryAt - clock.now()), () => this.connect());
  }

  #end(state: ConnectionState): void {
    this.#dropLine();
    for (const waiter of this.#waiters) waiter.refuse();
    this.#options.onClosed(state);
  }

  #dropLine(): void {
    const hadLine = this.#line !== undefined;
    this.#line = undefined;
    this.#attempt?.giveUp();
    this.#attempt = undefined;
    this.#cancelTimer();
    if (hadLine) this.#options.onLineLost();
  }

  #notSent(method: string): ConnectionLostError {
    const { lastCloseCode: code, lastCloseReason: reason = "" } = this.state;
    return new ConnectionLostError(method, {
      outcome: "not-sent",
      close: code === undefined ? undefined : { code, reason },
    });
  }
}
