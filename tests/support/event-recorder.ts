import type { CommittedEvent, EngineEvent, NotificationDelegate, SessionEvent } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";

/** A delegate that records its events and that a test can await. */
export class EventRecorder implements NotificationDelegate {
  readonly name = "recorder";
  readonly events = "all";
  readonly told: EngineEvent[] = [];
  readonly #waiting = new Set<() => void>();

  handle(event: EngineEvent): void {
    this.told.push(event);
    for (const check of [...this.#waiting]) check();
  }

  /** The session events so far, in order. */
  get committed(): readonly CommittedEvent[] {
    return this.told.flatMap((event) => ("committed" in event ? [event.committed as CommittedEvent] : []));
  }

  /** The session events so far, without their numbers. */
  get sessionEvents(): readonly SessionEvent[] {
    return this.committed.map(({ event }) => event);
  }

  /** Resolves as soon as the condition holds for the recorded events. */
  until(isReached: (recorder: EventRecorder) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!isReached(this)) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Resolves when that many turns have ended. */
  turnsEnded(count = 1): Promise<void> {
    return this.until(({ endings }) => endings.length >= count);
  }

  /** Params of the terminal statuses so far. */
  get endings() {
    return this.sessionEvents.flatMap((event) =>
      event.method === "TurnStatusNotification" && event.params.status >= TurnStatus.Completed
        ? [event.params]
        : [],
    );
  }

  /** Text of channel Final of all answers so far. */
  get answerText(): string {
    return this.sessionEvents
      .flatMap((event) =>
        event.method === "AIMessageChunkNotification" && (event.params.channel ?? 0) === 0
          ? [event.params.chunk]
          : [],
      )
      .join("");
  }

  /** Params of the final chunks so far. */
  get finalChunks() {
    return this.sessionEvents.flatMap((event) =>
      event.method === "AIMessageChunkNotification" && event.params.isFinal ? [event.params] : [],
    );
  }
}
