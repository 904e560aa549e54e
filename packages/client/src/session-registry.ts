import {
  type AttachSessionResponse,
  type Caller,
  type Contract,
  type InteractiveNotifications,
  interactive,
  type NotificationsOf,
} from "@aiwhisperer/protocol";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import type { ConnectionState } from "./connection-state.ts";
import type { Line } from "./line.ts";
import { ListenerSet } from "./listener-set.ts";
import { NotificationListeners } from "./notification-listeners.ts";
import { type ForeignEvent, parseSessionEvent, type SessionEvent } from "./session-event.ts";
import { SessionHandle } from "./session-handle.ts";

/** What the registry needs of its client. */
export interface SessionRegistryOptions {
  readonly rpc: Caller<typeof interactive>;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly requestTimeoutMs: number;
  readonly onFault: (error: unknown) => void;
}

interface AddedContract {
  readonly contract: Contract;
  readonly listeners: NotificationListeners<Record<string, unknown>>;
}

/** The sessions that a client knows, and the way of every notification to the one that it belongs to. */
export class SessionRegistry {
  /** Listeners to all sessions. */
  readonly notifications = new NotificationListeners<InteractiveNotifications>();
  /** Told when something happens that a list of sessions shows. */
  readonly onActivity = new ListenerSet();
  readonly #options: SessionRegistryOptions;
  readonly #handles = new Map<string, SessionHandle>();
  readonly #contracts: AddedContract[] = [];
  #starting = 0;
  /** Events of sessions whose start is not answered yet, or whose answer is still on its way to its caller. */
  #early: (SessionEvent | ForeignEvent)[] = [];

  constructor(options: SessionRegistryOptions) {
    this.#options = options;
  }

  /** The handle of a session, made where there is none. `afterSequence` is where a new one begins. */
  handle(sessionId: string, afterSequence?: number): SessionHandle {
    const known = this.#handles.get(sessionId);
    if (known !== undefined) return known;
    const { rpc, connection, clock, requestTimeoutMs, onFault } = this.#options;
    const host = {
      rpc,
      clock,
      requestTimeoutMs,
      onFault,
      line: () => connection.line,
      connect: () => connection.connect(),
      onEvent: (event: SessionEvent | ForeignEvent) => this.#announce(event),
      onProgress: () => this.#updateReplaying(),
    };
    const handle = new SessionHandle(sessionId, host, afterSequence);
    this.#handles.set(sessionId, handle);
    return handle;
  }

  /** Keeps events of unknown sessions until the returned function is called: they may belong to the session that is being started. */
  beginStart(): () => void {
    this.#starting += 1;
    return () => {
      this.#starting -= 1;
      if (this.#starting > 0) return;
      for (const event of this.#early.splice(0)) this.#announce(event);
    };
  }

  /** The handle of a session that was started on `line`, with the events that came before its answer could be read. */
  adopt(answer: AttachSessionResponse, line: Line): SessionHandle {
    const handle = this.handle(answer.sessionId);
    if (line === this.#options.connection.line) handle.adopt(answer);
    else handle.retain();
    const early = this.#early;
    this.#early = [];
    for (const event of early) this.#receiveEvent(event);
    this.onActivity.emit();
    return handle;
  }

  /** Adds a contract whose notifications are told to the returned listeners. */
  addContract<K extends Contract>(contract: K): NotificationListeners<NotificationsOf<K>> {
    const listeners = new NotificationListeners<NotificationsOf<K>>();
    this.#contracts.push({ contract, listeners: listeners as AddedContract["listeners"] });
    return listeners;
  }

  /** A notification has come. */
  receive(method: string, params: unknown): void {
    const event = parseSessionEvent(method, params);
    if (event !== undefined) this.#receiveEvent(event);
    else if (!this.#announceTo([this.#own], method, params) && !this.#announceTo(this.#contracts, method, params)) {
      this.#options.onFault(new TypeError(`the notification ${method} is unknown or breaks its declaration`));
    }
  }
}
