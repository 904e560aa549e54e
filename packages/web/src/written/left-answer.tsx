import { type FormEvent, type ReactElement, useId, useLayoutEffect, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import type { TypedAnswer, TypedAnswers } from "./use-typed-answers.ts";

/** A text whose question is gone, and the actions on it. */
export interface LeftAnswerProps {
  readonly answer: TypedAnswer;
  readonly onChange: (text: string) => void;
  /** Puts it into the message field; absent where there is none. */
  readonly onUse: ((text: string) => void) | undefined;
  readonly onDiscard: () => void;
}

/** The actions on a text whose question is gone. */
export function leftActions(
  { left, note, end }: TypedAnswers,
  useText: ((text: string) => void) | undefined,
): Omit<LeftAnswerProps, "answer"> {
  const id = left?.id ?? "";
  return {
    onChange: (text) => left && note({ ...left, text, hasFocus: true }),
    onUse:
      useText &&
      ((text) => {
        useText(text);
        end(id);
      }),
    onDiscard: () => end(id),
  };
}

/**
 * Shows what a person was typing when another screen answered the question. Further keys go into the same
 * text instead of the message field; nothing of it is sent.
 */
export function LeftAnswer({ answer, onChange, onUse, onDiscard }: LeftAnswerProps): ReactElement {
  const { about, text, hasFocus } = answer;
  const field = useRef<HTMLTextAreaElement>(null);
  const fieldId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it takes the focus once
  useLayoutEffect(() => {
    if (!hasFocus) return;
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, []);
  const use = (event: FormEvent) => {
    event.preventDefault();
    onUse?.(text);
  };
  return (
    <form
      onSubmit={use}
      data-left-answer
      className="mb-3 space-y-2 rounded-2xl border border-caution/60 bg-raised p-4 shadow-black/5 shadow-lg"
    >
      <p role="alert" className="text-caution text-sm">
        <label htmlFor={fieldId}>{about} was answered elsewhere. What you were typing was not sent:</label>
      </p>
      <textarea
        id={fieldId}
        ref={field}
        value={text}
        rows={2}
        dir="auto"
        onChange={(event) => onChange(event.target.value)}
        className="w-full rounded-lg border border-edge bg-paper px-3 py-2 text-sm"
      />
      <div className="flex flex-wrap items-center gap-2">
        {onUse && (
          <Button type="submit" look="primary" disabled={text.trim() === ""}>
            Put into the message
          </Button>
        )}
        <CopyButton what="text" getText={() => text} />
        <Button look="quiet" onClick={onDiscard}>
          Discard
        </Button>
      </div>
    </form>
  );
}
