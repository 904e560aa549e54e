import { QuestionResolution } from "@aiwhisperer/protocol";
import { checkAnswer, readQuestionForm } from "@aiwhisperer/protocol/form";
import type { SessionEvent, SessionEventBody } from "../event/session-event.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { EngineLimits } from "../kit/limits.ts";

/** A question to a person, folded from its events. */
export interface Question {
  readonly questionId: string;
  readonly turnId: string;
  readonly toolCallId?: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt?: number;
  /** Gone when it is resolved. */
  schema?: unknown;
  resolved?: QuestionOutcome;
}

/** The resolution of a question. */
export interface QuestionOutcome {
  readonly resolution: QuestionResolution;
  /** Absent when it was declined or never answered. */
  readonly answer?: unknown;
}

/** The questions of a session. */
export interface QuestionState {
  /** Those that tools have asked, by id. */
  readonly questions: Map<string, Question>;
  /** Those of them that are open, in the order in which they were asked. */
  readonly openQuestions: Map<string, Question>;
}

/** A reply to a question: an answer or, without one, a refusal to answer. */
export interface GivenAnswer {
  readonly questionId: string;
  readonly answer?: { readonly value: unknown };
  /** The user. */
  readonly answeredBy: string;
}

/** Folds a new question into the state. */
export function addQuestion(state: QuestionState, asked: SessionEventBody<"QuestionNotification">): void {
  const { questionId, turnId, toolCallId, schema, expiresAt } = asked;
  const call = toolCallId === undefined ? {} : { toolCallId };
  const end = expiresAt === undefined ? {} : { expiresAt };
  const question: Question = { questionId, turnId, schema, ...call, ...end };
  state.questions.set(questionId, question);
  state.openQuestions.set(questionId, question);
}

/** Folds the end of a question into the state. */
export function resolveQuestion(
  state: QuestionState,
  { questionId, resolution, answer }: SessionEventBody<"QuestionResolvedNotification">,
): void {
  const question = state.questions.get(questionId);
  if (question === undefined) return;
  state.openQuestions.delete(questionId);
  delete question.schema;
  question.resolved = { resolution, ...(answer === undefined ? {} : { answer }) };
}

/** The questions of a turn that are open, in the order in which they were asked. */
export function openQuestions(state: QuestionState, turnId: string): readonly Question[] {
  return [...state.openQuestions.values()].filter((question) => question.turnId === turnId);
}

/**
 * Returns the event of an answer. Throws `question_not_found`, `question_resolved` when it comes late or
 * twice, `limit_exceeded`, or `invalid_answer` with what does not fit the schema.
 */
export function answerEvent(
  state: QuestionState,
  { questionId, answer, answeredBy }: GivenAnswer,
  limits: EngineLimits,
): SessionEvent<"QuestionResolvedNotification"> {
  const question = state.questions.get(questionId);
  if (question === undefined) throw new EngineFault("question_not_found", { questionId });
  const { turnId, resolved } = question;
  if (resolved !== undefined) {
    const resolution = resolutionName(resolved.resolution);
    throw new EngineFault("question_resolved", { questionId, resolution });
  }
  const said = answer === undefined ? { declined: true } : fittingAnswer(question, answer.value, limits);
  const resolution = QuestionResolution.Decided;
  return {
    method: "QuestionResolvedNotification",
    params: { questionId, turnId, ...said, answeredBy, resolution },
  };
}

/** Ends of unanswered questions. */
export function unansweredEvents(
  questions: readonly Question[],
  resolution: QuestionResolution,
): readonly SessionEvent[] {
  return questions.map(({ questionId, turnId }) => ({
    method: "QuestionResolvedNotification",
    params: { questionId, turnId, resolution },
  }));
}

function fittingAnswer(question: Question, given: unknown, limits: EngineLimits): { answer: unknown } {
  const { maxQuestionAnswerLength: value } = limits;
  const form = readQuestionForm(question.schema);
  const checked = "fields" in form ? checkAnswer(form.fields, given) : { faults: [fault(form.problem)] };
  if ("faults" in checked) throw new EngineFault("invalid_answer", { problems: checked.faults });
  if (JSON.stringify(checked.answer).length > value) {
    throw new EngineFault("limit_exceeded", { limit: "maxQuestionAnswerLength", value });
  }
  return { answer: checked.answer };
}

function fault(message: string): { readonly path: string; readonly message: string } {
  return { path: "", message };
}

/** The word for a resolution in the refusal of a late answer or decision. */
export function resolutionName(resolution: QuestionResolution): string {
  switch (resolution) {
    case QuestionResolution.Decided:
    case QuestionResolution.Policy:
      return "decided";
    case QuestionResolution.Expired:
      return "expired";
    case QuestionResolution.Cancelled:
    case QuestionResolution.Restarted:
      return "cancelled";
  }
}
