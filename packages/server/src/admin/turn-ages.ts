import type { Engine, EngineEvent, EngineEventName, NotificationDelegate } from "@aiwhisperer/engine";
import { isTerminal } from "@aiwhisperer/protocol";
import { track } from "../kit/tracked-map.ts";

/**
 * The delegate that keeps in mind since when turns run or wait. Of those that were there before it, it knows
 * that they are as old as itself.
 */
export class TurnAges implements NotificationDelegate {
  readonly name = "turn-ages";
  readonly events: readonly EngineEventName[] = ["ai_loop.turn.status_changed", "ai_loop.error"];
  readonly #now: () => number;
  /** By turn id, in milliseconds of a clock that never jumps. */
  readonly #since = new Map<string, number>();

  constructor(engine: Pick<Engine, "liveSessions">, now: () => number) {
    this.#now = now;
    for (const { openTurns } of engine.liveSessions()) {
      for (const { turnId } of openTurns) track(this.#since, turnId, now());
    }
  }

  handle(event: EngineEvent): void {
    if (event.name !== "ai_loop.turn.status_changed" && event.name !== "ai_loop.error") return;
    const { turnId, status } = event.committed.event.params;
    if (isTerminal(status)) this.#since.delete(turnId);
    else if (!this.#since.has(turnId)) track(this.#since, turnId, this.#now());
  }

  /** Age of an open turn in milliseconds; 0 for one that has not been reported yet. */
  of(turnId: string): number {
    const since = this.#since.get(turnId);
    return since === undefined ? 0 : Math.max(0, Math.round(this.#now() - since));
  }
}
