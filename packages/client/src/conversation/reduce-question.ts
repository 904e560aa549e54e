import type { QuestionNotification, QuestionResolvedNotification } from "@aiwhisperer/protocol";
import type { Question, SessionState } from "./session-state.ts";

/** Folds a running tool's question. */
export function applyQuestion(state: SessionState, params: QuestionNotification): SessionState {
  const { questionId, turnId, toolCallId, text, schema, expiresAt, sequence } = params;
  const question: Question = {
    questionId,
    turnId,
    text,
    schema,
    sequence,
    ...(toolCallId === undefined ? {} : { toolCallId }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  return {
    ...state,
    questions: [...state.questions, question],
    openQuestions: [...state.openQuestions, question],
  };
}

/** Folds the outcome of a question. An unknown question is ignored: the fold began after it. */
export function applyQuestionResolved(
  state: SessionState,
  { questionId, answer, declined, answeredBy, resolution }: QuestionResolvedNotification,
): SessionState {
  const index = state.questions.findLastIndex((question) => question.questionId === questionId);
  const question = state.questions[index];
  if (question === undefined) return state;
  const outcome = {
    resolution,
    ...(answer === undefined ? {} : { answer }),
    ...(declined === undefined ? {} : { declined }),
    ...(answeredBy === undefined ? {} : { answeredBy }),
  };
  return {
    ...state,
    questions: state.questions.with(index, { ...question, outcome }),
    openQuestions: state.openQuestions.filter((open) => open.questionId !== questionId),
  };
}
