import { setImmediate } from "node:timers/promises";
import type { EventStore, SnapshotStore } from "../../log/event-log.ts";
import { SNAPSHOT_VERSION } from "./condensed-part.ts";
import { SnapshotWriter, type SnapshotWriterOptions } from "./snapshot-writer.ts";

/** What a keeper works on. */
export interface SnapshotKeeperOptions extends SnapshotWriterOptions {
  readonly log: Pick<EventStore, "readPacked"> & Pick<SnapshotStore, "snapshotEnd" | "writeSnapshotPart">;
}

/** What is read at once, before others get their turn. */
const PAGE = { maxEvents: 2_000, maxLength: 128 * 1024 };

/**
 * Extends the snapshots of sessions that grow, one after the other and page by page, from what the log has.
 */
export class SnapshotKeeper {
  readonly #options: SnapshotKeeperOptions;
  readonly #waiting = new Map<string, number>();
  #working: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: SnapshotKeeperOptions) {
    this.#options = options;
  }

  /** Called with the sequence of the last event of a turn. Returns at once. */
  onTurnEnd(sessionId: string, sequence: number): void {
    const { snapshotEvents } = this.#options;
    if (snapshotEvents === 0 || sequence < snapshotEvents || this.#isStopped) return;
    this.#waiting.set(sessionId, sequence);
    this.#working ??= this.#work();
  }

  /** Begins nothing more. Resolves when the snapshot at work is left. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#waiting.clear();
    await this.#working;
  }

  async #work(): Promise<void> {
    // The commit that ended the turn is answered first.
    await setImmediate();
    for (const [sessionId, sequence] of this.#waiting) {
      this.#waiting.delete(sessionId);
      try {
        await this.#extend(sessionId, sequence);
      } catch (error) {
        this.#options.onError(error);
      }
    }
    this.#working = undefined;
  }

  async #extend(sessionId: string, lastSequence: number): Promise<void> {
    const { log, snapshotEvents } = this.#options;
    let sequence = await log.snapshotEnd(sessionId, SNAPSHOT_VERSION);
    if (lastSequence - sequence < snapshotEvents) return;
    const snapshot = new SnapshotWriter(sessionId, sequence, this.#options);
    while (sequence < lastSequence && !this.#isStopped) {
      const page = await log.readPacked(sessionId, sequence, PAGE);
      const last = page.at(-1);
      if (last === undefined) return;
      for (const packed of page) {
        const written = snapshot.addPacked(packed);
        if (written !== undefined) await written;
      }
      sequence = last.firstSequence + last.count - 1;
      await setImmediate();
    }
  }
}
