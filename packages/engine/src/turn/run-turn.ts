import { TurnStatus } from "@aiwhisperer/protocol";
import { EngineFault } from "../engine-fault.ts";
import type { SessionEvent } from "../session/session-event.ts";
import { runStepWithRetries } from "./retry.ts";
import type { StepMessage, StepOutcome } from "./step.ts";
import { interruptionOf, type TurnContext } from "./turn-context.ts";

/**
 * Runs a turn whose status Running is in the log, to its one terminal status. The last append of a turn holds the final chunk of
 * its answer and then the terminal status. Never rejects for what a model does; rejects with the log's fault when the log fails,
 * and ends without a terminal status when the turn is abandoned.
 */
export async function runTurn(turn: TurnContext): Promise<void> {
  const deadline = turn.clock.setTimer(turn.limits.turnTimeoutMs, () => turn.interrupt({ kind: "timeout" }));
  const message: StepMessage = { messageId: turn.newId(), length: 0, hasText: false };
  try {
    const outcome = await runGuarded(turn, message);
    if (turn.signal.aborted && interruptionOf(turn.signal).kind === "abandoned") return;
    await turn.append([finalChunk(turn, message), terminalStatus(turn, outcome)]);
  } finally {
    deadline.cancel();
  }
}

/** Turns a defect of the loop or of a model's adapter into a failed turn: a turn is never left running. */
async function runGuarded(turn: TurnContext, message: StepMessage): Promise<StepOutcome> {
  try {
    return await runStepWithRetries(turn, message);
  } catch (error) {
    if (error instanceof EngineFault) throw error;
    turn.reportError(error);
    const fault = {
      code: "internal",
      message: "The turn failed inside the server. Try again.",
      retryable: false,
    } as const;
    return { kind: "faulted", fault };
  }
}

function finalChunk(turn: TurnContext, message: StepMessage): SessionEvent<"AIMessageChunkNotification"> {
  const { messageId, length } = message;
  return {
    method: "AIMessageChunkNotification",
    params: { messageId, turnId: turn.turnId, chunk: "", isFinal: true, length },
  };
}

type TerminalParams = SessionEvent<"TurnStatusNotification">["params"];

function terminalStatus(turn: TurnContext, outcome: StepOutcome): SessionEvent<"TurnStatusNotification"> {
  return { method: "TurnStatusNotification", params: { turnId: turn.turnId, ...ending(turn, outcome) } };
}

function ending(turn: TurnContext, outcome: StepOutcome): Omit<TerminalParams, "turnId"> {
  switch (outcome.kind) {
    case "finished":
      return { status: TurnStatus.Completed, stopReason: outcome.reason, usage: outcome.usage };
    case "faulted": {
      const { code, message } = outcome.fault;
      return { status: TurnStatus.Failed, stopReason: "error", error: { code, message } };
    }
    case "interrupted":
      return interruptedEnding(turn);
  }
}

function interruptedEnding(turn: TurnContext): Omit<TerminalParams, "turnId"> {
  if (interruptionOf(turn.signal).kind === "cancelled") {
    return { status: TurnStatus.Cancelled, stopReason: "cancelled" };
  }
  const seconds = turn.limits.turnTimeoutMs / 1000;
  const message = `The turn took longer than ${seconds} s and was ended; what had come is kept. Ask for less at once.`;
  return { status: TurnStatus.Failed, stopReason: "error", error: { code: "timeout", message } };
}
