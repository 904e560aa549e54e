import type { CloseInfo, Transport } from "@aiwhisperer/protocol";
import type { ReconnectPolicy } from "./backoff.ts";
import { ConnectionLostError } from "./client-error.ts";
import type { Clock } from "./clock.ts";
import {
  type ConnectionEvent,
  type ConnectionState,
  idleConnection,
  isAttempting,
  transition,
} from "./connection-state.ts";
import { createLine, type Line } from "./line.ts";
import { type Readable, Store } from "./store.ts";
import { TransportError } from "./websocket-transport.ts";

/** What a connection is made of. */
export interface ConnectionOptions {
  readonly open: (signal: AbortSignal) => Promise<Transport>;
  readonly policy: ReconnectPolicy;
  /** How long one attempt may take. */
  readonly connectTimeoutMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  /** Called when a line stands, before anything that waited for it is sent. */
  readonly onLine: (line: Line) => void;
  /** Called when the line is gone, before the requests on it are rejected. */
  readonly onLineLost: () => void;
  /** Called when no further attempt will be made by itself. */
  readonly onClosed: (state: ConnectionState) => void;
  readonly onNotification: (method: string, params: unknown) => void;
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
  #attempt: AbortController | undefined;
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

  /** Ends the line and all attempts; `connect` would begin anew. */
  close(): void {
    const line = this.#line;
    this.#apply({ type: "closed" });
    line?.peer.close(1000, "");
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
    const attempt = new AbortController();
    this.#attempt = attempt;
    const { clock, connectTimeoutMs } = this.#options;
    this.#cancelTimer = clock.schedule(connectTimeoutMs, () =>
      attempt.abort(connectTimeout(connectTimeoutMs)),
    );
    void this.#open(attempt);
  }

  async #open(attempt: AbortController): Promise<void> {
    try {
      const transport = await untilAborted(this.#options.open(attempt.signal), attempt.signal);
      if (this.#attempt === attempt) this.#stand(transport);
      else transport.close(1000, "");
    } catch (error) {
      if (this.#attempt === attempt) this.#lose(toCloseInfo(error));
    }
  }

  #stand(transport: Transport): void {
    this.#endAttempt();
    const { clock, policy, onNotification, onFault, onLine } = this.#options;
    const line = createLine(transport, {
      onNotification,
      onFault,
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
    this.#dropLine();
    const { clock, random } = this.#options;
    this.#apply({ type: "lost", close, now: clock.now(), random: random() });
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
    this.#attempt?.abort(new DOMException("The connection was closed.", "AbortError"));
    this.#endAttempt();
    if (hadLine) this.#options.onLineLost();
  }

  #endAttempt(): void {
    this.#attempt = undefined;
    this.#cancelTimer();
  }

  #notSent(method: string): ConnectionLostError {
    const { lastCloseCode: code, lastCloseReason: reason = "" } = this.state;
    return new ConnectionLostError(method, {
      outcome: "not-sent",
      close: code === undefined ? undefined : { code, reason },
    });
  }
}

function connectTimeout(timeoutMs: number): DOMException {
  return new DOMException(`No connection within ${timeoutMs} ms.`, "TimeoutError");
}

/** An attempt that does not heed its signal must not hold up the next one; a line that it brings later is closed. */
function untilAborted(opening: Promise<Transport>, signal: AbortSignal): Promise<Transport> {
  const { promise, resolve, reject } = Promise.withResolvers<Transport>();
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  const settle = (transport: Transport) => (signal.aborted ? transport.close(1000, "") : resolve(transport));
  opening.then(settle, reject);
  return promise;
}

function toCloseInfo(error: unknown): CloseInfo {
  if (error instanceof TransportError) return error.close;
  return { code: 1006, reason: error instanceof Error ? error.message : String(error) };
}
