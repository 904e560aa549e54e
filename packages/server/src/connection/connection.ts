import type { Engine } from "@aiwhisperer/engine";
import { encodeNotification, type NotificationDescriptor, type Transport } from "@aiwhisperer/protocol";
import type { EventBridge } from "../event-bridge.ts";
import { Attachment, type AttachmentPort } from "./attachment.ts";
import { CloseCode } from "./close-code.ts";

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
  /** The authenticated user; `local` where nobody is asked. */
  readonly ownerId: string;
  readonly transport: DeliveryTransport;
  readonly engine: Engine;
  readonly bridge: EventBridge;
  /** Told of a log that cannot be read for this connection. */
  readonly onError: (error: unknown) => void;
}

/** One live WebSocket: whose it is, which sessions it follows, and what has to be answered on it before it is told more. */
export class Connection {
  readonly connectionId: string;
  readonly ownerId: string;
  readonly #transport: DeliveryTransport;
  readonly #bridge: EventBridge;
  readonly #port: AttachmentPort;
  readonly #attachments = new Map<string, Attachment>();
  /** Requests by session that must be answered before the session's events go on. */
  readonly #holds = new Map<string, number>();

  constructor(options: ConnectionOptions) {
    const { connectionId, ownerId, transport, engine, bridge, onError } = options;
    this.connectionId = connectionId;
    this.ownerId = ownerId;
    this.#transport = transport;
    this.#bridge = bridge;
    this.#port = {
      isFull: () => transport.isFull,
      isHeld: (sessionId) => this.#holds.has(sessionId),
      send: (text) => transport.send(text),
      read: (sessionId, afterSequence, limits) => engine.read(sessionId, afterSequence, limits),
      onReadFault: (error) => {
        onError(error);
        transport.close(CloseCode.Restarting, "the event log cannot be read");
      },
    };
    transport.onDrain(() => {
      for (const attachment of this.#attachments.values()) attachment.resume();
    });
  }

  /** Number of sessions that this connection follows. */
  get attachmentCount(): number {
    return this.#attachments.size;
  }

  /** Starts the delivery of a session's events after a sequence, in place of one under way. */
  attach(sessionId: string, afterSequence: number): void {
    this.detach(sessionId);
    const attachment = new Attachment(sessionId, afterSequence, this.#port);
    this.#attachments.set(sessionId, attachment);
    this.#bridge.add(attachment);
    attachment.resume();
  }

  /** Ends the delivery of a session's events. */
  detach(sessionId: string): void {
    const attachment = this.#attachments.get(sessionId);
    if (attachment === undefined) return;
    this.#attachments.delete(sessionId);
    this.#bridge.remove(attachment);
    attachment.end();
  }

  /** Holds a session's events back on this connection until the returned function is called: an answer comes before what it causes. */
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

  /** Tells this connection's client something outside any session; it is not logged, and lost when the line is. */
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
}
