import { TurnStatus } from "@aiwhisperer/protocol";
import { delay } from "../kit/clock.ts";
import type { ModelFault } from "../model/model.ts";
import { runStep, type StepOutcome } from "./step.ts";
import type { StepMessage } from "./step-message.ts";
import type { TurnContext } from "./turn-context.ts";

/**
 * Runs a step, and runs it again after a fault that may pass, as long as no text has been shown: what a
 * person has seen is never taken back for a retry. Waits grow exponentially with equal jitter (half of the
 * delay is fixed, half random), and are never shorter than the provider asks for.
 */
export async function runStepWithRetries(turn: TurnContext, message: StepMessage): Promise<StepOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await runStep(turn, message);
    if (outcome.kind !== "faulted" || message.hasText || !outcome.fault.retryable) return outcome;
    if (attempt >= turn.limits.maxModelAttempts) return outcome;
    const delayMs = retryDelayMs(turn, attempt, outcome.fault);
    if (delayMs > turn.limits.maxRetryDelayMs) return outcome;
    await turn.store.append([retryNotice(turn, attempt, { delayMs, fault: outcome.fault })]);
    await delay(turn.clock, delayMs, turn.signal);
    if (turn.signal.aborted) return { kind: "interrupted" };
  }
}

function retryDelayMs(turn: TurnContext, attempt: number, fault: ModelFault): number {
  const ceilingMs = Math.min(turn.limits.retryDelayMs * 2 ** (attempt - 1), turn.limits.maxRetryDelayMs);
  const jitteredMs = Math.round(ceilingMs * (0.5 + turn.random() / 2));
  return Math.max(jitteredMs, fault.retryAfterMs ?? 0);
}

function retryNotice(turn: TurnContext, attempt: number, wait: { delayMs: number; fault: ModelFault }) {
  const seconds = Math.max(1, Math.round(wait.delayMs / 1000));
  const notice = `${wait.fault.message} Trying again in ${seconds} s (attempt ${attempt + 1} of ${turn.limits.maxModelAttempts}).`;
  return {
    method: "TurnStatusNotification",
    params: { turnId: turn.turnId, status: TurnStatus.Running, notice },
  } as const;
}
