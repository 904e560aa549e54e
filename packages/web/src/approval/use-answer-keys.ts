import { type RefObject, useEffect, useRef } from "react";
import { isCovered, isTyping } from "../navigation/key-target.ts";
import { type Answer, answerOf } from "./decision-keys.ts";

/**
 * Answers the shown question by keys while the focus is inside its frame and outside of fields: what a
 * person types anywhere else decides nothing. `question` identifies the question.
 */
export function useAnswerKeys(
  question: string,
  frame: RefObject<HTMLElement | null>,
  onAnswer: (answer: Answer) => void,
): void {
  const handler = useRef(onAnswer);
  useEffect(() => {
    handler.current = onAnswer;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time to read begins anew with each question
  useEffect(() => {
    const shownAt = performance.now();
    const handle = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isInside(frame, event.target)) return;
      if (isTyping(event.target) || isCovered()) return;
      const answer = answerOf(event, event.timeStamp - shownAt);
      if (answer === undefined) return;
      event.preventDefault();
      handler.current(answer);
    };
    addEventListener("keydown", handle);
    return () => removeEventListener("keydown", handle);
  }, [question]);
}

function isInside({ current }: RefObject<HTMLElement | null>, target: EventTarget | null): boolean {
  return target instanceof Node && current?.contains(target) === true;
}
