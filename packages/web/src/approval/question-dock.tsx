import { type ReactElement, useRef } from "react";
import { summariseArguments } from "../tool/argument-summary.ts";
import { LeftAnswer, leftActions } from "../written/left-answer.tsx";
import { type TypedAnswers, useTypedAnswers } from "../written/use-typed-answers.ts";
import { type AskedDecision, answerIdOf, questionId, useFocusAfterwards } from "./question.ts";
import { QuestionCard } from "./question-card.tsx";

/** The pending decisions, oldest first, and whether their clocks are paused. */
export interface QuestionDockProps {
  readonly questions: readonly AskedDecision[];
  readonly isPaused: boolean;
  /** Puts a text into the message field; absent where there is none. */
  readonly onUseText?: ((text: string) => void) | undefined;
}

/**
 * Asks for pending decisions one after the other, where they cannot be scrolled away. It never
 * takes the focus by itself, so that what a person types decides nothing.
 */
export function QuestionDock({ questions, isPaused, onUseText }: QuestionDockProps): ReactElement {
  const [question] = questions;
  const typed = useTypedAnswers(questions.map(answerIdOf));
  return (
    <>
      {typed.left && (
        <LeftAnswer key={typed.left.id} answer={typed.left} {...leftActions(typed, onUseText)} />
      )}
      {question && <Dock question={question} count={questions.length} isPaused={isPaused} typed={typed} />}
    </>
  );
}

interface DockProps {
  readonly question: AskedDecision;
  readonly count: number;
  readonly isPaused: boolean;
  readonly typed: TypedAnswers;
}

function Dock({ question, count, isPaused, typed }: DockProps): ReactElement {
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
        {call.toolName} needs a decision: {summariseArguments(call.arguments)}. Press Alt+J to go there; then
        Y allows it once and N denies it.
      </p>
      <QuestionCard
        key={call.toolCallId}
        question={question}
        count={count}
        isPaused={isPaused}
        typed={typed}
        frame={frame}
      />
    </section>
  );
}
