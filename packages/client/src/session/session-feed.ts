import { type AttachSessionResponse, type Caller, interactive, RequestFailure } from "@aiwhisperer/protocol";
import { ContractListeners } from "../connection/contract-listeners.ts";
import type { Link } from "../connection/link.ts";
import { findUnsent, hasUnanswered } from "../conversation/message-list.ts";
import { type LocalEvent, reduceLocal } from "../conversation/reduce-local.ts";
import { reduceSession } from "../conversation/reduce-session.ts";
import type { ForeignEvent, SessionEvent } from "../conversation/session-event.ts";
import { emptySessionState, type SessionState } from "../conversation/session-state.ts";
import { ConnectionLostError, SessionLostError } from "../kit/client-error.ts";
import type { Clock } from "../kit/clock.ts";
import type { Failure } from "../kit/failure.ts";
import { ListenerSet } from "../kit/listener-set.ts";
import type { OutboxOptions } from "../kit/outbox-storage.ts";
import { PacedStore } from "../kit/paced-store.ts";
import type { Readable } from "../kit/store.ts";
import { ChangeSignal } from "../kit/waiting.ts";
import { Attachment } from "./attachment.ts";
import { findLengthMismatch, type LengthMismatch, rereadText } from "./message-check.ts";

/** The parts of a client that a session uses. */
export interface SessionHost {
  readonly rpc: Caller<typeof interactive>;
  readonly clock: Clock;
  /** Identifies the client that offers tools. */
  readonly clientId: string;
  readonly requestTimeoutMs: number;
  /** Delay before the next attempt, after a number of failed ones; at least the server's retry-after. */
  retryDelayMs(failures: number, retryAfterMs?: number): number;
  createIdempotencyKey(): string;
  /** The user; undefined while unknown. */
  userId(): string | undefined;
  /** Storage of unsent messages; undefined if they last as long as the program. */
  readonly outbox: OutboxOptions | undefined;
  link(): Link | undefined;
  connect(): void;
  /** Called with every event after it was folded into the state, in order. */
  onEvent(event: SessionEvent | ForeignEvent): void;
  /** Called when the session may have started or finished catching up. */
  onProgress(): void;
  /** Called after other changes that a list of sessions shows. */
  onActivity(): void;
  onFault(error: unknown): void;
}

/** Interval at which a replay is announced to listeners. */
const replayPaceMs = 50;

/** Delay of announcements while the answer to an already logged message is awaited. */
const answerPaceMs = 500;

const detached: Failure = { code: "detached", message: "The session is not followed any more." };

/**
 * Inner side of a session: receives its notifications, across links that break, and folds each event once and
 * in order into the state.
 */
export class SessionFeed implements Readable<SessionState> {
  readonly sessionId: string;
  /** Listeners to this session's events. */
  readonly listeners = new ContractListeners(interactive);
  /** Called at every change of the state, before the event's own listeners. */
  readonly onChange = new ListenerSet<[before: SessionState, after: SessionState]>();
  readonly #host: SessionHost;
  readonly #store: PacedStore<SessionState>;
  readonly #changes = new ChangeSignal();
  readonly #attachment: Attachment;
  /**
   * Events can overtake the resolution of the preceding answer. A message is then both pending and sent until
   * the answer identifies it. Listeners do not see that unless it takes long.
   */
  #mayShowTwice = false;

  constructor(sessionId: string, host: SessionHost, afterSequence = 0) {
    this.sessionId = sessionId;
    this.#host = host;
    this.#store = new PacedStore(emptySessionState(sessionId, afterSequence), host.clock);
    this.#attachment = new Attachment({
      sessionId,
      clock: host.clock,
      requestTimeoutMs: host.requestTimeoutMs,
      retryDelayMs: (failures, retryAfterMs) => host.retryDelayMs(failures, retryAfterMs),
      sequence: () => this.state.sequence,
      link: () => host.link(),
      onAttaching: () => this.dispatch({ type: "attaching" }),
      onAttached: ({ sequence, status }) => this.dispatch({ type: "attached", sequence, status }),
      onFailed: (failure) => this.dispatch({ type: "failed", failure }),
    });
  }

  get state(): SessionState {
    return this.#store.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /** Follows the session over this link and all later ones. The server's answer is in the state. */
  follow(): void {
    this.#host.connect();
    if (!this.state.isAttached) this.dispatch({ type: "attaching" });
    this.#attachment.start();
  }

  /** Stops following the session, with a failure or as requested. Returns whether it was followed. */
  leave(failure?: Failure): boolean {
    if (!this.#attachment.stop()) return false;
    this.dispatch(failure === undefined ? { type: "detached" } : { type: "failed", failure });
    return true;
  }

  /** Adopts the attachment that the server created when it started the session. */
  adopt(answer: AttachSessionResponse): void {
    this.#attachment.adopt(answer);
  }

  /** Attaches over the new link. */
  resume(): void {
    this.#attachment.resume();
  }

  /** Suspends until the next link. */
  suspend(): void {
    this.#attachment.suspend();
    if (this.state.isAttached) this.dispatch({ type: "link-lost" });
  }

  /** Receives an event of this session. */
  receive(event: SessionEvent | ForeignEvent): void {
    if (!this.#attachment.isNext(event.params)) return;
    const mismatch = findLengthMismatch(this.state, event);
    // Later events must wait until the text is complete, above all the end of the turn, which ends readers of
    // the answer.
    if (mismatch !== undefined) this.#attachment.hold();
    this.#apply(event);
    if (mismatch !== undefined) void this.#reread(mismatch);
  }

  /** Whether the message with that key has failed. */
  hasFailed(key: string): boolean {
    return findUnsent(this.state.messages, key)?.delivery === "failed";
  }

  /** Folds a local event into the state. */
  dispatch(event: LocalEvent): void {
    this.#show(reduceLocal(this.state, event), { withinMs: 0 });
    this.#changes.fire();
    this.#host.onProgress();
  }

  /**
   * Resolves when the condition holds. Rejects with `SessionLostError` if the session is not followed, and
   * with the signal's reason.
   */
  async until(condition: (state: SessionState) => boolean, signal?: AbortSignal): Promise<void> {
    while (!condition(this.state)) {
      if (!this.state.isAttached) throw new SessionLostError(this.sessionId, this.state.error ?? detached);
      await this.#changes.next(signal);
    }
  }

  #show(state: SessionState, { withinMs }: { readonly withinMs: number }): void {
    const before = this.state;
    this.#mayShowTwice &&= hasUnanswered(state.messages);
    this.#store.set(state, { withinMs: this.#mayShowTwice ? answerPaceMs : withinMs });
    this.onChange.emit(before, state);
  }

  #apply(event: SessionEvent | ForeignEvent): void {
    const before = this.state;
    const after = reduceSession(before, event);
    this.#mayShowTwice ||= event.method === "UserMessageNotification";
    this.#show(after, { withinMs: after.caughtUp ? 0 : replayPaceMs });
    this.#changes.fire();
    if (event.method !== undefined) this.listeners.emit(event.method, event.params);
    this.#host.onEvent(event);
    if (after.caughtUp !== before.caughtUp) this.#host.onProgress();
  }

  async #reread(mismatch: LengthMismatch): Promise<void> {
    const text = await this.#readWhole(mismatch);
    this.dispatch({ type: "reread", messageId: mismatch.messageId, text });
    this.#attachment.release();
  }

  async #readWhole(mismatch: LengthMismatch): Promise<string | undefined> {
    try {
      return await rereadText(this.#host.rpc, this.sessionId, mismatch);
    } catch (error) {
      const isLinkLost = error instanceof RequestFailure || error instanceof ConnectionLostError;
      if (!isLinkLost) this.#host.onFault(error);
      return undefined;
    }
  }
}
