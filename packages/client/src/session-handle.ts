import {
  type AttachSessionResponse,
  type Caller,
  type Delivery,
  type InteractiveNotifications,
  type interactive,
  type SendUserMessageRequest,
} from "@aiwhisperer/protocol";
import { Attachment } from "./attachment.ts";
import { ChangeSignal } from "./change-signal.ts";
import { SessionLostError } from "./client-error.ts";
import type { Clock } from "./clock.ts";
import { startDeadline } from "./deadline.ts";
import { readHistory } from "./history.ts";
import type { Line } from "./line.ts";
import { findLengthMismatch, type LengthMismatch, rereadText } from "./message-check.ts";
import { NotificationListeners } from "./notification-listeners.ts";
import { type LocalEvent, reduceLocal } from "./reduce-local.ts";
import { reduceSession } from "./reduce-session.ts";
import { type Send, type SendAccepted, SessionSend } from "./send.ts";
import type { ForeignEvent, SessionEvent, SessionEventName } from "./session-event.ts";
import { toSessionFault } from "./session-fault.ts";
import { emptySessionState, type SessionFault, type SessionState } from "./session-state.ts";
import { PacedStore } from "./paced-store.ts";
import type { Readable } from "./store.ts";

/** What a session handle needs of its client. */
export interface SessionHost {
  readonly rpc: Caller<typeof interactive>;
  readonly clock: Clock;
  readonly requestTimeoutMs: number;
  line(): Line | undefined;
  connect(): void;
  /** Told of every event once it is part of the state, in order. */
  onEvent(event: SessionEvent | ForeignEvent): void;
  /** Told when the session begins to be brought up to date, or is. */
  onProgress(): void;
  onFault(error: unknown): void;
}

/** How a message is sent. */
export interface SendOptions {
  /** What happens while a turn runs. Default: it waits. */
  readonly delivery?: Delivery;
}

/** How long after the last user of a session has gone it is still followed, so that a change of screens costs nothing. */
const releaseDelayMs = 5_000;

/** A session as this client follows it: across lost connections, with its state, its notifications and its messages. */
export class SessionHandle implements Readable<SessionState> {
  readonly sessionId: string;
  readonly #host: SessionHost;
  readonly #store: PacedStore<SessionState>;
  readonly #changes = new ChangeSignal();
  readonly #listeners = new NotificationListeners<InteractiveNotifications>();
  readonly #attachment: Attachment;
  #sends = 0;
  #users = 0;
  #cancelRelease: () => void = () => {};

  /** Made by the client: `client.startSession`, `attachSession` or `session`. */
  constructor(sessionId: string, host: SessionHost, afterSequence = 0) {
    this.sessionId = sessionId;
    this.#host = host;
    this.#store = new PacedStore(emptySessionState(sessionId, afterSequence), host.clock);
    this.#attachment = new Attachment({
      sessionId,
      requestTimeoutMs: host.requestTimeoutMs,
      sequence: () => this.state.sequence,
      line: () => host.line(),
      onAttaching: () => this.#dispatch({ type: "attaching" }),
      onAttached: ({ sequence, status }) => this.#dispatch({ type: "attached", sequence, status }),
      onFailed: (fault) => this.#dispatch({ type: "failed", fault }),
    });
  }

  /** The session as far as it is known; the same object until something changes. */
  get state(): SessionState {
    return this.#store.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /** Tells of every event of that name, each once and in order, past ones in a replay too. The returned function ends that. */
  on<K extends SessionEventName>(name: K, listener: (params: InteractiveNotifications[K]) => void): () => void {
    return this.#listeners.on(name, listener);
  }

  /**
   * Follows the session from the last event that is known on. Resolves once the server has answered, before the replay. Rejects with
   * `SessionLostError` where the server refuses, and with a `RequestFailure` "timeout"; after a timeout it is still attached as soon as that is possible.
   */
  async attach(): Promise<void> {
    this.#follow();
    const { clock, requestTimeoutMs: timeoutMs } = this.#host;
    const deadline = startDeadline("attachSession", { clock, timeoutMs });
    try {
      await this.#until(({ replayUntil }) => Number.isFinite(replayUntil), deadline.signal);
    } finally {
      deadline.cancel();
    }
  }

  /** Resolves when all that was in the log at the last attaching has arrived. Rejects with `SessionLostError`. */
  async whenCaughtUp(): Promise<void> {
    await this.#until(({ caughtUp }) => caughtUp);
  }

  /** Ends the delivery of events. The session goes on, and so does this handle: `attach` continues where it was. */
  async detach(): Promise<void> {
    this.#cancelRelease();
    if (!this.#attachment.stop()) return;
    this.#dispatch({ type: "detached" });
    await this.#host.line()?.rpc.detachSession({ sessionId: this.sessionId });
  }

  /**
   * Follows the session for as long as somebody uses it: when the last of the returned functions has been called, it is detached after a while.
   * For screens that come and go; failures are in the state.
   */
  retain(): () => void {
    this.#users += 1;
    this.#cancelRelease();
    this.#follow();
    return once(() => {
      this.#users -= 1;
      if (this.#users === 0) this.#planRelease();
    });
  }

  /** Sends a message at once; it is in the state as pending until the log has it. Attaches where that has not been done. */
  send(message: string, { delivery }: SendOptions = {}): Send {
    this.#sends += 1;
    const key = `sent-${this.#sends}`;
    this.#dispatch({ type: "sending", key, text: message });
    this.#follow();
    const params = { sessionId: this.sessionId, message, ...(delivery === undefined ? {} : { delivery }) };
    return new SessionSend(
      {
        state: () => this.state,
        until: (condition) => this.#until(condition),
        cancel: (turnId) => this.cancel(turnId),
      },
      this.#deliver(key, params),
    );
  }

  /** Takes a failed message out of the state, by its key. */
  dismiss(key: string): void {
    this.#dispatch({ type: "dismissed", key });
  }

  /** Cancels a turn; without its id the active one. Resolves once the server has taken it; the turn's terminal event follows. */
  async cancel(turnId: string | undefined = this.state.activeTurn?.turnId): Promise<void> {
    const { sessionId } = this;
    await this.#host.rpc.cancelTurn(turnId === undefined ? { sessionId } : { sessionId, turnId });
  }

  /** Ends the session for everybody. Stopping twice is fine. */
  async stop(): Promise<void> {
    await this.#host.rpc.stopSession({ sessionId: this.sessionId });
  }

  /** Reads the session's log, without touching the state. */
  history(range: { readonly afterSequence?: number; readonly pageSize?: number } = {}) {
    return readHistory(this.#host.rpc, { ...range, sessionId: this.sessionId });
  }

  /** The client has a line again. */
  resume(): void {
    this.#attachment.resume();
  }

  /** The client has lost its line. */
  suspend(): void {
    this.#attachment.suspend();
    if (this.state.isAttached) this.#dispatch({ type: "line-lost" });
  }

  /** Takes over what the server attached by itself when it started the session. */
  adopt(answer: AttachSessionResponse): void {
    this.#attachment.adopt(answer);
  }

  /** The client makes no further attempts to get a line. */
  lose(fault: SessionFault): void {
    this.#cancelRelease();
    if (this.#attachment.stop()) this.#dispatch({ type: "failed", fault });
  }

  /** An event of this session has come. */
  receive(event: SessionEvent | ForeignEvent): void {
    if (!this.#attachment.isNext(event.params)) return;
    const mismatch = findLengthMismatch(this.state, event);
    this.#apply(event);
    if (mismatch !== undefined) void this.#reread(mismatch);
  }

  #follow(): void {
    this.#host.connect();
    if (!this.state.isAttached) this.#dispatch({ type: "attaching" });
    this.#attachment.start();
  }

  async #deliver(key: string, params: SendUserMessageRequest): Promise<SendAccepted> {
    try {
      const { messageId, turnId } = await this.#host.rpc.sendUserMessage(params);
      this.#dispatch({ type: "accepted", key, messageId, turnId });
      return { messageId, turnId };
    } catch (error) {
      this.#dispatch({ type: "refused", key, fault: toSessionFault(error) });
      throw error;
    }
  }

  async #reread(mismatch: LengthMismatch): Promise<void> {
    const { messageId } = mismatch;
    this.#attachment.hold();
    try {
      const text = await rereadText(this.#host.rpc, this.sessionId, mismatch);
      this.#dispatch({ type: "reread", messageId, text });
    } catch (error) {
      this.#host.onFault(error);
      this.#dispatch({ type: "reread", messageId, text: undefined });
    }
    this.#attachment.release();
  }

  #apply(event: SessionEvent | ForeignEvent): void {
    const before = this.state;
    const after = reduceSession(before, event);
    this.#store.set(after, { isUrgent: after.caughtUp });
    this.#changes.fire();
    if (event.method !== undefined) this.#listeners.emit(event.method, event.params);
    this.#host.onEvent(event);
    if (after.caughtUp !== before.caughtUp) this.#host.onProgress();
  }

  #dispatch(event: LocalEvent): void {
    this.#store.set(reduceLocal(this.state, event), { isUrgent: true });
    this.#changes.fire();
    this.#host.onProgress();
  }

  #planRelease(): void {
    this.#cancelRelease = this.#host.clock.schedule(releaseDelayMs, () => {
      this.detach().catch((error: unknown) => this.#host.onFault(error));
    });
  }

  async #until(condition: (state: SessionState) => boolean, signal?: AbortSignal): Promise<void> {
    while (!condition(this.state)) {
      if (!this.state.isAttached) throw new SessionLostError(this.sessionId, this.state.error ?? detachedFault);
      await this.#changes.next(signal);
    }
  }
}

const detachedFault: SessionFault = { code: "detached", message: "The session is not followed any more." };

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
