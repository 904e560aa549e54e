import { CompactionReason } from "@aiwhisperer/protocol";
import { changedHeader } from "../event/changed-header.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { Model, ModelUsage } from "../model/model.ts";
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
    const { contextTokens: tokensBefore } = store.state;
    const messages = conversation.messagesThrough(part.turn.turnId, part.steps);
    const reason = CompactionReason.Requested;
    const wish = instructions === undefined ? {} : { instructions };
    const given = await environment.decideSummary({ userId, sessionId, reason, messages, ...wish });
    const { limits, clock } = environment;
    const { maxSummaryLength: maxLength, turnTimeoutMs: timeoutMs } = limits;
    const { turnId } = part.turn;
    const onUsage = (usage: ModelUsage) =>
      environment.onUsage({ userId, sessionId, turnId, model: model.id, usage });
    const request = { model, messages, signal, clock, timeoutMs, maxLength, onUsage, ...wish };
    const summary = given.trim() === "" ? await writeSummary(request) : given.slice(0, maxLength);
    if (summary === undefined || signal.aborted || store.isLost) return;
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
