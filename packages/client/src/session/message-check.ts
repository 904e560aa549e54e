import {
  type AIMessageChunkNotification,
  type Caller,
  Channel,
  type interactive,
} from "@aiwhisperer/protocol";
import { findAssistantMessage } from "../conversation/message-list.ts";
import type { ForeignEvent, SessionEvent } from "../conversation/session-event.ts";
import type { SessionState } from "../conversation/session-state.ts";
import { findTurn } from "../conversation/turn-list.ts";
import { readHistory } from "./history.ts";

/** An answer whose text differs in length from what its final chunk says. */
export interface LengthMismatch {
  readonly messageId: string;
  /** Declared length, in UTF-16 units. */
  readonly length: number;
  /** Sequence before its first known chunk. */
  readonly afterSequence: number;
  /** Sequence of its final chunk. */
  readonly sequence: number;
}

/**
 * Returns the mismatch if the event is the final chunk of an incomplete answer. Turns that began before the
 * fold cannot be checked.
 */
export function findLengthMismatch(
  state: SessionState,
  event: SessionEvent | ForeignEvent,
): LengthMismatch | undefined {
  if (event.method !== "AIMessageChunkNotification") return undefined;
  const { isFinal, length, messageId, turnId, sequence } = event.params;
  if (!isFinal || length === undefined || findTurn(state, turnId) === undefined) return undefined;
  const message = findAssistantMessage(state.messages, messageId);
  const text = (message?.text ?? "") + finalText(event.params);
  if (text.length === length) return undefined;
  return { messageId, length, sequence, afterSequence: message?.afterSequence ?? 0 };
}

/**
 * Reads the text of an answer from the log: from its known beginning, then from the beginning of the session.
 * Resolves with undefined if neither has the declared length.
 */
export async function rereadText(
  rpc: Caller<typeof interactive>,
  sessionId: string,
  mismatch: LengthMismatch,
): Promise<string | undefined> {
  for (const afterSequence of new Set([mismatch.afterSequence, 0])) {
    const text = await readText(rpc, { ...mismatch, sessionId, afterSequence });
    if (text.length === mismatch.length) return text;
  }
  return undefined;
}

async function readText(
  rpc: Caller<typeof interactive>,
  { sessionId, messageId, afterSequence, sequence }: LengthMismatch & { readonly sessionId: string },
): Promise<string> {
  let text = "";
  for await (const event of readHistory(rpc, { sessionId, afterSequence })) {
    if (event.params.sequence > sequence) break;
    if (event.method === "AIMessageChunkNotification" && event.params.messageId === messageId) {
      text += finalText(event.params);
    }
  }
  return text;
}

function finalText({ channel = Channel.Final, chunk }: AIMessageChunkNotification): string {
  return channel === Channel.Final ? chunk : "";
}
