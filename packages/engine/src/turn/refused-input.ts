import { TurnStatus } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";
import type { ModelFault, ModelFaultCode } from "../model/model.ts";
import type { Turn } from "../state/session-state.ts";
import { runStepWithRetries } from "./retry.ts";
import type { StepOutcome } from "./step.ts";
import type { StepMessage } from "./step-message.ts";
import type { TurnContext } from "./turn-context.ts";

type Faulted = Extract<StepOutcome, { kind: "faulted" }>;

/**
 * Refusals because of the size: they do not show that an earlier turn holds content that the provider
 * refuses.
 */
const OF_SIZE = new Set<ModelFaultCode>(["context_too_long", "request_too_large", "rate_limited"]);
/** Refusals of content, also with a status for which no message is excluded. */
const OF_CONTENT = new Set<ModelFaultCode>(["content_filtered", "input_unsupported"]);

/** Whether the provider refused what the request holds, before any text of the answer. */
export function isRefusedInput(outcome: StepOutcome, { hasText }: StepMessage): outcome is Faulted {
  return outcome.kind === "faulted" && !hasText && outcome.fault.refusedInput === true;
}

/** Whether something that an earlier turn left in the conversation may be what the provider refuses. */
export function hasSuspects(outcome: StepOutcome, message: StepMessage): outcome is Faulted {
  if (outcome.kind !== "faulted" || message.hasText) return false;
  const { code } = outcome.fault;
  return OF_CONTENT.has(code) || (isRefusedInput(outcome, message) && !OF_SIZE.has(code));
}

/** Returns the events that leave the turn out of later requests, if the provider refused its content. */
export function excludedEvents(
  turn: TurnContext,
  outcome: StepOutcome,
  message: StepMessage | undefined,
): readonly SessionEvent[] {
  const own = turn.store.state.turns.get(turn.turnId);
  if (own === undefined || message === undefined || !isRefusedInput(outcome, message)) return [];
  return [exclusion(turn, own, outcome.fault.message)];
}

/**
 * Asks again without earlier turns of which something may be what the provider refuses: the last answer, tool
 * results, messages of turns that did not complete. Where that helps, the message that was refused with them
 * is answered, and they are excluded if the status allows that, or else left out of the rest of the turn.
 * Where it does not, the first refusal counts.
 */
export async function askWithoutSuspects(
  turn: TurnContext,
  message: StepMessage,
  refused: Faulted,
): Promise<StepOutcome> {
  const suspects = suspectsOf(turn, refused.fault);
  const tries = Math.min(suspects.length, turn.limits.maxModelAttempts - 1);
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const leftOut = attempt === tries ? suspects : suspects.slice(0, attempt);
    turn.scope.leaveOut(leftOut.map(({ turnId }) => turnId));
    const outcome = await runStepWithRetries(turn, message);
    if (hasSuspects(outcome, message)) continue;
    const isTaken = outcome.kind === "finished" || message.hasText;
    if (isTaken && refused.fault.refusedInput === true) await excludeAll(turn, leftOut, refused.fault);
    return outcome;
  }
  turn.scope.leaveOut([]);
  return refused;
}

/**
 * Returns the earlier turns that may hold the refused content, the likeliest first. If refused turns are
 * excluded, the content of an answered request is not among them: this leaves the last answered turn, whose
 * answer is new to the provider, and the turns after it. Otherwise it may be any turn that did not complete.
 * Returns none if the turn itself has steps: its first request was accepted.
 */
function suspectsOf(turn: TurnContext, { refusedInput = false }: ModelFault): readonly Turn[] {
  const { started } = turn.store.state;
  const own = started.findLastIndex(({ turnId }) => turnId === turn.turnId);
  if (isAnswered(started[own])) return [];
  const earlier = started.slice(0, Math.max(0, own)).filter(({ isExcluded }) => !isExcluded);
  const lastAnswered = Math.max(0, earlier.findLastIndex(isAnswered));
  const recent = earlier.slice(lastAnswered).reverse();
  if (refusedInput) return recent;
  const older = earlier.slice(0, lastAnswered).filter(({ status }) => status !== TurnStatus.Completed);
  return [...recent.slice(0, -1), ...older.reverse(), ...recent.slice(-1)];
}

/**
 * Whether a request of the turn was taken: a turn that fails before any text has the empty end of an answer.
 */
function isAnswered(turn: Turn | undefined): boolean {
  if (turn === undefined) return false;
  const hasWork = turn.steps.some(({ answer, calls }) => calls.length > 0 || (answer?.text ?? "") !== "");
  return hasWork || turn.status === TurnStatus.Completed;
}

async function excludeAll(turn: TurnContext, turns: readonly Turn[], refusal: ModelFault): Promise<void> {
  if (turn.signal.aborted) return;
  const reason = `The provider refuses requests that hold this message or what came of it. ${refusal.message}`;
  await turn.store.append(turns.map((excluded) => exclusion(turn, excluded, reason)));
}

function exclusion({ turnId }: TurnContext, { messageId }: Turn, reason: string): SessionEvent {
  return { method: "MessageExcludedNotification", params: { messageId, turnId, reason } };
}
