import {
  type CloseInfo,
  type Delivery,
  type Grant,
  type GrantScope,
  type InteractiveNotifications,
  interactive,
  isRpcError,
  RequestFailure,
  type SessionAccess,
  ToolDecision,
} from "@aiwhisperer/protocol";
import type { ForeignEvent, SessionEvent, SessionEventName } from "../conversation/session-event.ts";
import type { SessionState } from "../conversation/session-state.ts";
import { ConnectionLostError } from "../kit/client-error.ts";
import { startDeadline } from "../kit/deadline.ts";
import type { Failure } from "../kit/failure.ts";
import type { Readable } from "../kit/store.ts";
import type { OfferedTool } from "./client-tool.ts";
import { ClientToolRunner } from "./client-tool-runner.ts";
import { readHistory } from "./history.ts";
import { type MessageOutbox, Outbox } from "./outbox.ts";
import { type Send, type SendAccepted, SessionSend } from "./send.ts";
import type { SessionFeed, SessionHost } from "./session-feed.ts";
import { StoredOutbox } from "./stored-outbox.ts";

/** How a message is sent. */
export interface SendOptions {
  /** What happens while a turn runs. Default: it waits. */
  readonly delivery?: Delivery;
  /** Makes the same message the same one across processes: a key that was used before gets the answer of then. Default: a new one. */
  readonly idempotencyKey?: string;
}

/** How long after its last user has gone a session is still followed, so that a change of screens costs nothing. */
const releaseDelayMs = 5_000;

const deleted: Failure = { code: "deleted", message: "The session has been deleted." };

/** A session as a program uses it: across lost connections, with its state, its notifications and its messages. */
export class SessionHandle implements Readable<SessionState> {
  readonly sessionId: string;
  readonly #feed: SessionFeed;
  readonly #host: SessionHost;
  readonly #outbox: MessageOutbox;
  readonly #toolRunner: ClientToolRunner;
  #users = 0;
  #cancelRelease: () => void = () => {};

  /** Made by the client: `client.startSession`, `attachSession` or `session`. */
  constructor(feed: SessionFeed, host: SessionHost) {
    this.sessionId = feed.sessionId;
    this.#feed = feed;
    this.#host = host;
    this.#outbox =
      host.outbox === undefined ? new Outbox(feed, host) : new StoredOutbox(feed, host, host.outbox);
    this.#toolRunner = new ClientToolRunner(feed, host);
  }

  /** The session as far as it is known; the same object until something changes. */
  get state(): SessionState {
    return this.#feed.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#feed.subscribe(listener);

  /** Tells of every event of that name, each once and in order, past ones in a replay too. The returned function ends that. */
  on<K extends SessionEventName>(
    name: K,
    listener: (params: InteractiveNotifications[K]) => void,
  ): () => void {
    return this.#feed.listeners.on(name, listener);
  }

  /**
   * Follows the session from the last event that is known on. Resolves once the server has answered, before the replay. Rejects with
   * `SessionLostError` where the server refuses, and with a `RequestFailure` "timeout"; after that it is still attached as soon as a connection stands.
   */
  async attach(): Promise<void> {
    const { clock, requestTimeoutMs: timeoutMs } = this.#host;
    const deadline = startDeadline(interactive.methods.attachSession.fullName, { clock, timeoutMs });
    this.#feed.follow();
    try {
      await this.#feed.until(({ replayUntil }) => Number.isFinite(replayUntil), deadline.signal);
    } finally {
      deadline.cancel();
    }
  }

  /** Follows the session without waiting for the server's answer; a failure is in the state. */
  follow(): void {
    this.#feed.follow();
  }

  /** Resolves when all that was in the log at the last attaching has arrived. Rejects with `SessionLostError`. */
  async whenCaughtUp(): Promise<void> {
    await this.until(({ caughtUp }) => caughtUp);
  }

  /** Resolves with the state as soon as the condition holds. Rejects with `SessionLostError` once the session is not followed, and with the signal's reason. */
  async until(condition: (state: SessionState) => boolean, signal?: AbortSignal): Promise<SessionState> {
    await this.#feed.until(condition, signal);
    return this.state;
  }

  /** Ends the delivery of events. The session goes on, and so does this handle: `attach` continues where it was. */
  async detach(): Promise<void> {
    this.#cancelRelease();
    if (!this.#feed.leave()) return;
    const link = this.#host.link();
    // Without a connection there is nothing to detach from; one that breaks meanwhile has ended the attachment, too.
    if (link !== undefined) await untilDetached(link.rpc.detachSession({ sessionId: this.sessionId }));
  }

  /**
   * Follows the session for as long as somebody uses it: when the last of the returned functions has been called, it is detached after five
   * seconds. For screens that come and go; a failure is in the state.
   */
  retain(): () => void {
    this.#users += 1;
    this.#cancelRelease();
    this.#feed.follow();
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#users -= 1;
      if (this.#users === 0) this.#planRelease();
    };
  }

  /**
   * Sends a message at once; it is in the state as pending until the log has it. Attaches where that has not been done. However often the connection
   * breaks, the log has the message once. With the client's option `outbox` it waits for a connection for as long as the outbox allows, also across the end of the
   * program.
   */
  send(message: string, options: SendOptions = {}): Send {
    return this.#track(this.#outbox.send({ ...options, message }));
  }

  /**
   * Sends a failed message again, by its key in the state, as it was sent and in its place. If the first sending did get through, nothing is doubled.
   * Throws a RangeError where no message of that key has failed.
   */
  sendAgain(key: string): Send {
    return this.#track(this.#outbox.sendAgain(key));
  }

  /** Takes a failed message out of the state, by its key; with the client's option `outbox` also one that waits and has never been sent (`isUntouched`). */
  dismiss(key: string): void {
    this.#outbox.dismiss(key);
  }

  /** Cancels a turn; without its id the active one. Resolves once the server has taken it; the turn's terminal event follows. */
  async cancel(turnId: string | undefined = this.state.activeTurn?.turnId): Promise<void> {
    const { sessionId } = this;
    await this.#host.rpc.cancelTurn(turnId === undefined ? { sessionId } : { sessionId, turnId });
  }

  /** Holds the session for everybody: its turn stands still at the next safe point, and its clock with it. Pausing twice is fine. */
  async pause(): Promise<void> {
    await this.#host.rpc.pauseSession({ sessionId: this.sessionId });
  }

  /** Lets a held session go on. Resuming what runs is fine. */
  async resume(): Promise<void> {
    await this.#host.rpc.resumeSession({ sessionId: this.sessionId });
  }

  /**
   * Decides about a tool call that waits for it; a `reason` goes to the model with a Deny. Resolves once the server has taken it; what was decided is
   * in the state. Rejects with the error `ToolCallAlreadyResolved` where another client was first or the time was over.
   */
  async decide(toolCallId: string, decision: ToolDecision, reason?: string): Promise<void> {
    const params = { sessionId: this.sessionId, toolCallId, decision };
    await this.#host.rpc.decideToolCall(reason === undefined ? params : { ...params, reason });
  }

  /**
   * Allows a tool call and later ones: those of a scope that its approval offers, without one those of the first, the narrowest. Rejects as `decide`
   * does, with -32602 for another scope, and with `LimitExceeded` where the session has as many grants as it may.
   */
  async allowAlways(toolCallId: string, scope?: GrantScope): Promise<void> {
    const params = { sessionId: this.sessionId, toolCallId, decision: ToolDecision.AllowAlways };
    await this.#host.rpc.decideToolCall(scope === undefined ? params : { ...params, scope });
  }

  /** Reads the grants that are in force, the oldest first. */
  async listGrants(): Promise<readonly Grant[]> {
    return (await this.#host.rpc.listGrants({ sessionId: this.sessionId })).grants;
  }

  /** Revokes a grant: later calls are asked about again. Resolves with whether it was in force. */
  async revokeGrant(grantId: string): Promise<boolean> {
    return (await this.#host.rpc.revokeGrant({ sessionId: this.sessionId, grantId })).revoked;
  }

  /**
   * Answers a question of a running tool with an object that fits its schema; absent fields get their defaults. Resolves once the server has taken it.
   * Rejects with -32602 and the faults of each field where it does not fit, and with `ToolCallAlreadyResolved` where another client was first
   * or the question is over.
   */
  async answerQuestion(questionId: string, answer: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#host.rpc.askAnswer({ sessionId: this.sessionId, questionId, answer });
  }

  /** Declines a question of a running tool. Rejects as `answerQuestion` does where it comes too late. */
  async declineQuestion(questionId: string): Promise<void> {
    await this.#host.rpc.askAnswer({ sessionId: this.sessionId, questionId, declined: true });
  }

  /** Gives the result of a client's tool call that this program has run by itself. Rejects as `provideToolResult` does; with `offerTools` it is not needed. */
  async provideToolResult(
    toolCallId: string,
    result: unknown,
    { isError = false }: { readonly isError?: boolean } = {},
  ): Promise<void> {
    await this.#host.rpc.provideToolResult({ sessionId: this.sessionId, toolCallId, result, isError });
  }

  /**
   * Offers tools that this program runs, beside those that it offers already; of two with the same name the newer one is run. Follows the session, and
   * offers them again on every new connection, until the returned function is called. A call that the server leases to this client is run once, and its
   * result given however often the connection breaks. What the server refuses to be offered goes to the client's `onFault`.
   */
  offerTools(tools: readonly OfferedTool[]): () => void {
    const release = this.retain();
    const withdraw = this.#toolRunner.offer(tools);
    return () => {
      withdraw();
      release();
    };
  }

  /** Lets another user into the session, or changes what that user may do. Only the owner can. */
  async share(userId: string, access: SessionAccess): Promise<void> {
    await this.#host.rpc.shareSession({ sessionId: this.sessionId, userId, access });
  }

  /** Takes a user's access back, at once. Only the owner can. */
  async unshare(userId: string): Promise<void> {
    await this.#host.rpc.unshareSession({ sessionId: this.sessionId, userId });
  }

  /** Ends the session for everybody. Stopping twice is fine. */
  async stop(): Promise<void> {
    await this.#host.rpc.stopSession({ sessionId: this.sessionId });
  }

  /** Deletes the session with all that was said in it, for everybody, and follows it no more: the state has the failure "deleted". */
  async delete(): Promise<void> {
    await this.#host.rpc.deleteSession({ sessionId: this.sessionId });
    this.#cancelRelease();
    this.#outbox.clear();
    this.#feed.leave(deleted);
    this.#host.onActivity();
  }

  /**
   * Reads the session's events from its log, in order, without touching the state. An event that breaks its declaration says so in `faults`.
   * Rejects as `getHistory` does, and with a TypeError where an entry has no place in the session.
   */
  history(
    range: { readonly afterSequence?: number; readonly pageSize?: number } = {},
  ): AsyncIterable<SessionEvent | ForeignEvent> {
    return readHistory(this.#host.rpc, { ...range, sessionId: this.sessionId });
  }

  /** Sends what waits; called by the client when there is a connection. */
  flush(): void {
    this.#outbox.resume();
  }

  /** Frees the timer and fails the sends that wait; called by the client when its connection has ended for good. */
  lose(close: CloseInfo | undefined): void {
    this.#cancelRelease();
    this.#outbox.lose(close);
  }

  /** Stops listening to other programs; called by the client when it closes. */
  dispose(): void {
    this.#outbox.dispose();
  }

  #track(accepted: Promise<SendAccepted>): Send {
    const host = {
      state: () => this.state,
      until: async (condition: (state: SessionState) => boolean) => {
        await this.until(condition);
      },
      cancel: (turnId: string) => this.cancel(turnId),
    };
    return new SessionSend(host, accepted);
  }

  #planRelease(): void {
    this.#cancelRelease = this.#host.clock.schedule(releaseDelayMs, () => {
      this.detach().catch((error: unknown) => this.#host.onFault(error));
    });
  }
}

/** Resolves when the request is answered, and where its failure says that there is no attachment any more: the connection or the session is gone. */
async function untilDetached(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    const isClosed = error instanceof RequestFailure && error.reason === "closed";
    const isGone = isRpcError(error, interactive.errors.SessionNotFound);
    if (!isClosed && !isGone && !(error instanceof ConnectionLostError)) throw error;
  }
}
