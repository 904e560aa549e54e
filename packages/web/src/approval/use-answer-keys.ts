import { useEffect, useRef } from "react";
import { isCovered, isTyping } from "../shell/key-target.ts";
import { type Answer, answerOf } from "./decision-keys.ts";

/**
 * Lets keys answer the question that is shown, wherever the focus is but in a field: there they write. `question` tells one question from the next.
 */
export function useAnswerKeys(question: string, onAnswer: (answer: Answer) => void): void {
  const handler = useRef(onAnswer);
  useEffect(() => {
    handler.current = onAnswer;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time to read begins anew with each question
  useEffect(() => {
    const shownAt = performance.now();
    const handle = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || isCovered()) return;
      const answer = answerOf(event, event.timeStamp - shownAt);
      if (answer === undefined) return;
      event.preventDefault();
      handler.current(answer);
    };
    addEventListener("keydown", handle);
    return () => removeEventListener("keydown", handle);
  }, [question]);
}
