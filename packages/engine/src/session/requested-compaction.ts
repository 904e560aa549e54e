import { CompactionReason } from "@aiwhisperer/protocol";
import { changedHeader } from "../event/changed-header.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { Model } from "../model/model.ts";
import type { Conversation } from "../state/conversation.ts";
import type { SessionEnvironment } from "../store/session-environment.ts";
import type { SessionStore } from "../store/session-store.ts";
import { compactablePart, compactedEvent } from "../turn/compact.ts";
import { writeSummary } from "../turn/write-summary.ts";

/** What a compaction works on. */
export interface CompactionParts {
  readonly store: SessionStore;
  readonly conversation: Conversation;
  readonly environment: SessionEnvironment;
}

/**
 * The summary that a person asks for between turns. It is written in the background; the turns that begin
 * meanwhile are not in it. One that the process does not survive leaves nothing.
 */
export class RequestedCompaction {
  readonly #parts: CompactionParts;
  #running: AbortController | undefined;

  constructor(parts: CompactionParts) {
    this.#parts = parts;
  }

  /** Whether a summary is being written. */
  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Starts to write a summary, unless one is being written. Throws `model_unavailable`. */
  start(instructions?: string): void {
    const model = this.#requireModel();
    if (this.#running !== undefined) return;
    const abort = new AbortController();
    this.#running = abort;
    const { environment, store } = this.#parts;
    const run = this.#run(model, abort.signal, instructions)
      .catch((error: unknown) => {
        // A fault of the log has been announced already; anything else is a defect.
        if (!(error instanceof EngineFault)) environment.onError(store.header.sessionId, error);
      })
      .finally(() => {
        this.#running = undefined;
      });
    environment.tools.track(run);
  }

  /** Leaves what is being written. */
  abort(): void {
    this.#running?.abort();
  }

  async #run(model: Model, signal: AbortSignal, instructions?: string): Promise<void> {
    const { store, conversation, environment } = this.#parts;
    const part = compactablePart(store.state);
    if (part === undefined) return;
    const { sessionId, ownerId: userId } = store.header;
    const { contextTokens: tokensBefore, compaction } = store.state;
    const messages = conversation.messagesThrough(part.turn.turnId, part.steps);
    // Nothing but the summary before: the turns since then are excluded.
    if (messages.length === (compaction === undefined ? 0 : 1)) return;
    const { limits, clock } = environment;
    const reason = CompactionReason.Requested;
    const { turnId } = part.turn;
    const summary = await writeSummary({
      reason,
      decide: (question) => environment.decideSummary({ userId, sessionId, ...question }),
      model,
      messages,
      instructions,
      signal,
      clock,
      timeoutMs: limits.turnTimeoutMs,
      maxLength: limits.maxSummaryLength,
      onUsage: (usage) => environment.onUsage({ userId, sessionId, turnId, model: model.id, usage }),
      onError: (error) => environment.onError(sessionId, error),
    });
    if (summary === undefined || signal.aborted || store.isLost) return;
    // A turn has compacted more meanwhile.
    if (store.state.compaction !== compaction) return;
    const sizes = { messages, ...(tokensBefore === undefined ? {} : { tokensBefore }) };
    await store.append([compactedEvent(part, { summary, reason }, sizes)]);
  }

  #requireModel(): Model {
    const { store, environment } = this.#parts;
    const { model } = changedHeader(store.header, store.state.changes);
    const resolved = environment.models.resolve(model);
    if ("model" in resolved) return resolved.model;
    throw new EngineFault("model_unavailable", { model, reason: resolved.unavailable });
  }
}
