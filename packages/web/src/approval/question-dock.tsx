import { type ReactElement, useRef } from "react";
import { summariseArguments } from "../tool/argument-summary.ts";
import { type Question, questionId } from "./question.ts";
import { QuestionCard } from "./question-card.tsx";
import { useFocusAfterwards } from "./use-focus-afterwards.ts";

/** The questions that wait, the oldest first, and whether their clocks stand still. */
export interface QuestionDockProps {
  readonly questions: readonly Question[];
  readonly isPaused: boolean;
}

/**
 * Asks what waits for a decision, one question after the other, where it cannot be scrolled away. It never takes the focus
 * by itself, so that what a person types decides nothing.
 */
export function QuestionDock({ questions, isPaused }: QuestionDockProps): ReactElement | null {
  const [question] = questions;
  return question === undefined ? null : (
    <Dock question={question} count={questions.length} isPaused={isPaused} />
  );
}

interface DockProps {
  readonly question: Question;
  readonly count: number;
  readonly isPaused: boolean;
}

function Dock({ question, count, isPaused }: DockProps): ReactElement {
  const frame = useRef<HTMLElement>(null);
  const { call } = question;
  useFocusAfterwards(frame);
  return (
    <section
      ref={frame}
      id={questionId}
      tabIndex={-1}
      aria-label={`Decision about ${call.toolName}`}
      data-question={call.toolName}
      className="mb-3 overflow-hidden rounded-2xl border border-caution/60 bg-raised shadow-black/5 shadow-lg"
    >
      <p role="alert" className="sr-only">
        {call.toolName} needs a decision: {summariseArguments(call.arguments)}. Alt and J leads there; then Y
        allows it once and N denies it.
      </p>
      <QuestionCard
        key={call.toolCallId}
        question={question}
        count={count}
        isPaused={isPaused}
        frame={frame}
      />
    </section>
  );
}
