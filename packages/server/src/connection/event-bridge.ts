import type { EngineEvent, NotificationDelegate } from "@aiwhisperer/engine";
import { type Attachment, toFrame } from "./attachment.ts";

/**
 * The delegate that brings committed events to the connections that follow their session, as JSON-RPC
 * notifications.
 */
export class EventBridge implements NotificationDelegate {
  readonly name = "json-rpc-bridge";
  readonly events = "all";
  readonly #attachments = new Map<string, Set<Attachment>>();
  readonly #onAttended: (sessionId: string, isAttended: boolean) => void;

  /** `onAttended` is called when the first connection attaches to a session and when the last one leaves. */
  constructor(onAttended: (sessionId: string, isAttended: boolean) => void) {
    this.#onAttended = onAttended;
  }

  add(attachment: Attachment): void {
    const attached = this.#attachments.get(attachment.sessionId);
    if (attached !== undefined) {
      attached.add(attachment);
      return;
    }
    this.#attachments.set(attachment.sessionId, new Set([attachment]));
    this.#onAttended(attachment.sessionId, true);
  }

  remove(attachment: Attachment): void {
    const attached = this.#attachments.get(attachment.sessionId);
    attached?.delete(attachment);
    if (attached?.size !== 0) return;
    this.#attachments.delete(attachment.sessionId);
    this.#onAttended(attachment.sessionId, false);
  }

  /** Number of connections that follow a session. */
  attachmentsOf(sessionId: string): number {
    return this.#attachments.get(sessionId)?.size ?? 0;
  }

  handle(event: EngineEvent): void {
    if (!("committed" in event)) return;
    const { sessionId, sequence, text } = event.committed;
    const attached = this.#attachments.get(sessionId);
    if (attached === undefined) return;
    const frame = toFrame(text);
    for (const attachment of attached) attachment.push(sequence, frame);
  }
}
