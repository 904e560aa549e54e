import type { UserMessage } from "@aiwhisperer/client";

/**
 * The actions of a person in a conversation. The object stays the same while the conversation is shown, so
 * that rows need not be rendered again.
 */
export interface ConversationActions {
  /** Sends a text as a message of its own. */
  send(text: string): void;
  /**
   * Sends a message that did not arrive once more: the same message in its place, so that one that did arrive
   * is not doubled.
   */
  sendAgain(message: UserMessage): void;
  /** Appends a text to the message field. */
  write(text: string): void;
  /** Takes a message that failed, or waits and has not been sent, back into the composer, to be changed. */
  edit(message: UserMessage): void;
  /** Forgets such a message. */
  discard(message: UserMessage): void;
  /** Runs the last turn again, which went wrong. */
  retryTurn(turnId: string): void;
  /** Opens a copy of the conversation before a message, with the message's text as a draft. */
  editInCopy(messageId: string, text: string): void;
  /** Opens a copy of the conversation before a message, and sends the message there again. */
  answerAgain(turnId: string): void;
  /** Cancels a turn; the running one unless it is named. */
  cancelTurn(turnId?: string): void;
  /** Pauses the session for every client. */
  pause(): void;
  /** Resumes a paused session. */
  resume(): void;
}
