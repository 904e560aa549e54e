import { revealHidden, SessionStatus } from "@aiwhisperer/protocol";
import { readQuestionForm } from "@aiwhisperer/protocol/form";
import { type ReactElement, useMemo, useRef } from "react";
import {
  type AskedDecision,
  type AskedQuestion,
  questionId,
  useFocusAfterwards,
} from "../approval/question.ts";
import { Expiry } from "../approval/question-card.tsx";
import { QuestionDock } from "../approval/question-dock.tsx";
import { LeftAnswer, leftActions } from "../written/left-answer.tsx";
import { type TypedAnswer, type TypedAnswers, useTypedAnswers } from "../written/use-typed-answers.ts";
import { AskForm } from "./ask-form.tsx";
import { decodeEntries, describeEntries, encodeEntries } from "./form-entries.ts";
import { useAskAnswer } from "./use-ask-answer.ts";

/** Questions of tools, oldest first. */
export interface AskDockProps {
  readonly questions: readonly AskedQuestion[];
  /** Puts a text into the message field; absent where there is none. */
  readonly onUseText?: ((text: string) => void) | undefined;
}

/**
 * Shows the questions of tools one after the other. The text is untrusted: hidden characters are
 * shown as codes, and nothing in it can be clicked.
 */
export function AskDock({ questions, onUseText }: AskDockProps): ReactElement {
  const [asked] = questions;
  const typed = useTypedAnswers(questions.map(({ question }) => question.questionId));
  const text = typed.left && describeEntries(typed.left.text);
  return (
    <>
      {typed.left && text !== undefined && (
        <LeftAnswer key={typed.left.id} answer={{ ...typed.left, text }} {...leftActions(typed, onUseText)} />
      )}
      {asked && (
        <AskCard key={asked.question.questionId} asked={asked} count={questions.length} typed={typed} />
      )}
    </>
  );
}

interface AskCardProps {
  readonly asked: AskedQuestion;
  readonly count: number;
  readonly typed: TypedAnswers;
}

function AskCard({ asked, count, typed }: AskCardProps): ReactElement {
  const { question, place, session } = asked;
  const { text, schema, expiresAt, toolCallId } = question;
  const { toolCalls, status } = session.state;
  const toolName = toolCalls.find((call) => call.toolCallId === toolCallId)?.toolName;
  const fields = useMemo(() => {
    const form = readQuestionForm(schema);
    return "fields" in form ? form.fields : [];
  }, [schema]);
  const { questionId: id } = question;
  const entered = useRef<TypedAnswer | undefined>(undefined);
  const note = (typedAnswer: TypedAnswer) => {
    entered.current = typedAnswer;
    typed.note(typedAnswer);
  };
  const { answer, decline, isSent, failure } = useAskAnswer(asked, {
    onSending: () => entered.current && note({ ...entered.current, isSent: true }),
    onTaken: () => typed.end(id),
    onRefused: () => typed.refuse(id),
  });
  const frame = useRef<HTMLElement>(null);
  useFocusAfterwards(frame);
  return (
    <section
      ref={frame}
      id={questionId}
      tabIndex={-1}
      aria-label="Question of a tool"
      data-ask={question.questionId}
      className="mb-3 overflow-hidden rounded-2xl border border-caution/60 bg-raised shadow-black/5 shadow-lg"
    >
      <p role="alert" className="sr-only">
        A tool has a question. Press Alt+J to go there.
      </p>
      <header className="flex items-baseline justify-between gap-3 bg-caution-soft px-4 py-2.5 text-caution text-sm">
        <h2 className="min-w-0 font-semibold [overflow-wrap:anywhere]">
          {toolName === undefined ? (
            "A tool asks you"
          ) : (
            <>
              <span className="font-mono text-[0.8125rem]">{revealHidden(toolName)}</span> asks you
            </>
          )}
          {count > 1 && <span className="font-normal"> 1 of {count}</span>}
        </h2>
        {expiresAt !== undefined && (
          <Expiry expiresAt={expiresAt} isPaused={status === SessionStatus.Paused} outcome="expires" />
        )}
      </header>
      <div className="space-y-3 p-4">
        {place && <p className="text-muted text-xs">{revealHidden(place)}.</p>}
        <p
          dir="auto"
          className="max-h-[min(24dvh,16rem)] overflow-y-auto whitespace-pre-wrap break-words text-sm"
        >
          {revealHidden(text)}
        </p>
        <AskForm
          fields={fields}
          entries={decodeEntries(fields, typed.textOf(id))}
          onEntries={(entries, hasFocus) =>
            note({ id, about: "The question", text: encodeEntries(fields, entries), hasFocus, isSent })
          }
          isSent={isSent}
          onAnswer={answer}
          onDecline={decline}
        />
        {failure && (
          <p role="alert" className="text-danger text-sm">
            Not answered: {failure}
          </p>
        )}
      </div>
    </section>
  );
}

/** The calls that wait for a decision, and what tools ask, each the oldest first. */
export interface QuestionsProps {
  readonly decisions: readonly AskedDecision[];
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
