import {
  type CloseInfo,
  type Delivery,
  type Grant,
  type GrantScope,
  type InteractiveNotifications,
  interactive,
  isRpcError,
  type ModelSettings,
  RequestFailure,
  type ResponseFormat,
  type SessionAccess,
  type SessionSummary,
  ToolDecision,
  type UpdateSessionRequest,
} from "@aiwhisperer/protocol";
import type { ForeignEvent, SessionEvent, SessionEventName } from "../conversation/session-event.ts";
import type { SessionState } from "../conversation/session-state.ts";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Failure } from "../kit/failure.ts";
import { startRequestDeadline } from "../kit/request-deadline.ts";
import type { Readable } from "../kit/store.ts";
import type { OfferedTool } from "./client-tool.ts";
import { ClientToolRunner } from "./client-tool-runner.ts";
import { readHistory } from "./history.ts";
import { type MessageOutbox, Outbox } from "./outbox.ts";
import { type Send, type SendAccepted, SessionSend } from "./send.ts";
import type { SessionFeed, SessionHost } from "./session-feed.ts";
import { StoredOutbox } from "./stored-outbox.ts";

/** Options of a message. */
export interface SendOptions {
  /** Handling of the message while a turn runs. Default: it is queued. */
  readonly delivery?: Delivery;
  /** Identifies the message across processes: a used key gets the original answer. Default: a new key. */
  readonly idempotencyKey?: string;
  /** Model for this turn only, as `provider:model`. Default: the session's. */
  readonly model?: string;
  /** Settings for this turn only, in place of the session's. */
  readonly settings?: ModelSettings;
  /**
   * Form of the answer of this turn. An answer that does not fit, twice, fails the turn as `invalid_output`.
   */
  readonly responseFormat?: ResponseFormat;
}

/** What to change of a session: each value whole; null resets, and what is absent stays. */
export type SessionUpdate = Omit<UpdateSessionRequest, "sessionId" | "idempotencyKey">;

/** Time for which a session stays followed after its last user, so that a change of screens costs nothing. */
const releaseDelayMs = 5_000;

const deleted: Failure = { code: "deleted", message: "The session has been deleted." };

/** A session across lost connections, with its state, notifications and messages. */
export class SessionHandle implements Readable<SessionState> {
  readonly sessionId: string;
  readonly #feed: SessionFeed;
  readonly #host: SessionHost;
  readonly #outbox: MessageOutbox;
  readonly #toolRunner: ClientToolRunner;
  #users = 0;
  #cancelRelease: () => void = () => {};

  /** Created by the client: `client.startSession`, `attachSession` or `session`. */
  constructor(feed: SessionFeed, host: SessionHost) {
    this.sessionId = feed.sessionId;
    this.#feed = feed;
    this.#host = host;
    this.#outbox =
      host.outbox === undefined ? new Outbox(feed, host) : new StoredOutbox(feed, host, host.outbox);
    this.#toolRunner = new ClientToolRunner(feed, host);
  }

  /** Snapshot of the session; the same object until something changes. */
  get state(): SessionState {
    return this.#feed.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#feed.subscribe(listener);

  /**
   * Calls the listener with every event of that name, each once and in order, including those of a replay.
   * The returned function unsubscribes.
   */
  on<K extends SessionEventName>(
    name: K,
    listener: (params: InteractiveNotifications[K]) => void,
  ): () => void {
    return this.#feed.listeners.on(name, listener);
  }

  /**
   * Follows the session after its last known event. Resolves with the server's answer, before the replay.
   * Rejects with `SessionLostError` if the server refuses, and with a `RequestFailure` "timeout"; after a
   * timeout it still attaches when a connection opens.
   */
  async attach(): Promise<void> {
    const { clock, requestTimeoutMs: timeoutMs } = this.#host;
    const deadline = startRequestDeadline(interactive.methods.attachSession.fullName, { clock, timeoutMs });
    this.#feed.follow();
    try {
      await this.#feed.until(({ replayUntil }) => Number.isFinite(replayUntil), deadline.signal);
    } finally {
      deadline.cancel();
    }
  }

  /** Follows the session without waiting for the server's answer. A failure is in the state. */
  follow(): void {
    this.#feed.follow();
  }

  /**
   * Resolves when all events in the log at the last attachment have arrived. Rejects with `SessionLostError`.
   */
  async whenCaughtUp(): Promise<void> {
    await this.until(({ caughtUp }) => caughtUp);
  }

  /**
   * Resolves with the state when the condition holds. Rejects with `SessionLostError` if the session is not
   * followed, and with the signal's reason.
   */
  async until(condition: (state: SessionState) => boolean, signal?: AbortSignal): Promise<SessionState> {
    await this.#feed.until(condition, signal);
    return this.state;
  }

  /** Stops the delivery of events. The session continues, and `attach` resumes after the last event. */
  async detach(): Promise<void> {
    this.#cancelRelease();
    if (!this.#feed.leave()) return;
    const link = this.#host.link();
    // Without a link there is nothing to detach from; a link that breaks meanwhile has ended the attachment,
    // too.
    if (link !== undefined) await untilDetached(link.rpc.detachSession({ sessionId: this.sessionId }));
  }

  /**
   * Follows the session until the returned function of every `retain` has been called, and for five more
   * seconds. For screens that come and go. A failure is in the state.
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
   * Sends a message; it is pending in the state until the log has it. Attaches if needed. However often the
   * connection breaks, the log has the message once. With the client's option `outbox` it waits for a
   * connection as long as the outbox allows, also across restarts of the program.
   */
  send(message: string, options: SendOptions = {}): Send {
    return this.#track(this.#outbox.send({ ...options, message }));
  }

  /**
   * Sends a failed message again, by its key in the state, unchanged and in its place. If the first attempt
   * succeeded after all, nothing is duplicated. Throws a RangeError without a failed message of that key.
   */
  sendAgain(key: string): Send {
    return this.#track(this.#outbox.sendAgain(key));
  }

  /**
   * Removes a failed message from the state, by its key; with the client's option `outbox` also a waiting one
   * that was never sent (`isUntouched`).
   */
  dismiss(key: string): void {
    this.#outbox.dismiss(key);
  }

  /**
   * Runs the last turn again if it failed, was cancelled or interrupted; its message is not sent twice.
   * Resolves with the id of the new turn when the server has accepted it. Rejects with -32602 for any other
   * turn.
   */
  async retryTurn(turnId: string): Promise<string> {
    return (await this.#host.rpc.retryTurn({ sessionId: this.sessionId, turnId })).turnId;
  }

  /**
   * Has the session's model summarise what was said, in place of it for models; the log keeps everything.
   * Resolves when the server has accepted it; the summary is in `state.compactions` when it is written.
   * Rejects with `Busy` while a turn runs or waits.
   */
  async compact(instructions?: string): Promise<void> {
    const { sessionId } = this;
    await this.#host.rpc.compactSession(
      instructions === undefined ? { sessionId } : { sessionId, instructions },
    );
  }

  /**
   * Changes the title, the model, the settings, the context, the metadata, or whether the session is pinned
   * or archived. Resolves with its summary. A running turn keeps what it began with. Rejects with
   * `ModelUnavailable` for a model that cannot be used, and with `SessionStopped` for what concerns turns of
   * a stopped session.
   */
  async update(changes: SessionUpdate): Promise<SessionSummary> {
    const { session } = await this.#host.rpc.updateSession({ sessionId: this.sessionId, ...changes });
    this.#host.onActivity();
    return session;
  }

  /**
   * Cancels a turn, by default the active one. Resolves when the server has accepted it; the turn's terminal
   * event follows.
   */
  async cancel(turnId: string | undefined = this.state.activeTurn?.turnId): Promise<void> {
    const { sessionId } = this;
    await this.#host.rpc.cancelTurn(turnId === undefined ? { sessionId } : { sessionId, turnId });
  }

  /**
   * Pauses the session for all users: its turn and the turn's clock stop at the next safe point. Idempotent.
   */
  async pause(): Promise<void> {
    await this.#host.rpc.pauseSession({ sessionId: this.sessionId });
  }

  /** Resumes a paused session. Idempotent. */
  async resume(): Promise<void> {
    await this.#host.rpc.resumeSession({ sessionId: this.sessionId });
  }

  /**
   * Decides on a tool call; a `reason` is passed to the model with a Deny. Resolves when the server has
   * accepted it; the decision is in the state. Rejects with the error `ToolCallAlreadyResolved` if another
   * client decided first or the call expired.
   */
  async decide(toolCallId: string, decision: ToolDecision, reason?: string): Promise<void> {
    const params = { sessionId: this.sessionId, toolCallId, decision };
    await this.#host.rpc.decideToolCall(reason === undefined ? params : { ...params, reason });
  }

  /**
   * Allows a tool call and later ones within a scope that its approval offers, by default the first and
   * narrowest. Rejects as `decide` does, with -32602 for another scope, and with `LimitExceeded` at the
   * session's maximum of grants.
   */
  async allowAlways(toolCallId: string, scope?: GrantScope): Promise<void> {
    const params = { sessionId: this.sessionId, toolCallId, decision: ToolDecision.AllowAlways };
    await this.#host.rpc.decideToolCall(scope === undefined ? params : { ...params, scope });
  }

  /** Lists the grants in force, the oldest first. */
  async listGrants(): Promise<readonly Grant[]> {
    return (await this.#host.rpc.listGrants({ sessionId: this.sessionId })).grants;
  }

  /** Revokes a grant: later calls need approval again. Resolves with whether it was in force. */
  async revokeGrant(grantId: string): Promise<boolean> {
    return (await this.#host.rpc.revokeGrant({ sessionId: this.sessionId, grantId })).revoked;
  }

  /**
   * Answers a running tool's question with an object valid for its schema; absent fields get their defaults.
   * Resolves when the server has accepted it. Rejects with -32602 and the faults of each field if it is
   * invalid, and with `ToolCallAlreadyResolved` if another client answered first or the question has ended.
   */
  async answerQuestion(questionId: string, answer: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#host.rpc.askAnswer({ sessionId: this.sessionId, questionId, answer });
  }

  /** Declines a running tool's question. Rejects as `answerQuestion` does. */
  async declineQuestion(questionId: string): Promise<void> {
    await this.#host.rpc.askAnswer({ sessionId: this.sessionId, questionId, declined: true });
  }

  /**
   * Provides the result of a client tool call that this program ran itself; not needed with `offerTools`.
   * Rejects as `provideToolResult` does.
   */
  async provideToolResult(
    toolCallId: string,
    result: unknown,
    { isError = false }: { readonly isError?: boolean } = {},
  ): Promise<void> {
    await this.#host.rpc.provideToolResult({ sessionId: this.sessionId, toolCallId, result, isError });
  }

  /**
   * Offers tools that this program runs, in addition to earlier ones; of two with the same name the newer one
   * runs. Follows the session and repeats the offer on every new connection until the returned function is
   * called. A call that the server leases to this client runs once, and its result is delivered however often
   * the connection breaks. The client's `onFault` gets refusals of the server.
   */
  offerTools(tools: readonly OfferedTool[]): () => void {
    const release = this.retain();
    const withdraw = this.#toolRunner.offer(tools);
    return () => {
      withdraw();
      release();
    };
  }

  /** Shares the session with another user, or changes that user's access. Only for the owner. */
  async share(userId: string, access: SessionAccess): Promise<void> {
    await this.#host.rpc.shareSession({ sessionId: this.sessionId, userId, access });
  }

  /** Revokes a user's access at once. Only for the owner. */
  async unshare(userId: string): Promise<void> {
    await this.#host.rpc.unshareSession({ sessionId: this.sessionId, userId });
  }

  /** Stops the session for all users. Idempotent. */
  async stop(): Promise<void> {
    await this.#host.rpc.stopSession({ sessionId: this.sessionId });
  }

  /**
   * Deletes the session and its log for all users, and stops following it: the state has the failure
   * "deleted".
   */
  async delete(): Promise<void> {
    await this.#host.rpc.deleteSession({ sessionId: this.sessionId });
    this.#cancelRelease();
    this.#outbox.clear();
    this.#feed.leave(deleted);
    this.#host.onActivity();
  }

  /**
   * Reads the session's events from its log, in order, without changing the state. An event that breaks its
   * declaration has `faults`. Rejects as `getHistory` does, and with a TypeError for an entry without a
   * sequence.
   */
  history(
    range: { readonly afterSequence?: number; readonly pageSize?: number } = {},
  ): AsyncIterable<SessionEvent | ForeignEvent> {
    return readHistory(this.#host.rpc, { ...range, sessionId: this.sessionId });
  }

  /** Sends waiting messages. Called by the client when a connection opens. */
  flush(): void {
    this.#outbox.resume();
  }

  /** Stops the timer and fails waiting sends. Called by the client when its connection has ended for good. */
  lose(close: CloseInfo | undefined): void {
    this.#cancelRelease();
    this.#outbox.lose(close);
  }

  /** Stops watching other programs. Called by the client when it closes. */
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

/**
 * Resolves when the request is answered, or fails because the attachment is gone with its link or session.
 */
async function untilDetached(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    const isClosed = error instanceof RequestFailure && error.reason === "closed";
    const isGone = isRpcError(error, interactive.errors.SessionNotFound);
    if (!isClosed && !isGone && !(error instanceof ConnectionLostError)) throw error;
  }
}
