import { isRpcError } from "@aiwhisperer/client";
import { interactive } from "@aiwhisperer/protocol";
import { useState } from "react";
import type { AskedQuestion } from "../approval/question.ts";

/** The actions that answer a question of a tool. */
export interface AskAnswer {
  answer(value: Readonly<Record<string, unknown>>): void;
  decline(): void;
  /** Whether an answer is being sent. */
  readonly isSent: boolean;
  /** The reason if the server refused it. */
  readonly failure: string | undefined;
}

/** Receives the outcome of an answer, also after its question is gone. */
export interface AnswerOutcome {
  onSending(): void;
  onTaken(): void;
  onRefused(): void;
}

/** Answers a question of a tool. The question disappears once the server has the answer. */
export function useAskAnswer(
  { session, question: { questionId } }: AskedQuestion,
  outcome: AnswerOutcome,
): AskAnswer {
  const [isSent, setSent] = useState(false);
  const [failure, setFailure] = useState<string>();
  const give = async (send: () => Promise<void>) => {
    if (isSent) return;
    setSent(true);
    setFailure(undefined);
    outcome.onSending();
    try {
      await send();
      outcome.onTaken();
    } catch (error) {
      outcome.onRefused();
      // Another client was first; its answer arrives here as an event.
      if (isRpcError(error, interactive.errors.ToolCallAlreadyResolved)) return;
      setFailure(error instanceof Error ? error.message : String(error));
      setSent(false);
    }
  };
  return {
    answer: (value) => void give(() => session.answerQuestion(questionId, value)),
    decline: () => void give(() => session.declineQuestion(questionId)),
    isSent,
    failure,
  };
}
