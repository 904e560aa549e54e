import { readQuestionForm } from "@aiwhisperer/protocol/form";
import { type ReactElement, useMemo, useRef } from "react";
import { questionId } from "../approval/question.ts";
import { useFocusAfterwards } from "../approval/use-focus-afterwards.ts";
import { AskForm } from "./ask-form.tsx";
import type { AskedQuestion } from "./asked-question.ts";
import { useAskAnswer } from "./use-ask-answer.ts";

/** What tools ask, the oldest question first. */
export interface AskDockProps {
  readonly questions: readonly AskedQuestion[];
}

/** Asks what a tool wants to know, one question after the other. The text is foreign: it is shown as it is, and nothing in it can be clicked. */
export function AskDock({ questions }: AskDockProps): ReactElement | null {
  const [asked] = questions;
  if (asked === undefined) return null;
  return <AskCard key={asked.question.questionId} asked={asked} count={questions.length} />;
}

function AskCard({ asked, count }: { readonly asked: AskedQuestion; readonly count: number }): ReactElement {
  const { question, place } = asked;
  const { text, schema } = question;
  const fields = useMemo(() => {
    const form = readQuestionForm(schema);
    return "fields" in form ? form.fields : [];
  }, [schema]);
  const { answer, decline, isSent, failure } = useAskAnswer(asked);
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
        A tool asks you something. Alt and J leads there.
      </p>
      <header className="bg-caution-soft px-4 py-2.5 text-caution text-sm">
        <h2 className="font-semibold">
          A tool asks you
          {count > 1 && <span className="font-normal"> 1 of {count}</span>}
        </h2>
      </header>
      <div className="space-y-3 p-4">
        {place && <p className="text-muted text-xs">{place}.</p>}
        <p className="max-h-[min(24dvh,16rem)] overflow-y-auto whitespace-pre-wrap break-words text-sm">
          {text}
        </p>
        <AskForm fields={fields} isSent={isSent} onAnswer={answer} onDecline={decline} />
        {failure && (
          <p role="alert" className="text-danger text-sm">
            Not answered: {failure}
          </p>
        )}
      </div>
    </section>
  );
}
