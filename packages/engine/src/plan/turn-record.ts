import {
  Channel,
  isTerminal,
  type ToolDisplay,
  type ToolFailure,
  type TurnError,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { decodeEvent, type SessionEvent } from "../event/session-event.ts";
import type { ReadLimits, StoredEvent } from "../log/event-log.ts";
import { readPages } from "../log/read-pages.ts";

/** A turn as the log has it. */
export interface TurnRecord {
  readonly status: TurnStatus;
  readonly error?: TurnError;
  /** Text of channel Final, message by message; discarded messages are left out. */
  readonly answers: readonly string[];
  /** In the order in which they came. */
  readonly toolResults: readonly ToolRecord[];
}

/** A tool call's result as the log has it. */
export interface ToolRecord {
  readonly toolName: string;
  readonly result: unknown;
  readonly isError: boolean;
  readonly failure?: ToolFailure;
  readonly display?: ToolDisplay;
}

/** Reads the events of a session. */
export type ReadEvents = (
  sessionId: string,
  afterSequence: number,
  limits: ReadLimits,
) => Promise<readonly StoredEvent[]>;

/**
 * Reads the turns of one session back from its log. Turns are asked for in the order in which they begin, so
 * that every event is read once, however many turns there are.
 */
export class TurnRecords {
  readonly #read: ReadEvents;
  readonly #sessionId: string;
  /** Sequence of the last event that was read. */
  #sequence = 0;
  #current: TurnReader | undefined;

  constructor(read: ReadEvents, sessionId: string) {
    this.#read = read;
    this.#sessionId = sessionId;
  }

  /**
   * Returns what the log has of a turn; `undefined` when the session does not know it yet. Asking again for
   * the same turn reads on.
   */
  async read(turnId: string): Promise<TurnRecord | undefined> {
    if (this.#current?.turnId !== turnId) this.#current = new TurnReader(turnId);
    const turn = this.#current;
    if (!turn.hasEnded) await this.#readOn(turn);
    return turn.record();
  }

  /** No event of a turn follows its terminal status: what comes after belongs to later turns. */
  async #readOn(turn: TurnReader): Promise<void> {
    const read = (after: number, limits: ReadLimits) => this.#read(this.#sessionId, after, limits);
    for await (const page of readPages(read, { after: this.#sequence })) {
      for (const { sequence, text } of page) {
        turn.take(decodeEvent(text));
        this.#sequence = sequence;
        if (turn.hasEnded) return;
      }
    }
  }
}

/** Gathers what the events of a session say of one turn. */
class TurnReader {
  readonly turnId: string;
  readonly #answers = new Map<string, string>();
  readonly #toolNames = new Map<string, string>();
  readonly #toolResults: ToolRecord[] = [];
  #status: TurnStatus | undefined;
  #error: TurnError | undefined;

  constructor(turnId: string) {
    this.turnId = turnId;
  }

  get hasEnded(): boolean {
    return this.#status !== undefined && isTerminal(this.#status);
  }

  take(event: SessionEvent): void {
    if (!("turnId" in event.params) || event.params.turnId !== this.turnId) return;
    switch (event.method) {
      case "UserMessageNotification":
        this.#status = TurnStatus.Queued;
        return;
      case "TurnStatusNotification":
        this.#status = event.params.status;
        this.#error = event.params.error;
        return;
      case "AIMessageChunkNotification":
        this.#takeChunk(event.params);
        return;
      case "MessageDiscardedNotification":
        this.#answers.delete(event.params.messageId);
        return;
      case "ToolCallNotification":
        this.#toolNames.set(event.params.toolCallId, event.params.toolName);
        return;
      case "ToolResultNotification":
        this.#takeResult(event.params);
        return;
      default:
        return;
    }
  }

  record(): TurnRecord | undefined {
    if (this.#status === undefined) return undefined;
    return {
      status: this.#status,
      answers: [...this.#answers.values()],
      toolResults: this.#toolResults,
      ...(this.#error === undefined ? {} : { error: this.#error }),
    };
  }

  #takeChunk({ messageId, chunk, channel }: SessionEvent<"AIMessageChunkNotification">["params"]): void {
    if ((channel ?? Channel.Final) !== Channel.Final) return;
    this.#answers.set(messageId, (this.#answers.get(messageId) ?? "") + chunk);
  }

  #takeResult(params: SessionEvent<"ToolResultNotification">["params"]): void {
    const { toolCallId, result, isError, failure, display } = params;
    this.#toolResults.push({
      toolName: this.#toolNames.get(toolCallId) ?? "",
      result,
      isError,
      ...(failure === undefined ? {} : { failure }),
      ...(display === undefined ? {} : { display }),
    });
  }
}
