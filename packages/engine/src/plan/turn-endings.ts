import type { EngineEvent } from "../delegate/engine-event.ts";
import type { NotificationDelegate } from "../delegate/notification-queue.ts";
import { isTerminal } from "../session/session-state.ts";

/** Waits for the ends of turns, as a delegate: it learns of an end when that is in the log. */
export class TurnEndings implements NotificationDelegate {
  readonly name = "plans";
  readonly events = ["ai_loop.turn.status_changed", "ai_loop.error"] as const;
  readonly #waiting = new Map<string, () => void>();

  handle(event: EngineEvent): void {
    if (event.name !== "ai_loop.turn.status_changed" && event.name !== "ai_loop.error") return;
    const { turnId, status } = event.committed.event.params;
    if (isTerminal(status)) this.#waiting.get(turnId)?.();
  }

  /** Watches a turn from now on. One watch a turn at a time; whoever made it disposes of it. */
  watch(turnId: string): { readonly ended: Promise<void>; readonly dispose: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(turnId, resolve);
    return { ended: promise, dispose: () => void this.#waiting.delete(turnId) };
  }
}
