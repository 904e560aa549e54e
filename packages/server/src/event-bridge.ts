import type { EngineEvent, NotificationDelegate } from "@aiwhisperer/engine";
import { type Attachment, toFrame } from "./connection/attachment.ts";

/** The delegate that brings committed events to the connections that follow their session, as JSON-RPC notifications. */
export class EventBridge implements NotificationDelegate {
  readonly name = "json-rpc-bridge";
  readonly events = "all";
  readonly #attachments = new Map<string, Set<Attachment>>();

  add(attachment: Attachment): void {
    const attached = this.#attachments.get(attachment.sessionId);
    if (attached === undefined) this.#attachments.set(attachment.sessionId, new Set([attachment]));
    else attached.add(attachment);
  }

  remove(attachment: Attachment): void {
    const attached = this.#attachments.get(attachment.sessionId);
    attached?.delete(attachment);
    if (attached?.size === 0) this.#attachments.delete(attachment.sessionId);
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
