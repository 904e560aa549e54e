import { TurnStatus } from "@aiwhisperer/protocol";
import type { TaskFailure } from "../task-kind.ts";
import type { TurnRecord } from "../turn-record.ts";

/**
 * Returns why a turn has no result for its task; `undefined` if it was completed. A cancelled turn is not
 * retried: a person cancelled it on purpose.
 */
export function turnFailure({ status, error }: TurnRecord): TaskFailure | undefined {
  if (status === TurnStatus.Completed) return undefined;
  if (status === TurnStatus.Cancelled) {
    return { error: { code: "cancelled", message: "The task's turn was cancelled." }, isFinal: true };
  }
  return { error: error ?? { code: "internal", message: "The task's turn ended without an answer." } };
}

/** Returns the answer of a turn: its last message that is not blank. Empty if all are blank. */
export function answerOf({ answers }: TurnRecord): string {
  return answers.findLast((text) => text.trim() !== "") ?? "";
}
