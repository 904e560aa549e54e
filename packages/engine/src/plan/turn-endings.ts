import { isTerminal } from "@aiwhisperer/protocol";
import type { CommittedEvent } from "../event/session-event.ts";

/** Waits for the ends of turns. An end counts as soon as it is in the log. */
export class TurnEndings {
  readonly #waiting = new Map<string, () => void>();

  /** Takes note of an event that has just been committed. */
  onCommitted({ event }: CommittedEvent): void {
    if (event.method !== "TurnStatusNotification") return;
    const { turnId, status } = event.params;
    if (isTerminal(status)) this.#waiting.get(turnId)?.();
  }

  /** Watches a turn from now on. At most one watch a turn at a time; the caller disposes of it. */
  watch(turnId: string): { readonly ended: Promise<void>; readonly dispose: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(turnId, resolve);
    return { ended: promise, dispose: () => void this.#waiting.delete(turnId) };
  }
}
