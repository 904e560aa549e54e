import type { QuestionNotification, QuestionResolvedNotification } from "@aiwhisperer/protocol";

/** What became of a question. */
export type QuestionOutcome = Pick<
  QuestionResolvedNotification,
  "answer" | "declined" | "answeredBy" | "resolution"
>;

/** A question of a running tool to a person. The text is foreign as a rule: show it as plain text. */
export interface Question
  extends Pick<
    QuestionNotification,
    "questionId" | "turnId" | "toolCallId" | "text" | "schema" | "expiresAt" | "sequence"
  > {
  /** Absent while it is open. */
  readonly outcome?: QuestionOutcome;
}
