import { type Engine, LogFault } from "@aiwhisperer/engine";
import {
  CloseCode,
  type DeliveryFailedNotification,
  DeliveryFailure,
  encodeNotification,
  interactive,
  type NotificationDescriptor,
  type Transport,
} from "@aiwhisperer/protocol";
import type { AuthOutcome } from "../kit/principal.ts";
import type { TokenWatch } from "../kit/token-watch.ts";
import { bytesOf, type DeliveryAccount, type ReadBudget } from "../quota/read-budget.ts";
import { Attachment, type AttachmentPort } from "./attachment.ts";
import type { EventBridge } from "./event-bridge.ts";

/** A transport that says when it can take no more. */
export interface DeliveryTransport extends Transport {
  /** Whether more waits for the other side than may. */
  readonly isFull: boolean;
  /** Sets what is called when a full transport has been emptied. */
  onDrain(callback: () => void): void;
}

/** What a connection is made of. */
export interface ConnectionOptions {
  readonly connectionId: string;
  /** The client's authenticated identity, for as long as the connection is open. */
  readonly identity: TokenWatch;
  readonly transport: DeliveryTransport;
  /** Where the client is, as the nearest trusted proxy says; absent for one in the same process. */
  readonly address?: string | undefined;
  /** When the connection was opened, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly since: number;
  readonly engine: Engine;
  readonly reads: ReadBudget;
  readonly bridge: EventBridge;
  /** Called when the log cannot be read for this connection. */
  readonly onError: (error: unknown) => void;
}

/**
 * One live WebSocket: its user, its attachments, and the requests that must be answered before further
 * events.
 */
export class Connection {
  readonly connectionId: string;
  readonly address: string | undefined;
  readonly since: number;
  readonly #identity: TokenWatch;
  readonly #transport: DeliveryTransport;
  readonly #engine: Engine;
  readonly #reads: ReadBudget;
  readonly #bridge: EventBridge;
  /** Created with the first attachment: most of the open connections may have none. */
  #port: AttachmentPort | undefined;
  readonly #onError: (error: unknown) => void;
  readonly #attachments = new Map<string, Attachment>();
  /** By session. */
  readonly #accounts = new Map<string, DeliveryAccount>();
  /** Requests by session that must be answered before the session's next events. */
  readonly #holds = new Map<string, number>();

  constructor(options: ConnectionOptions) {
    const { connectionId, identity, transport, address, since, engine, reads, bridge, onError } = options;
    this.connectionId = connectionId;
    this.address = address;
    this.since = since;
    this.#identity = identity;
    this.#transport = transport;
    this.#engine = engine;
    this.#reads = reads;
    this.#bridge = bridge;
    this.#onError = onError;
    transport.onDrain(() => {
      for (const attachment of this.#attachments.values()) attachment.resume();
    });
  }

  /** The authenticated user; `local` without authentication. */
  get userId(): string {
    return this.#identity.principal.userId;
  }

  /** Whether the client may act as an admin. */
  get isAdmin(): boolean {
    return this.#identity.principal.isAdmin;
  }

  /** Whether the client authenticated as an account: otherwise a `userId` that it names is a label. */
  get isAuthenticated(): boolean {
    return this.#identity.principal.isLocal !== true;
  }

  /** Puts a newer token of the same user in place of the one in use; one that is refused changes nothing. */
  renew(token: string): Promise<AuthOutcome> {
    return this.#identity.renew(token);
  }

  /** Whether this connection follows a session. */
  isAttached(sessionId: string): boolean {
    return this.#attachments.has(sessionId);
  }

  /** The sessions that this connection follows. */
  get attachedSessions(): IteratorObject<string> {
    return this.#attachments.keys();
  }

  /** Number of sessions that this connection follows. */
  get attachmentCount(): number {
    return this.#attachments.size;
  }

  /** Whether this connection has not kept up with a session that it follows. */
  get isLagging(): boolean {
    return this.#attachments.values().some((attachment) => attachment.isLagging);
  }

  /**
   * Starts the delivery of a session's events after a sequence, in place of one under way; its account pays
   * for what is read.
   */
  attach(sessionId: string, afterSequence: number, account = this.#reads.openDelivery(this.userId, 0)): void {
    this.detach(sessionId);
    this.#accounts.set(sessionId, account);
    const attachment = new Attachment(sessionId, afterSequence, this.#attachmentPort());
    this.#attachments.set(sessionId, attachment);
    this.#bridge.add(attachment);
    attachment.resume();
  }

  /** Ends the delivery of a session's events, and what the connection offered to the session. */
  detach(sessionId: string): void {
    const attachment = this.#attachments.get(sessionId);
    if (attachment === undefined) return;
    this.#attachments.delete(sessionId);
    this.#accounts.delete(sessionId);
    this.#bridge.remove(attachment);
    this.#engine.withdrawTools(sessionId, this.connectionId);
    attachment.end();
  }

  /** Ends the delivery of a session that is not shared with the connection's user any more, and says so. */
  revoke(sessionId: string): void {
    const attachment = this.#attachments.get(sessionId);
    if (attachment === undefined) return;
    const { sentSequence: afterSequence } = attachment;
    this.detach(sessionId);
    const reason = "The session is no longer shared with you.";
    this.#notifyEnd({ sessionId, afterSequence, cause: DeliveryFailure.Unshared, reason });
  }

  /**
   * Holds a session's events back on this connection until the returned function is called: an answer comes
   * before what it causes.
   */
  hold(sessionId: string): () => void {
    this.#holds.set(sessionId, (this.#holds.get(sessionId) ?? 0) + 1);
    return () => {
      const holds = (this.#holds.get(sessionId) ?? 1) - 1;
      if (holds > 0) {
        this.#holds.set(sessionId, holds);
        return;
      }
      this.#holds.delete(sessionId);
      this.#attachments.get(sessionId)?.resume();
    };
  }

  /**
   * Notifies this connection's client of something outside any session; it is not logged, and lost with the
   * connection.
   */
  notify<P>({ name }: NotificationDescriptor<P>, params: P): void {
    this.#transport.send(encodeNotification(name, params));
  }

  close(code: number, reason: string): void {
    this.#transport.close(code, reason);
  }

  /** Ends every delivery; call it when the transport has closed. */
  dispose(): void {
    for (const sessionId of [...this.#attachments.keys()]) this.detach(sessionId);
  }

  #attachmentPort(): AttachmentPort {
    this.#port ??= {
      isFull: () => this.#transport.isFull,
      isHeld: (sessionId) => this.#holds.has(sessionId),
      send: (text) => this.#transport.send(text),
      read: async (sessionId, afterSequence, limits) => {
        // That of the delivery that reads, also where another one has taken its place in the meantime.
        const account = this.#accounts.get(sessionId);
        const events = await this.#engine.read(sessionId, afterSequence, limits);
        account?.charge(bytesOf(events), events.length);
        return events;
      },
      onReadFault: (attachment, error) => this.#endUnreadable(attachment, error),
    };
    return this.#port;
  }

  /** A session that cannot be read costs its own delivery; a log that cannot be, the connection. */
  #endUnreadable({ sessionId, sentSequence: afterSequence }: Attachment, error: unknown): void {
    this.#onError(error);
    if (!(error instanceof LogFault) || error.unreadableSessionId === undefined) {
      this.#transport.close(CloseCode.Restarting, "the event log cannot be read");
      return;
    }
    this.detach(sessionId);
    const reason = "The stored events of the session are damaged.";
    this.#notifyEnd({ sessionId, afterSequence, cause: DeliveryFailure.Damaged, reason });
  }

  #notifyEnd(ending: DeliveryFailedNotification): void {
    this.notify(interactive.notifications.DeliveryFailedNotification, ending);
  }
}
