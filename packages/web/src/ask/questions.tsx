import type { ReactElement } from "react";
import type { Question } from "../approval/question.ts";
import { QuestionDock } from "../approval/question-dock.tsx";
import { AskDock } from "./ask-dock.tsx";
import type { AskedQuestion } from "./asked-question.ts";

/** The calls that wait for a decision, and what tools ask, each the oldest first. */
export interface QuestionsProps {
  readonly decisions: readonly Question[];
  readonly asked: readonly AskedQuestion[];
  readonly isPaused: boolean;
  /** Puts a text into the message field; absent where there is none. */
  readonly onUseText?: (text: string) => void;
}

/** Shows what waits for the person, one question at a time: decisions before what tools ask. */
export function Questions({ decisions, asked, isPaused, onUseText }: QuestionsProps): ReactElement {
  return (
    <>
      {decisions.length === 0 && <AskDock questions={asked} onUseText={onUseText} />}
      <QuestionDock questions={decisions} isPaused={isPaused} onUseText={onUseText} />
    </>
  );
}
