import type { SessionHandle, ToolCall } from "@aiwhisperer/client";

/** A tool call that waits for a decision, and the session to decide in. */
export interface Question {
  readonly session: SessionHandle;
  readonly call: ToolCall;
  /** Where it is asked, where that is not what the page shows; such as a task of a plan. */
  readonly place?: string;
}

/** Identifies a question among those of all sessions. */
export function answerIdOf({ session, call }: Question): string {
  return `${session.sessionId}/${call.toolCallId}`;
}

/** Id of the element that asks; the page's keys lead there. */
export const questionId = "question";
