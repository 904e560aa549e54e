import { TurnStatus } from "@aiwhisperer/protocol";
import type { ModelFaultCode } from "../model/model.ts";
import type { SessionEvent } from "../session/session-event.ts";
import type { SessionState, Turn } from "../session/session-state.ts";
import { runStepWithRetries } from "./retry.ts";
import type { StepOutcome } from "./step.ts";
import type { StepMessage } from "./step-message.ts";
import type { TurnContext } from "./turn-context.ts";

type Faulted = Extract<StepOutcome, { kind: "faulted" }>;

/** Refusals of the whole size: they do not tell that an earlier turn holds something that the provider refuses. */
const OF_SIZE = new Set<ModelFaultCode>(["context_too_long", "request_too_large", "rate_limited"]);

/** Whether the provider refused what the request holds, before any text of the answer. */
export function isRefusedInput(outcome: StepOutcome, { hasText }: StepMessage): outcome is Faulted {
  return outcome.kind === "faulted" && !hasText && outcome.fault.refusedInput === true;
}

/** What leaves the turn out of later requests, if the provider refused what it holds. */
export function excludedEvents(
  turn: TurnContext,
  outcome: StepOutcome,
  message: StepMessage | undefined,
): readonly SessionEvent[] {
  const own = turn.state.turns.get(turn.turnId);
  if (own === undefined || message === undefined || !isRefusedInput(outcome, message)) return [];
  return [exclusion(turn, own, outcome.fault.message)];
}

/**
 * Asks again without what earlier turns left in the conversation and no provider has taken yet: the last answer, tool results, messages of
 * turns that failed. Where that helps, those turns are excluded, and the message that was refused with them is answered. Where it does not,
 * the first refusal stands.
 */
export async function askWithoutSuspects(
  turn: TurnContext,
  message: StepMessage,
  refused: Faulted,
): Promise<StepOutcome> {
  const suspects = OF_SIZE.has(refused.fault.code) ? [] : suspectsOf(turn.state, turn.turnId);
  const tries = Math.min(suspects.length, turn.limits.maxModelAttempts - 1);
  try {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const leftOut = attempt === tries ? suspects : suspects.slice(0, attempt);
      turn.scope.leaveOut(leftOut.map(({ turnId }) => turnId));
      const outcome = await runStepWithRetries(turn, message);
      if (isRefusedInput(outcome, message)) continue;
      const isTaken = outcome.kind === "finished" || message.hasText;
      if (isTaken && !turn.signal.aborted) await excludeAll(turn, leftOut, refused.fault.message);
      return outcome;
    }
    return refused;
  } finally {
    turn.scope.leaveOut([]);
  }
}

/**
 * Earlier turns of which something has not been part of a request that was answered, newest first: those after the last one that was
 * answered, and that one, whose answer is new to the provider. None when the turn itself has steps: its first request was taken.
 */
function suspectsOf(state: Readonly<SessionState>, turnId: string): readonly Turn[] {
  const own = state.started.findLastIndex((turn) => turn.turnId === turnId);
  const earlier = state.started.slice(0, Math.max(0, own)).filter(({ isExcluded }) => !isExcluded);
  if (isAnswered(state.started[own])) return [];
  return earlier.slice(Math.max(0, earlier.findLastIndex(isAnswered))).reverse();
}

/** Whether a request of the turn was taken: a turn that fails before any text has the empty end of an answer. */
function isAnswered(turn: Turn | undefined): boolean {
  if (turn === undefined) return false;
  const hasWork = turn.steps.some(({ answer, calls }) => calls.length > 0 || (answer?.text ?? "") !== "");
  return hasWork || turn.status === TurnStatus.Completed;
}

async function excludeAll(turn: TurnContext, turns: readonly Turn[], refusal: string): Promise<void> {
  const reason = `The provider refuses requests that hold this message or what came of it. ${refusal}`;
  await turn.append(turns.map((excluded) => exclusion(turn, excluded, reason)));
}

function exclusion({ turnId }: TurnContext, { messageId }: Turn, reason: string): SessionEvent {
  return { method: "MessageExcludedNotification", params: { messageId, turnId, reason } };
}
