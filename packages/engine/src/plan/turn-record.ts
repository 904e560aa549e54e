import { setImmediate } from "node:timers/promises";
import {
  Channel,
  type ToolDisplay,
  type ToolFailure,
  type TurnError,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { decodeEvent } from "../event/event-codec.ts";
import type { SessionEvent } from "../event/session-event.ts";
import type { ReadLimits, StoredEvent } from "../log/event-log.ts";

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

/** What is read at once, before others get their turn. */
const PAGE = { maxEvents: 500, maxLength: 128 * 1024 };

/** Reads a turn back from its session's events; `undefined` when the session does not know it. */
export async function readTurn(
  read: ReadEvents,
  sessionId: string,
  turnId: string,
): Promise<TurnRecord | undefined> {
  const turn = new TurnReader(turnId);
  let sequence = 0;
  for (;;) {
    const page = await read(sessionId, sequence, PAGE);
    for (const stored of page) turn.take(decodeEvent(stored.text));
    const last = page.at(-1);
    if (last === undefined) return turn.record();
    sequence = last.sequence;
    if (page.length === PAGE.maxEvents) await setImmediate();
  }
}

/** Gathers what the events of a session tell of one turn. */
class TurnReader {
  readonly #turnId: string;
  readonly #answers = new Map<string, string>();
  readonly #toolNames = new Map<string, string>();
  readonly #toolResults: ToolRecord[] = [];
  #status: TurnStatus | undefined;
  #error: TurnError | undefined;

  constructor(turnId: string) {
    this.#turnId = turnId;
  }

  take(event: SessionEvent): void {
    if (!("turnId" in event.params) || event.params.turnId !== this.#turnId) return;
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
