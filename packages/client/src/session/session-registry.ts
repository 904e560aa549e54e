import {
  type AttachSessionResponse,
  type Caller,
  CloseCode,
  type CloseInfo,
  type Contract,
  type DeliveryFailedNotification,
  DeliveryFailure,
  interactive,
} from "@aiwhisperer/protocol";
import type { Connection } from "../connection/connection.ts";
import type { ConnectionState } from "../connection/connection-state.ts";
import { ContractListeners, type NotificationSink } from "../connection/contract-listeners.ts";
import type { Link } from "../connection/link.ts";
import {
  describeFaults,
  type ForeignEvent,
  parseSessionEvent,
  type SessionEvent,
} from "../conversation/session-event.ts";
import type { Clock } from "../kit/clock.ts";
import type { Failure } from "../kit/failure.ts";
import { ListenerSet } from "../kit/listener-set.ts";
import type { OutboxOptions } from "../kit/outbox-storage.ts";
import { SessionFeed, type SessionHost } from "./session-feed.ts";
import { SessionHandle } from "./session-handle.ts";

/** Events that come in great numbers and change no list of sessions. */
const STREAMED: ReadonlySet<string> = new Set([
  "AIMessageChunkNotification",
  "ToolCallChunkNotification",
  "ToolProgressNotification",
]);

/** The parts of a client that the registry uses. */
export interface SessionRegistryOptions {
  readonly rpc: Caller<typeof interactive>;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly clientId: string;
  readonly requestTimeoutMs: number;
  /** Delay before the next attempt, after a number of failed ones; at least the server's retry-after. */
  readonly retryDelayMs: (failures: number, retryAfterMs?: number) => number;
  readonly createIdempotencyKey: () => string;
  readonly userId: () => string | undefined;
  readonly outbox: OutboxOptions | undefined;
  readonly onFault: (error: unknown) => void;
}

interface Session {
  readonly feed: SessionFeed;
  readonly handle: SessionHandle;
}

/** The sessions that a client knows; routes every notification to its session. */
export class SessionRegistry {
  /** Listeners to all sessions. */
  readonly notifications = new ContractListeners(interactive);
  /** Called after changes that a list of sessions shows. */
  readonly onActivity = new ListenerSet();
  readonly #options: SessionRegistryOptions;
  readonly #host: SessionHost;
  readonly #sessions = new Map<string, Session>();
  readonly #added: NotificationSink[] = [];
  /** Feeds that were followed until the connection was closed for good. */
  readonly #lost = new Set<SessionFeed>();
  #starting = 0;
  /** Events of sessions whose start is unanswered, or whose answer has not reached its caller. */
  readonly #early: (SessionEvent | ForeignEvent)[] = [];

  constructor(options: SessionRegistryOptions) {
    const { connection, ...rest } = options;
    this.#options = options;
    this.#host = {
      ...rest,
      link: () => connection.link,
      connect: () => connection.connect(),
      onEvent: (event) => this.#announce(event),
      onProgress: () => this.#updateReplaying(),
      onActivity: () => this.onActivity.emit(),
    };
    this.notifications.on("DeliveryFailedNotification", (params) => this.#fail(params));
  }

  /** Whether events may arrive at any time. */
  get isFollowing(): boolean {
    return [...this.#sessions.values()].some(({ feed }) => feed.state.isAttached);
  }

  /**
   * Returns the handle of a session; always the same object for an id. A new one begins after
   * `afterSequence`.
   */
  handle(sessionId: string, afterSequence?: number): SessionHandle {
    return this.#session(sessionId, afterSequence).handle;
  }

  /**
   * Keeps events of unknown sessions until the returned function is called: they may belong to the session
   * being started.
   */
  beginStart(): () => void {
    this.#starting += 1;
    return () => {
      this.#starting -= 1;
      if (this.#starting > 0) return;
      for (const event of this.#early.splice(0)) this.#announce(event);
    };
  }

  /**
   * Returns the handle of a session that was started on `link`, with the events that preceded the answer's
   * resolution.
   */
  adopt(answer: AttachSessionResponse, link: Link): SessionHandle {
    const { feed, handle } = this.#session(answer.sessionId);
    if (link === this.#options.connection.link) feed.adopt(answer);
    else feed.follow();
    for (const event of this.#early.splice(0)) this.#receiveEvent(event);
    this.onActivity.emit();
    return handle;
  }

  /** Adds a contract and returns the listeners to its notifications. */
  addContract<K extends Contract>(contract: K): ContractListeners<K> {
    const listeners = new ContractListeners(contract);
    this.#added.push(listeners);
    return listeners;
  }

  /** Receives a notification. An unknown one is from a newer server and no fault. */
  receive(name: string, received: unknown = {}): void {
    const params = Array.isArray(received) && received.length === 0 ? {} : received;
    const event = parseSessionEvent(name, params);
    if (event === undefined) {
      this.#deliver([this.notifications, ...this.#added], name, params);
      return;
    }
    const fault = describeFaults(event);
    if (fault !== undefined) this.#options.onFault(fault);
    this.#receiveEvent(event);
  }

  /** Attaches all followed sessions over the new link. */
  resumeAll(): void {
    for (const { feed } of this.#sessions.values()) feed.resume();
    for (const feed of this.#lost) feed.follow();
    this.#lost.clear();
    for (const { handle } of this.#sessions.values()) handle.flush();
    this.onActivity.emit();
  }

  /** Suspends all sessions until the next link. */
  suspendAll(): void {
    // The next link replays a session that is started again by its key from its first event.
    this.#early.length = 0;
    for (const { feed } of this.#sessions.values()) feed.suspend();
  }

  /** Fails all sessions: no link follows unless the program connects again. */
  loseAll(state: ConnectionState): void {
    const failure = describeClose(state);
    for (const { feed, handle } of this.#sessions.values()) {
      handle.lose(closeOf(state));
      if (feed.leave(failure)) this.#lost.add(feed);
    }
  }

  /** Restores the sessions with messages of an earlier program, which are sent when a link opens. */
  async restoreOutbox(): Promise<void> {
    const sessions = await this.#options.outbox?.storage.sessions();
    for (const sessionId of sessions ?? []) this.handle(sessionId);
  }

  /** Stops watching other programs. */
  dispose(): void {
    for (const { handle } of this.#sessions.values()) handle.dispose();
  }

  #session(sessionId: string, afterSequence?: number): Session {
    const known = this.#sessions.get(sessionId);
    if (known !== undefined) return known;
    const feed = new SessionFeed(sessionId, this.#host, afterSequence);
    const session = { feed, handle: new SessionHandle(feed, this.#host) };
    this.#sessions.set(sessionId, session);
    return session;
  }

  /**
   * Fails a session that cannot be attached again: its log is damaged, or it is no longer shared with this
   * user.
   */
  #fail({ sessionId, cause, reason: message }: DeliveryFailedNotification): void {
    const code = cause === DeliveryFailure.Damaged ? "damaged" : "unshared";
    this.#sessions.get(sessionId)?.feed.leave({ code, message });
    this.onActivity.emit();
  }

  #receiveEvent(event: SessionEvent | ForeignEvent): void {
    const session = this.#sessions.get(event.params.sessionId);
    if (session !== undefined) session.feed.receive(event);
    else if (this.#starting > 0) this.#early.push(event);
    else this.#announce(event);
  }

  #announce(event: SessionEvent | ForeignEvent): void {
    if (event.method === undefined) this.#deliver(this.#added, event.name, event.params);
    else this.notifications.emit(event.method, event.params);
    if (this.#isNews(event)) this.onActivity.emit();
  }

  /**
   * Whether the event can change a list of sessions: replayed events, up to the last one, are already in it.
   */
  #isNews({ method, params }: SessionEvent | ForeignEvent): boolean {
    const isPast = this.#sessions.get(params.sessionId)?.feed.state.caughtUp === false;
    return !isPast && !(method !== undefined && STREAMED.has(method));
  }

  #deliver(sinks: readonly NotificationSink[], name: string, params: unknown): void {
    for (const sink of sinks) {
      const delivery = sink.deliver(name, params);
      if (delivery === "invalid") {
        this.#options.onFault(new TypeError(`the notification ${name} breaks its declaration`));
      }
      if (delivery !== "unknown") return;
    }
  }

  #updateReplaying(): void {
    const { connection } = this.#options;
    const isBehind = ({ feed: { state } }: Session) => state.isAttached && !state.caughtUp;
    connection.setReplaying(connection.link !== undefined && [...this.#sessions.values()].some(isBehind));
  }
}

function describeClose({ lastCloseCode, lastCloseReason }: ConnectionState): Failure {
  if (lastCloseCode === CloseCode.Unauthenticated)
    return { code: "unauthenticated", message: "The server asks for credentials." };
  if (lastCloseCode === CloseCode.NotTheProtocol)
    return { code: "protocol", message: `The server closed the connection: ${lastCloseReason}` };
  return { code: "closed", message: "The client was closed." };
}

function closeOf({
  lastCloseCode: code,
  lastCloseReason: reason = "",
}: ConnectionState): CloseInfo | undefined {
  return code === undefined ? undefined : { code, reason };
}
