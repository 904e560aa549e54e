import type { AssistantMessage, ChatMessage, ConversationEntry, SessionState } from "./session-state.ts";
import type { ToolCall } from "./tool-call.ts";

/**
 * Returns messages and tool calls as a screen shows them: turn by turn, within a turn in the order of events,
 * pending and failed messages last. The entries are the objects of the state. The list is a new one every
 * time: cache it while `messages` and `toolCalls` are the same.
 */
export function listEntries({
  messages,
  toolCalls,
}: Pick<SessionState, "messages" | "toolCalls">): readonly ConversationEntry[] {
  if (toolCalls.length === 0) return messages;
  const calls = Map.groupBy(toolCalls, ({ turnId }) => turnId);
  const turns = new Set(messages.map(({ turnId }) => turnId));
  // Calls of a turn without a message come first: the turn began before the fold.
  const entries: ConversationEntry[] = toolCalls.filter(({ turnId }) => !turns.has(turnId));
  for (const [index, message] of messages.entries()) {
    const ofTurn = calls.get(message.turnId ?? "");
    if (message.role === "assistant") entries.push(...takeBefore(ofTurn, message));
    entries.push(message);
    if (ofTurn !== undefined && isLastOfTurn(messages, index)) entries.push(...ofTurn.splice(0));
  }
  return entries;
}

/** Removes and returns the calls that precede the message. */
function takeBefore(calls: ToolCall[] | undefined, { afterSequence }: AssistantMessage): ToolCall[] {
  if (calls === undefined) return [];
  const later = calls.findIndex(({ sequence }) => sequence > afterSequence);
  return calls.splice(0, later === -1 ? calls.length : later);
}

function isLastOfTurn(messages: readonly ChatMessage[], index: number): boolean {
  return messages[index + 1]?.turnId !== messages[index]?.turnId;
}
