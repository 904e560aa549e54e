import { type AttachSessionResponse, type Caller, interactive, RequestFailure } from "@aiwhisperer/protocol";
import { ContractListeners } from "../connection/contract-listeners.ts";
import type { Link } from "../connection/link.ts";
import { findUnsent, hasUnanswered } from "../conversation/message-list.ts";
import { type LocalEvent, reduceLocal } from "../conversation/reduce-local.ts";
import { reduceSession } from "../conversation/reduce-session.ts";
import type { ForeignEvent, SessionEvent } from "../conversation/session-event.ts";
import { emptySessionState, type SessionState } from "../conversation/session-state.ts";
import { ChangeSignal } from "../kit/change-signal.ts";
import { ConnectionLostError, SessionLostError } from "../kit/client-error.ts";
import type { Clock } from "../kit/clock.ts";
import type { Failure } from "../kit/failure.ts";
import { ListenerSet } from "../kit/listener-set.ts";
import type { OutboxOptions } from "../kit/outbox-storage.ts";
import { PacedStore } from "../kit/paced-store.ts";
import type { Readable } from "../kit/store.ts";
import { Attachment } from "./attachment.ts";
import { findLengthMismatch, type LengthMismatch, rereadText } from "./message-check.ts";

/** What a session needs of its client. */
export interface SessionHost {
  readonly rpc: Caller<typeof interactive>;
  readonly clock: Clock;
  /** By which the server knows whose tools are offered. */
  readonly clientId: string;
  readonly requestTimeoutMs: number;
  /** Delay before the next try to attach after as many failed ones. */
  retryDelayMs(failures: number): number;
  createIdempotencyKey(): string;
  /** The user; undefined while that is unknown. */
  userId(): string | undefined;
  /** Where unsent messages are kept; undefined where they last as long as the program. */
  readonly outbox: OutboxOptions | undefined;
  link(): Link | undefined;
  connect(): void;
  /** Told of every event once it is part of the state, in order. */
  onEvent(event: SessionEvent | ForeignEvent): void;
  /** Told when the session may have begun to be brought up to date, or may be so now. */
  onProgress(): void;
  /** Told when something else has happened that a list of sessions shows. */
  onActivity(): void;
  onFault(error: unknown): void;
}

/** How long the events of a replay are gathered before anybody is told. */
const replayPaceMs = 50;

/** How long the answer to a message that is in the log already is waited for before anybody is told. */
const answerPaceMs = 500;

const detached: Failure = { code: "detached", message: "The session is not followed any more." };

/** The inner side of a session: what comes from the wire goes in here, in whatever order links break, and comes out as state, once and in order. */
export class SessionFeed implements Readable<SessionState> {
  readonly sessionId: string;
  /** Listeners to this session's events. */
  readonly listeners = new ContractListeners(interactive);
  /** Told of every change of the state at once, before the event's own listeners. */
  readonly onChange = new ListenerSet<[before: SessionState, after: SessionState]>();
  readonly #host: SessionHost;
  readonly #store: PacedStore<SessionState>;
  readonly #changes = new ChangeSignal();
  readonly #attachment: Attachment;
  /**
   * Events may overtake the promise of the answer that precedes them: then a message is there as pending and as sent until the answer says that
   * it is one. Nobody is shown that unless it takes long.
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
      retryDelayMs: (failures) => host.retryDelayMs(failures),
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

  /** Follows the session over this link and all later ones; what the server says to that is in the state. */
  follow(): void {
    this.#host.connect();
    if (!this.state.isAttached) this.dispatch({ type: "attaching" });
    this.#attachment.start();
  }

  /** Follows the session no longer, because of a failure or because that is wanted. Returns whether it did. */
  leave(failure?: Failure): boolean {
    if (!this.#attachment.stop()) return false;
    this.dispatch(failure === undefined ? { type: "detached" } : { type: "failed", failure });
    return true;
  }

  /** Takes over what the server attached by itself when it started the session. */
  adopt(answer: AttachSessionResponse): void {
    this.#attachment.adopt(answer);
  }

  /** There is a link. */
  resume(): void {
    this.#attachment.resume();
  }

  /** The link is gone. */
  suspend(): void {
    this.#attachment.suspend();
    if (this.state.isAttached) this.dispatch({ type: "link-lost" });
  }

  /** An event of this session has come. */
  receive(event: SessionEvent | ForeignEvent): void {
    if (!this.#attachment.isNext(event.params)) return;
    const mismatch = findLengthMismatch(this.state, event);
    // Nothing may follow before the text is whole: least of all the end of the turn, which ends the reading of the answer.
    if (mismatch !== undefined) this.#attachment.hold();
    this.#apply(event);
    if (mismatch !== undefined) void this.#reread(mismatch);
  }

  /** Whether a message of that key could not be sent. */
  hasFailed(key: string): boolean {
    return findUnsent(this.state.messages, key)?.delivery === "failed";
  }

  /** Something has happened to the session on this side. */
  dispatch(event: LocalEvent): void {
    this.#show(reduceLocal(this.state, event), { withinMs: 0 });
    this.#changes.fire();
    this.#host.onProgress();
  }

  /** Resolves when the condition holds. Rejects with `SessionLostError` once the session is not followed, and with the signal's reason. */
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
