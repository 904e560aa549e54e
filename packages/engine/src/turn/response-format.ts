import type { SessionEvent } from "../event/session-event.ts";
import type { ModelFault, ModelMessage } from "../model/model.ts";
import { readJsonOutput } from "../schema/json-output.ts";
import type { StepOutcome } from "./step.ts";
import type { StepMessage } from "./step-message.ts";
import type { TurnContext } from "./turn-context.ts";

type Finished = Extract<StepOutcome, { kind: "finished" }>;

/** Why an answer does not fit its format. */
export interface Misfit {
  /** For the model and for people. */
  readonly faults: string;
  /** Whether asking once more may help. */
  readonly isCorrectable: boolean;
}

/** Checks the answer of a turn's last step. `undefined` where it fits, or may have any form. */
export async function findMisfit(
  turn: TurnContext,
  { messageId }: StepMessage,
  { reason }: Finished,
): Promise<Misfit | undefined> {
  const { responseFormat } = turn;
  if (responseFormat === undefined) return undefined;
  if (reason === "length") return { faults: "It was cut because it is too long.", isCorrectable: false };
  if (reason === "refusal" || reason === "content_filter") {
    return { faults: "The model did not answer.", isCorrectable: false };
  }
  const text = answerOf(turn, messageId);
  const output = await readJsonOutput(
    { schemas: turn.tools.schemas, signal: turn.signal },
    responseFormat.schema as object | boolean,
    text,
  );
  switch (output.kind) {
    case "valid":
      return undefined;
    case "invalid":
      return { faults: output.faults, isCorrectable: true };
    case "inapplicable":
      return { faults: `It was not checked. ${output.reason}`, isCorrectable: false };
  }
}

/** The end of a turn whose answer does not fit. */
export function invalidOutput({ faults }: Misfit): { readonly kind: "faulted"; readonly fault: ModelFault } {
  const message = `The answer does not have the form that was asked for. ${faults}`;
  return { kind: "faulted", fault: { code: "invalid_output", message, retryable: false } };
}

/** Makes the turn's next request ask for a correction; returns the event that takes the answer back. */
export function askForCorrection(
  turn: TurnContext,
  { messageId, hasText }: StepMessage,
  { faults }: Misfit,
): readonly SessionEvent[] {
  const text = answerOf(turn, messageId);
  const answer: readonly ModelMessage[] = text === "" ? [] : [{ role: "assistant", text }];
  turn.scope.correct([
    ...answer,
    {
      role: "user",
      text: `The answer does not fit:\n${faults}\nWrite the whole corrected JSON, and nothing else.`,
    },
  ]);
  if (!hasText) return [];
  const reason = "The answer does not have the form that was asked for. It is written again.";
  const params = { messageId, turnId: turn.turnId, reason };
  return [{ method: "MessageDiscardedNotification", params }];
}

function answerOf(turn: TurnContext, messageId: string): string {
  const answer = turn.store.state.turns.get(turn.turnId)?.steps.at(-1)?.answer;
  return answer?.messageId === messageId ? answer.text : "";
}
