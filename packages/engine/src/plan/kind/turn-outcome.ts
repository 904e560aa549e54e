import { TurnStatus } from "@aiwhisperer/protocol";
import type { TaskFailure } from "../task-kind.ts";
import type { TurnRecord } from "../turn-record.ts";

/** Why a turn has nothing to give to its task; `undefined` for one that was completed. A cancelled one is not tried again: a person meant it. */
export function turnFailure({ status, error }: TurnRecord): TaskFailure | undefined {
  if (status === TurnStatus.Completed) return undefined;
  if (status === TurnStatus.Cancelled) {
    return { error: { code: "cancelled", message: "The task's turn was cancelled." }, isFinal: true };
  }
  return { error: error ?? { code: "internal", message: "The task's turn ended without an answer." } };
}

/** The answer of a turn: its last message that says something. Empty when none does. */
export function answerOf({ answers }: TurnRecord): string {
  return answers.findLast((text) => text.trim() !== "") ?? "";
}
