import type { CloseInfo, Transport } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Clock } from "../kit/clock.ts";
import { type Readable, Store } from "../kit/store.ts";
import { rejectOnAbort } from "../kit/waiting.ts";
import type { ReconnectPolicy } from "./backoff.ts";
import {
  type ConnectionEvent,
  type ConnectionState,
  idleConnection,
  isAttempting,
  transition,
} from "./connection-state.ts";
import { createLink, type Link } from "./link.ts";
import type { LivenessPolicy } from "./link-watch.ts";
import { OpenAttempt } from "./open-attempt.ts";
import type { TraceMark } from "./trace-mark.ts";

/** Options of a connection. */
export interface ConnectionOptions {
  readonly open: (signal: AbortSignal) => Promise<Transport>;
  readonly policy: ReconnectPolicy;
  readonly liveness: LivenessPolicy;
  /** Limit of one attempt. */
  readonly connectTimeoutMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether each link authenticates with a fresh token. */
  readonly canRenew: boolean;
  /** Whether events may arrive at any time. */
  readonly isFollowing: () => boolean;
  /** Called when a link is open, before queued requests are sent on it. */
  readonly onLink: (link: Link) => void;
  /** Called when the link is lost, before its requests are rejected. */
  readonly onLinkLost: () => void;
  /** Called when no further attempt is planned. */
  readonly onClosed: (state: ConnectionState) => void;
  readonly onNotification: (method: string, params: unknown) => void;
  readonly markTrace: TraceMark;
  readonly onFault: (error: unknown) => void;
}

interface Waiter {
  readonly resolve: (link: Link) => void;
  /** Rejects: no link will open. */
  readonly refuse: () => void;
}

/** Keeps one link open, reconnecting as the transitions of `ConnectionState` say. */
export class Connection implements Readable<ConnectionState> {
  readonly #options: ConnectionOptions;
  readonly #store = new Store<ConnectionState>(idleConnection);
  readonly #waiters = new Set<Waiter>();
  #link: Link | undefined;
  #attempt: OpenAttempt | undefined;
  #cancelTimer: () => void = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#store.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /** The open link. */
  get link(): Link | undefined {
    return this.#link;
  }

  /** Connects without waiting for a planned attempt. Does nothing while connected or under way. */
  connect(): void {
    this.#apply({ type: "wanted" });
  }

  /** Probes a link that may be dead; connects at once if an attempt is planned. */
  check(): void {
    if (this.state.status === "reconnecting") this.connect();
    else this.#link?.probeUrgently();
  }

  /** Records the restart of the server: the next attempt waits that long after the link closes. */
  expectRestart(reconnectAfterMs: number): void {
    this.#apply({ type: "draining", reconnectAfterMs });
  }

  /** Sets whether a session is catching up. */
  setReplaying(replaying: boolean): void {
    this.#apply({ type: "replaying", replaying });
  }

  /**
   * Resolves with the open link; connects if idle. Rejects with the signal's reason, or with
   * `ConnectionLostError` once closed.
   */
  async ready(method: string, signal: AbortSignal): Promise<Link> {
    signal.throwIfAborted();
    if (this.state.status === "idle") this.connect();
    if (this.#link !== undefined) return this.#link;
    if (this.state.status === "closed") throw this.#notSent(method);
    const { promise, resolve, reject } = Promise.withResolvers<Link>();
    const waiter: Waiter = { resolve, refuse: () => reject(this.#notSent(method)) };
    this.#waiters.add(waiter);
    return rejectOnAbort(promise, signal).finally(() => this.#waiters.delete(waiter));
  }

  /** Resolves after the delay, or as soon as the connection is closed. Rejects with the signal's reason. */
  async pause(delayMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.state.status === "closed") return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#options.clock.schedule(delayMs, resolve);
    const unsubscribe = this.subscribe(() => {
      if (this.state.status === "closed") resolve();
    });
    return rejectOnAbort(promise, signal).finally(() => {
      cancel();
      unsubscribe();
    });
  }

  /** Closes the link and cancels attempts. `connect` starts again. */
  close(): void {
    const link = this.#link;
    this.#apply({ type: "closed" });
    link?.end({ code: 1000, reason: "" });
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
      onOpened: (transport) => this.#opened(transport),
      onFailed: (close) => this.#lose(close),
    });
  }

  #opened(transport: Transport): void {
    this.#attempt = undefined;
    const { clock, policy, onLink, ...options } = this.#options;
    const link = createLink(transport, {
      ...options,
      clock,
      onClose: (close) => {
        if (this.#link === link) this.#lose(close);
      },
    });
    this.#link = link;
    this.#cancelTimer = clock.schedule(policy.stableAfterMs, () => this.#apply({ type: "held" }));
    onLink(link);
    for (const waiter of this.#waiters) waiter.resolve(link);
    this.#apply({ type: "opened" });
  }

  #lose(close: CloseInfo): void {
    const { clock, random } = this.#options;
    const canRenew = this.#options.canRenew && this.#link !== undefined;
    this.#dropLink();
    this.#apply({ type: "lost", close, now: clock.now(), random: random(), canRenew });
  }

  #planRetry(retryAt: number): void {
    const { clock } = this.#options;
    this.#cancelTimer = clock.schedule(Math.max(0, retryAt - clock.now()), () => this.connect());
  }

  #end(state: ConnectionState): void {
    this.#dropLink();
    for (const waiter of this.#waiters) waiter.refuse();
    this.#options.onClosed(state);
  }

  #dropLink(): void {
    const hadLink = this.#link !== undefined;
    this.#link = undefined;
    this.#attempt?.abandon();
    this.#attempt = undefined;
    this.#cancelTimer();
    if (hadLink) this.#options.onLinkLost();
  }

  #notSent(method: string): ConnectionLostError {
    const { lastCloseCode: code, lastCloseReason: reason = "" } = this.state;
    return new ConnectionLostError(method, {
      outcome: "not-sent",
      close: code === undefined ? undefined : { code, reason },
    });
  }
}
