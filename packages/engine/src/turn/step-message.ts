import type { SessionEvent } from "../event/session-event.ts";
import type { ProviderState } from "../model/model.ts";

/** The answer that a step writes. */
export interface StepMessage {
  readonly messageId: string;
  /** Length of what has been appended on channel Final, in UTF-16 units. */
  length: number;
  /** Length of what has been appended on channel Analysis, in UTF-16 units. */
  thoughtLength: number;
  /** Whether anything has been appended, on any channel. */
  hasText: boolean;
  /** Provider state to store with the answer. */
  state?: ProviderState;
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
