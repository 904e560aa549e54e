import type { SessionEvent } from "../event/session-event.ts";
import type { ProviderState } from "../model/model.ts";

/** Length up to which the name of a called tool is logged: a model may write anything. */
export const MAX_TOOL_NAME = 128;

/** A tool call whose arguments arrive. */
export interface DraftCall {
  /** The id that the call will have. */
  readonly toolCallId: string;
  /** Length of the chunks that have been appended, in UTF-16 units. */
  length: number;
}

/** The answer that a step writes. */
export interface StepMessage {
  readonly messageId: string;
  /** Length of what has been appended on channel Final, in UTF-16 units. */
  length: number;
  /** Length of what has been appended on channel Analysis, in UTF-16 units. */
  thoughtLength: number;
  /** Whether anything has been appended, on any channel. */
  hasText: boolean;
  /** Calls whose arguments arrive, by the model's id for them. */
  readonly drafts: Map<string, DraftCall>;
  /** Provider state to store with the answer. */
  state?: ProviderState;
}

/** An answer of which nothing has come yet. */
export function createStepMessage(messageId: string): StepMessage {
  return { messageId, length: 0, thoughtLength: 0, hasText: false, drafts: new Map() };
}

/** The chunk that ends an answer. */
export function finalChunk(
  { turnId }: { readonly turnId: string },
  { messageId, length }: StepMessage,
): SessionEvent<"AIMessageChunkNotification"> {
  return {
    method: "AIMessageChunkNotification",
    params: { messageId, turnId, chunk: "", isFinal: true, length },
  };
}
