import type { AssistantMessage, ChatMessage, ConversationEntry, SessionState } from "./session-state.ts";
import type { ToolCall } from "./tool-call.ts";
import { lineageOf } from "./turn-list.ts";

/** The parts of a state that are listed. Without turns, calls of a repeated turn may come first. */
type Listed = Pick<SessionState, "messages" | "toolCalls"> & Partial<Pick<SessionState, "turns">>;

/**
 * Returns messages and tool calls as a screen shows them: turn by turn, within a turn in the order of events,
 * pending and failed messages last. The entries are the objects of the state. The list is a new one every
 * time: cache it while `messages` and `toolCalls` are the same.
 */
export function listEntries({ messages, toolCalls, turns = [] }: Listed): readonly ConversationEntry[] {
  if (toolCalls.length === 0) return messages;
  const shown = new Set(messages.map(({ turnId }) => turnId));
  const ownerOf = ({ turnId }: ToolCall) =>
    [turnId, ...lineageOf(turns, turnId)].find((owner) => shown.has(owner)) ?? turnId;
  const calls = Map.groupBy(toolCalls, ownerOf);
  // Calls of a turn without a message come first: the turn began before the fold.
  const entries: ConversationEntry[] = toolCalls.filter((call) => !shown.has(ownerOf(call)));
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
