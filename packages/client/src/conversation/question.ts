import type { QuestionNotification, QuestionResolvedNotification } from "@aiwhisperer/protocol";

/** Outcome of a question. */
export type QuestionOutcome = Pick<
  QuestionResolvedNotification,
  "answer" | "declined" | "answeredBy" | "resolution"
>;

/** A running tool's question to a person. The text is untrusted: show it as plain text. */
export interface Question
  extends Pick<
    QuestionNotification,
    "questionId" | "turnId" | "toolCallId" | "text" | "schema" | "expiresAt" | "sequence"
  > {
  /** Absent while it is open. */
  readonly outcome?: QuestionOutcome;
}
