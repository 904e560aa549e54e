import type { PackedEvents, SnapshotPart, SnapshotStore, StoredEvent } from "../../log/event-log.ts";
import { EventCondenser } from "./condensed-part.ts";

/** What a writer works on. */
export interface SnapshotWriterOptions {
  readonly log: Pick<SnapshotStore, "writeSnapshotPart">;
  /** Events after which a snapshot is extended; 0 for no snapshots. */
  readonly snapshotEvents: number;
  /** Called once, when a part cannot be written; nothing more is then. */
  readonly onError: (error: unknown) => void;
}

/** Extends the snapshot of one session by the events that it is given, in order. */
export class SnapshotWriter {
  readonly #sessionId: string;
  readonly #options: SnapshotWriterOptions;
  #condenser: EventCondenser | undefined;

  constructor(sessionId: string, afterSequence: number, options: SnapshotWriterOptions) {
    this.#sessionId = sessionId;
    this.#options = options;
    this.#condenser = this.#createCondenser(afterSequence);
  }

  /** `undefined` unless a part is written: then it resolves when that is done. Never rejects. */
  add(stored: StoredEvent): Promise<void> | undefined {
    return this.#write(this.#condenser?.add(stored));
  }

  /** As `add`, for several events. */
  addPacked(packed: PackedEvents): Promise<void> | undefined {
    return this.#write(this.#condenser?.addPacked(packed));
  }

  #write(part: SnapshotPart | undefined): Promise<void> | undefined {
    if (part === undefined) return undefined;
    this.#condenser = this.#createCondenser(part.lastSequence);
    return this.#options.log.writeSnapshotPart(this.#sessionId, part).catch((error: unknown) => {
      this.#condenser = undefined;
      this.#options.onError(error);
    });
  }

  #createCondenser(afterSequence: number): EventCondenser | undefined {
    const { snapshotEvents } = this.#options;
    return snapshotEvents === 0 ? undefined : new EventCondenser(afterSequence, snapshotEvents);
  }
}
