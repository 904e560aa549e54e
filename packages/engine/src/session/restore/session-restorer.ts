import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { decodeEvent } from "../../event/event-codec.ts";
import type { EventStore, SnapshotPart, SnapshotStore } from "../../log/event-log.ts";
import { PAGE, readPages } from "../../log/read-pages.ts";
import type { ProviderState } from "../../model/model.ts";
import { condensedEvents, SNAPSHOT_VERSION } from "./condensed-part.ts";
import { SnapshotWriter } from "./snapshot-writer.ts";
import { type FoldedStepState, StateFold } from "./state-fold.ts";

/** The parts of a log that sessions are restored from. */
export type RestoreLog = Pick<EventStore, "read" | "readStepStates"> &
  Pick<SnapshotStore, "readSnapshotPart" | "writeSnapshotPart">;

/** What a restorer works on. */
export interface RestorerOptions {
  readonly log: RestoreLog;
  /** Events after which a snapshot is extended; 0 for no snapshots. */
  readonly snapshotEvents: number;
  /** Called where a snapshot cannot be written; the session is restored all the same. */
  readonly onError: (error: unknown) => void;
}

/**
 * Brings the states of sessions back from the log: from their snapshot as far as it can be trusted, and from
 * their events after that. However long a session is, others get their turn after each page. What is read
 * without a snapshot extends it.
 */
export class SessionRestorer {
  readonly #options: RestorerOptions;

  constructor(options: RestorerOptions) {
    this.#options = options;
  }

  /** Rejects with the log's fault, or with what folding events throws that do not add up to a state. */
  async restore(sessionId: string): Promise<StateFold> {
    const stepStates = await this.#readStepStates(sessionId);
    const fold = await this.#foldSnapshot(sessionId, stepStates);
    await this.#foldEvents(sessionId, fold);
    return fold;
  }

  /**
   * A part that does not end with the event that the log has there is of another history. Each part is
   * compared: one that was left from events that were lost may have been continued by parts of the events
   * after them.
   */
  async #foldSnapshot(sessionId: string, stepStates: readonly FoldedStepState[]): Promise<StateFold> {
    if (this.#options.snapshotEvents === 0) return new StateFold(stepStates);
    const fold = new StateFold(stepStates);
    try {
      for (;;) {
        const part = await this.#readPart(sessionId, fold.sequence);
        if (part === undefined) return fold;
        if (!(await this.#isOfLog(sessionId, part))) break;
        if (part.text === "") await this.#foldEvents(sessionId, fold, part.lastSequence);
        else foldPart(fold, part);
        await setImmediate();
      }
    } catch {
      // What is wrong with the snapshot is of no account; what is wrong with the events shows below.
    }
    return new StateFold(stepStates);
  }

  async #readPart(sessionId: string, afterSequence: number): Promise<SnapshotPart | undefined> {
    const part = await this.#options.log.readSnapshotPart(sessionId, afterSequence);
    return part?.version === SNAPSHOT_VERSION ? part : undefined;
  }

  async #isOfLog(sessionId: string, { lastSequence, lastChecksum }: SnapshotPart): Promise<boolean> {
    const [event] = await this.#options.log.read(sessionId, lastSequence - 1, { ...PAGE, maxEvents: 1 });
    return event !== undefined && crc32(event.text) === lastChecksum;
  }

  async #foldEvents(
    sessionId: string,
    fold: StateFold,
    lastSequence = Number.POSITIVE_INFINITY,
  ): Promise<void> {
    const isTail = lastSequence === Number.POSITIVE_INFINITY;
    const snapshot = isTail ? new SnapshotWriter(sessionId, fold.sequence, this.#options) : undefined;
    const { log } = this.#options;
    const range = { after: fold.sequence, through: lastSequence };
    for await (const page of readPages((after, limits) => log.read(sessionId, after, limits), range)) {
      for (const stored of page) {
        const event = decodeEvent(stored.text);
        fold.take(stored.sequence, event);
        const written = snapshot?.add(stored);
        if (written !== undefined) await written;
      }
    }
  }

  async #readStepStates(sessionId: string): Promise<readonly FoldedStepState[]> {
    const { log } = this.#options;
    const states: FoldedStepState[] = [];
    for await (const page of readPages((after, limits) => log.readStepStates(sessionId, after, limits))) {
      for (const { sequence, text } of page) {
        states.push({ sequence, state: JSON.parse(text) as ProviderState });
      }
    }
    return states;
  }
}

function foldPart(fold: StateFold, part: SnapshotPart): void {
  for (const { sequence, event } of condensedEvents(part)) fold.take(sequence, event);
  fold.skipTo(part.lastSequence);
}
