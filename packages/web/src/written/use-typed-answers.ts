import { useClient } from "@aiwhisperer/react";
import { useState } from "react";
import { readDraft, writeDraft } from "./draft-store.ts";

/** What is being typed as the answer of a question. */
export interface TypedAnswer {
  /** Of the question, unique among all sessions. */
  readonly id: string;
  /** What the question is about, in a few words. */
  readonly about: string;
  readonly text: string;
  /** Whether the keys go to it. */
  readonly hasFocus: boolean;
  /** Whether it is on its way to the server. */
  readonly isSent?: boolean;
}

/** What is being typed as answers of questions that may be answered elsewhere at any time. */
export interface TypedAnswers {
  /** The text of a question's field, also after a reload. */
  textOf(id: string): string;
  note(answer: TypedAnswer): void;
  /** The question has its answer, or the text is given up. */
  end(id: string): void;
  /** The server has not taken the answer: where the question is gone, its text is left. */
  refuse(id: string): void;
  /** A text whose question was answered elsewhere while it was typed. */
  readonly left: TypedAnswer | undefined;
}

/**
 * Keeps what is typed as answers: over reloads, and where the question goes because another screen answered
 * it. `open` has the ids of those that wait.
 */
export function useTypedAnswers(open: readonly string[]): TypedAnswers {
  const { userId } = useClient();
  const [answers, setAnswers] = useState<ReadonlyMap<string, TypedAnswer>>(new Map());
  const placeOf = (id: string) => ({ userId, place: `answer/${id}` });
  const left = [...answers.values()].find(
    ({ id, text, hasFocus, isSent }) => !open.includes(id) && !isSent && (hasFocus || text.trim() !== ""),
  );
  return {
    left,
    textOf: (id) => answers.get(id)?.text ?? readDraft(placeOf(id)),
    note: (answer) => {
      writeDraft(placeOf(answer.id), answer.text);
      setAnswers((before) => new Map([...before, [answer.id, answer]]));
    },
    end: (id) => {
      writeDraft(placeOf(id), "");
      setAnswers((before) => new Map([...before].filter(([other]) => other !== id)));
    },
    refuse: (id) =>
      setAnswers(
        (before) =>
          new Map(
            [...before].map(([other, answer]) => [
              other,
              other === id ? { ...answer, isSent: false } : answer,
            ]),
          ),
      ),
  };
}
