import { useClient } from "@aiwhisperer/react";
import { useState } from "react";
import { readDraft, writeDraft } from "./draft-store.ts";

/** A draft of the answer to a question. */
export interface TypedAnswer {
  /** Of the question, unique among all sessions. */
  readonly id: string;
  /** The subject of the question, in a few words. */
  readonly about: string;
  readonly text: string;
  /** Whether the keys go to it. */
  readonly hasFocus: boolean;
  /** Whether it is being sent. */
  readonly isSent?: boolean;
}

/** Drafts of answers to questions that another client may answer at any time. */
export interface TypedAnswers {
  /** The text of a question's field, also after a reload. */
  textOf(id: string): string;
  note(answer: TypedAnswer): void;
  /** Removes a draft: the question is answered, or the text is discarded. */
  end(id: string): void;
  /** Keeps the draft after the server refused the answer. */
  refuse(id: string): void;
  /** A text whose question was answered elsewhere while it was typed. */
  readonly left: TypedAnswer | undefined;
}

/**
 * Keeps drafts of answers over reloads, and when a question disappears because another client answered
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
