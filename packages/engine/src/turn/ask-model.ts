import { CompactionReason } from "@aiwhisperer/protocol";
import { compact } from "./compact.ts";
import { askWithoutSuspects, hasSuspects } from "./refused-input.ts";
import { runStepWithRetries } from "./retry.ts";
import { leftOutText, type StepOutcome } from "./step.ts";
import type { StepMessage } from "./step-message.ts";
import type { TurnContext } from "./turn-context.ts";

/**
 * Asks the model for a step. While no text has been shown, it is asked again where another request may
 * succeed: after faults that may pass, without tools where it takes none, and without what an earlier turn
 * left in the conversation.
 */
export async function askModel(turn: TurnContext, message: StepMessage): Promise<StepOutcome> {
  const known = turn.scope.toolRefusal;
  if (known !== undefined) await turn.notifyOnce(toNotice(known));
  let outcome = await runStepWithRetries(turn, message);
  if (isToolRefusal(outcome, message)) outcome = await askWithoutTools(turn, message, outcome);
  if (turn.scope.outputSchema !== undefined && isOptionRefusal(outcome, message)) {
    outcome = await askWithoutSchema(turn, message, outcome);
  }
  if (isSettingRefusal(turn, outcome, message)) outcome = await askWithoutSettings(turn, message, outcome);
  if (isTooLong(outcome, message) && (await compact(turn, CompactionReason.TooLong)))
    outcome = await runStepWithRetries(turn, message);
  return hasSuspects(outcome, message) ? askWithoutSuspects(turn, message, outcome) : outcome;
}

type Faulted = Extract<StepOutcome, { kind: "faulted" }>;

function isToolRefusal(outcome: StepOutcome, { hasText }: StepMessage): outcome is Faulted {
  return outcome.kind === "faulted" && !hasText && outcome.fault.code === "tools_unsupported";
}

/**
 * Asks once more without tools, and with earlier calls as text. The model is remembered as one that takes
 * none only if it was offered some and that helps: some providers refuse earlier calls where no tool is
 * offered any more.
 */
async function askWithoutTools(
  turn: TurnContext,
  message: StepMessage,
  refused: Faulted,
): Promise<StepOutcome> {
  const isOffered = turn.scope.tools().length > 0;
  if (!isOffered && !turn.scope.messages().some(({ role }) => role === "tool")) return refused;
  const refusal = refused.fault.message;
  if (isOffered) await turn.notifyOnce(toNotice(refusal));
  turn.scope.leaveOutTools(true);
  const outcome = await runStepWithRetries(turn, message);
  if (outcome.kind !== "finished" && !message.hasText) turn.scope.leaveOutTools(false);
  else if (isOffered) turn.scope.rememberRefusal(refusal);
  return outcome;
}

function isTooLong(outcome: StepOutcome, { hasText }: StepMessage): boolean {
  return outcome.kind === "faulted" && !hasText && outcome.fault.code === "context_too_long";
}

/** A refusal for which the settings may be the reason. */
function isSettingRefusal(turn: TurnContext, outcome: StepOutcome, message: StepMessage): outcome is Faulted {
  return turn.scope.settings !== undefined && isOptionRefusal(outcome, message);
}

/** A refusal for which the form of the request may be the reason. */
function isOptionRefusal(outcome: StepOutcome, { hasText }: StepMessage): outcome is Faulted {
  if (outcome.kind !== "faulted" || hasText) return false;
  return outcome.fault.code === "provider_error" && !outcome.fault.retryable;
}

/** Asks once more without the schema of the answer, which the system prompt has as well. */
async function askWithoutSchema(
  turn: TurnContext,
  message: StepMessage,
  refused: Faulted,
): Promise<StepOutcome> {
  turn.scope.leaveOutSchema(true);
  const outcome = await runStepWithRetries(turn, message);
  if (outcome.kind !== "faulted" || message.hasText) return outcome;
  turn.scope.leaveOutSchema(false);
  return refused;
}

/**
 * Asks once more without the settings. If that helps, the model is asked without them in later turns, too.
 */
async function askWithoutSettings(
  turn: TurnContext,
  message: StepMessage,
  refused: Faulted,
): Promise<StepOutcome> {
  const names = Object.keys(turn.scope.settings ?? {});
  turn.scope.leaveOutSettings(true);
  const outcome = await runStepWithRetries(turn, message);
  if (outcome.kind === "faulted" && !message.hasText) {
    turn.scope.leaveOutSettings(false);
    return refused;
  }
  if (outcome.kind === "interrupted") return outcome;
  turn.scope.rememberSettings();
  turn.noteOnce(leftOutText(names));
  return outcome;
}

function toNotice(refusal: string): string {
  return `${refusal} Until this server is restarted, the model is asked without tools.`;
}
