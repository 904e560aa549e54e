import { TurnStatus } from "@aiwhisperer/protocol";
import { EngineFault } from "../engine-fault.ts";
import type { ModelFault, ModelUsage } from "../model/model.ts";
import { abandonedCalls } from "../session/cut-off-turn.ts";
import type { SessionEvent } from "../session/session-event.ts";
import { blockedLoopText } from "../watchdog/blocked-loop-text.ts";
import { announceCalls } from "./announce-calls.ts";
import { runStepWithRetries } from "./retry.ts";
import { runOpenCalls } from "./run-calls.ts";
import type { StepOutcome } from "./step.ts";
import { finalChunk, type StepMessage } from "./step-message.ts";
import { TurnClock } from "./turn-clock.ts";
import { interruptionOf, type TurnContext } from "./turn-context.ts";

/** How far a turn has come. */
interface Progress {
  /** The answer that is being written; absent between steps. */
  message: StepMessage | undefined;
  usage: ModelUsage;
  /** Time that counts toward `turnTimeoutMs`: it stands still while tools run. */
  readonly modelTime: TurnClock;
}

/**
 * Runs a turn whose status Running is in the log, to its one terminal status: asks the model, runs the tools that it calls, and asks again
 * until it calls none. After a restart it begins with the tool calls that were left open. The last append of a turn holds the results of
 * calls that it leaves, the final chunk of its answer and then the terminal status. Never rejects for what a model or a tool does; rejects
 * with the log's fault when the log fails, and ends without a terminal status when the turn is abandoned.
 */
export async function runTurn(turn: TurnContext): Promise<void> {
  const progress: Progress = { message: undefined, usage: {}, modelTime: new TurnClock(turn.clock) };
  const { turnTimeoutMs } = turn.limits;
  const deadline = progress.modelTime.setTimer(turnTimeoutMs, () => turn.interrupt({ kind: "timeout" }));
  try {
    const outcome = await runGuarded(turn, progress);
    if (turn.signal.aborted && interruptionOf(turn.signal).kind === "abandoned") return;
    const { message } = progress;
    const events = [
      ...abandonedCalls(turn.state, turn.turnId, "cancellation"),
      ...(message === undefined ? [] : [finalChunk(turn, message)]),
      terminalStatus(turn, { ...outcome, usage: progress.usage }),
    ];
    // Providers want thoughts back in turns that called tools; in others they ignore them.
    const state = outcome.kind === "finished" && turn.stepsTaken() > 0 ? message?.state : undefined;
    await turn.append(events, state);
  } finally {
    deadline.cancel();
  }
}

/** Turns a defect of the loop, of a tool's or of a model's adapter into a failed turn: a turn is never left running. */
async function runGuarded(turn: TurnContext, progress: Progress): Promise<StepOutcome> {
  try {
    return await runSteps(turn, progress);
  } catch (error) {
    if (error instanceof EngineFault) throw error;
    turn.reportError(error);
    return faulted("internal", "The turn failed inside the server. Try again.");
  }
}

async function runSteps(turn: TurnContext, progress: Progress): Promise<StepOutcome> {
  for (;;) {
    if (!(await settleCalls(turn, progress))) return { kind: "interrupted" };
    const { maxStepsPerTurn } = turn.limits;
    if (turn.stepsTaken() >= maxStepsPerTurn) {
      return faulted(
        "step_limit",
        `The turn needed more than ${maxStepsPerTurn} model calls (limit maxStepsPerTurn). What was done is kept: ask to go on.`,
      );
    }
    const message: StepMessage = { messageId: turn.newId(), length: 0, thoughtLength: 0, hasText: false };
    progress.message = message;
    const outcome = await runStepWithRetries(turn, message);
    if (outcome.kind !== "finished") return outcome;
    progress.usage = addUsage(progress.usage, outcome.usage);
    turn.reportUsage(outcome.usage);
    if (outcome.calls.length === 0) return outcome;
    if (!(await announceCalls(turn, message, outcome.calls))) return { kind: "interrupted" };
    progress.message = undefined;
  }
}

/** Runs the open calls, then tells that the model is at work again; false when the turn is interrupted meanwhile. */
async function settleCalls(turn: TurnContext, { modelTime }: Progress): Promise<boolean> {
  modelTime.hold();
  await runOpenCalls(turn);
  modelTime.release();
  if (turn.signal.aborted) return false;
  const { turnId } = turn;
  const status = TurnStatus.Running;
  if (turn.state.turns.get(turnId)?.status !== status) {
    await turn.append([{ method: "TurnStatusNotification", params: { turnId, status } }]);
  }
  return true;
}

function addUsage(before: ModelUsage, step: ModelUsage): ModelUsage {
  const sum: { -readonly [Key in keyof ModelUsage]: number } = {};
  for (const key of ["inputTokens", "outputTokens", "totalTokens"] as const) {
    const [a, b] = [before[key], step[key]];
    if (a !== undefined || b !== undefined) sum[key] = (a ?? 0) + (b ?? 0);
  }
  return sum;
}

function faulted(code: ModelFault["code"], message: string): StepOutcome {
  return { kind: "faulted", fault: { code, message, retryable: false } };
}

type TerminalParams = SessionEvent<"TurnStatusNotification">["params"];
type Ending = StepOutcome & { readonly usage: ModelUsage };

function terminalStatus(turn: TurnContext, ending: Ending): SessionEvent<"TurnStatusNotification"> {
  const usage = Object.keys(ending.usage).length === 0 ? {} : { usage: ending.usage };
  return {
    method: "TurnStatusNotification",
    params: { turnId: turn.turnId, ...statusOf(turn, ending), ...usage },
  };
}

function statusOf(turn: TurnContext, ending: Ending): Omit<TerminalParams, "turnId"> {
  switch (ending.kind) {
    case "finished": {
      const stopReason = ending.reason === "tool_calls" ? "other" : ending.reason;
      return { status: TurnStatus.Completed, stopReason, usage: ending.usage };
    }
    case "faulted": {
      const { code, message } = ending.fault;
      return { status: TurnStatus.Failed, stopReason: "error", error: { code, message } };
    }
    case "interrupted":
      return interruptedStatus(turn);
  }
}

function interruptedStatus(turn: TurnContext): Omit<TerminalParams, "turnId"> {
  if (interruptionOf(turn.signal).kind === "cancelled") {
    return { status: TurnStatus.Cancelled, stopReason: "cancelled" };
  }
  if (interruptionOf(turn.signal).kind === "blocked") {
    const error = { code: "interrupted", message: blockedLoopText(turn.limits) };
    return { status: TurnStatus.Interrupted, stopReason: "error", error };
  }
  const seconds = turn.limits.turnTimeoutMs / 1000;
  const message = `The turn took longer than ${seconds} s and was ended; what had come is kept. Ask for less at once.`;
  return { status: TurnStatus.Failed, stopReason: "error", error: { code: "timeout", message } };
}
