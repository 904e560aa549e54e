import type { AssistantMessage, ChatMessage, UserMessage } from "./session-state.ts";

/**
 * Messages in the order of `SessionState.messages`. No function here changes a list; each returns a new one
 * or the same.
 */
export type MessageList = readonly ChatMessage[];

function isUnsent(message: ChatMessage): message is UserMessage {
  return message.role === "user" && message.delivery !== "sent";
}

/**
 * Inserts a confirmed message after the last one of its turn, or of the turn that this one repeats. A
 * question that starts a turn follows all confirmed messages. An answer without a question, which precedes
 * the fold, precedes all questions.
 */
export function insertMessage(
  messages: MessageList,
  message: ChatMessage,
  lineage: readonly string[] = [],
): MessageList {
  return messages.toSpliced(placeOf(messages, message, lineage), 0, message);
}

function placeOf(messages: MessageList, { role, turnId }: ChatMessage, lineage: readonly string[]): number {
  for (const owner of [turnId, ...lineage]) {
    const last = messages.findLastIndex(
      (other) => other.turnId !== undefined && other.turnId === owner && !isUnsent(other),
    );
    if (last !== -1) return last + 1;
  }
  if (role === "user") return messages.findLastIndex((other) => !isUnsent(other)) + 1;
  const question = messages.findIndex((other) => other.role === "user");
  return question === -1 ? messages.length : question;
}

/** Appends a message that was just sent. */
export function appendUnsent(messages: MessageList, message: UserMessage): MessageList {
  return [...messages, message];
}

/** Returns the answer of that id; searches from the end, where it nearly always is. */
export function findAssistantMessage(messages: MessageList, messageId: string): AssistantMessage | undefined {
  const message = messages.findLast((other) => other.messageId === messageId);
  return message?.role === "assistant" ? message : undefined;
}

/** Replaces a message with its successor. */
export function replaceMessage(messages: MessageList, old: ChatMessage, message: ChatMessage): MessageList {
  const index = messages.lastIndexOf(old);
  return index === -1 ? messages : messages.with(index, message);
}

/** Removes a message. */
export function removeMessage(messages: MessageList, messageId: string): MessageList {
  return messages.some((other) => other.messageId === messageId)
    ? messages.filter((other) => other.messageId !== messageId)
    : messages;
}

/** Marks a user message as excluded from models' input. */
export function excludeMessage(messages: MessageList, messageId: string, reason: string): MessageList {
  const message = messages.findLast((other) => other.messageId === messageId && !isUnsent(other));
  if (message?.role !== "user") return messages;
  return replaceMessage(messages, message, { ...message, excluded: { reason } });
}

/** Returns the unconfirmed message of that key. */
export function findUnsent(messages: MessageList, key: string): UserMessage | undefined {
  const message = messages.findLast((other) => isUnsent(other) && other.key === key);
  return message?.role === "user" ? message : undefined;
}

/** Whether a pending message has no id yet: the list may already contain it as another message. */
export function hasUnanswered(messages: MessageList): boolean {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message === undefined || !isUnsent(message)) return false;
    if (message.delivery === "pending" && message.messageId === undefined) return true;
  }
  return false;
}

/** Inserts a user message from the log, in place of the pending message with its id. */
export function confirmUserMessage(messages: MessageList, message: UserMessage): MessageList {
  const pending = messages.find((other) => isUnsent(other) && other.messageId === message.messageId);
  if (pending === undefined) return insertMessage(messages, message);
  const rest = messages.filter((other) => other !== pending);
  return insertMessage(rest, { ...message, key: pending.key });
}

/**
 * Assigns the server's ids to a pending message. If its notification has already arrived, the two become one:
 * answer and notification are independent.
 */
export function acceptUnsent(
  messages: MessageList,
  key: string,
  ids: { readonly messageId: string; readonly turnId: string },
): MessageList {
  const pending = findUnsent(messages, key);
  if (pending === undefined) return messages;
  const confirmed = messages.findLast((other) => !isUnsent(other) && other.messageId === ids.messageId);
  if (confirmed === undefined) return replaceMessage(messages, pending, { ...pending, ...ids });
  const rest = messages.filter((other) => other !== pending);
  return replaceMessage(rest, confirmed, { ...confirmed, key });
}
