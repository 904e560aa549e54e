import type { Question, SessionHandle, ToolCall } from "@aiwhisperer/client";
import { type RefObject, useLayoutEffect } from "react";

/** A tool call that waits for a decision, and the session to decide in. */
export interface AskedDecision {
  readonly session: SessionHandle;
  readonly call: ToolCall;
  /** The place of the question if it is not the shown session, such as a task of a plan. */
  readonly place?: string;
}

/** Identifies a question among those of all sessions. */
export function answerIdOf({ session, call }: AskedDecision): string {
  return `${session.sessionId}/${call.toolCallId}`;
}

/** Id of the element that asks; the page's keys lead there. */
export const questionId = "question";

/** A question of a tool, and the session to answer it in. */
export interface AskedQuestion {
  readonly session: SessionHandle;
  readonly question: Question;
  /** The place of the question if it is not the shown session, such as a task of a plan. */
  readonly place?: string;
}

/**
 * Leaves the focus to the message field when a question goes with the focus in it. A question never takes the
 * focus by itself: what a person types elsewhere decides nothing.
 */
export function useFocusAfterwards(frame: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const section = frame.current;
    return () => {
      if (section?.contains(document.activeElement)) document.getElementById("composer")?.focus();
    };
  }, [frame]);
}
