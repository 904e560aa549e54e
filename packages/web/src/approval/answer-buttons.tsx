import type { ReactElement } from "react";
import { Button } from "../interface/button.tsx";
import type { Answer } from "./decision-keys.ts";

/** What can be answered, and whether an answer is on its way. */
export interface AnswerButtonsProps {
  readonly toolName: string;
  readonly onAnswer: (answer: Answer) => void;
  readonly isSent: boolean;
}

interface Choice {
  readonly answer: Answer;
  readonly words: string;
  /** Key that gives the answer; absent where none does. */
  readonly letter?: string;
  readonly explain: (toolName: string) => string;
}

const choices: readonly Choice[] = [
  {
    answer: "allow-once",
    words: "Allow once",
    letter: "Y",
    explain: (toolName) => `This call of ${toolName} runs`,
  },
  {
    answer: "allow-always",
    words: "Always in this session",
    explain: (toolName) => `This call, and every later one of ${toolName} in this session, runs`,
  },
  {
    answer: "deny",
    words: "Deny…",
    letter: "N",
    explain: (toolName) => `This call of ${toolName} does not run; you can say why`,
  },
];

/** The three answers, with the keys of those that have one. */
export function AnswerButtons({ toolName, onAnswer, isSent }: AnswerButtonsProps): ReactElement {
  return (
    <div className="flex flex-wrap gap-2">
      {choices.map(({ answer, words, letter, explain }) => (
        <Button
          key={answer}
          look={answer === "allow-once" ? "primary" : "outlined"}
          disabled={isSent}
          {...(letter === undefined ? {} : { "aria-keyshortcuts": letter })}
          title={explain(toolName)}
          onClick={() => onAnswer(answer)}
          className="max-sm:w-full"
        >
          {words}
          {/* A screen reader has the key from the button itself. */}
          {letter !== undefined && (
            <span aria-hidden="true" className="pointer-coarse:hidden">
              <kbd className="rounded border border-current/40 px-1 font-sans text-[0.6875rem]">{letter}</kbd>
            </span>
          )}
        </Button>
      ))}
    </div>
  );
}
