import { QuestionResolution, TurnStatus, untilAborted } from "@aiwhisperer/protocol";
import { InvalidEventError } from "../event/event-check.ts";
import type { SessionEvent } from "../event/session-event.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { ModelFault, ModelUsage, ProviderState } from "../model/model.ts";
import { addUsage, toModelUsage } from "../model/model-usage.ts";
import { abandonedCalls } from "../state/cut-off-turn.ts";
import { stepsTaken } from "../state/session-state.ts";
import { blockedLoopText } from "../watchdog/turn-watch.ts";
import { announceCalls } from "./announce-calls.ts";
import { askModel } from "./ask-model.ts";
import { compactInTime, contextWindowOf } from "./compact.ts";
import { excludedEvents } from "./refused-input.ts";
import { askForCorrection, findMisfit, invalidOutput } from "./response-format.ts";
import { runOpenCalls } from "./run-calls.ts";
import type { StepOutcome } from "./step.ts";
import { createStepMessage, finalChunk, type StepMessage } from "./step-message.ts";
import { TurnClock } from "./turn-clock.ts";
import { interruptionOf, type TurnContext } from "./turn-context.ts";

/** The progress of a turn. */
interface Progress {
  /** The answer that is being written; absent between steps. */
  message: StepMessage | undefined;
  /** What the step has used; in the log with its end. */
  used: readonly SessionEvent[];
  usage: ModelUsage;
  /** Whether an answer was taken back because it did not have the form that was asked for. */
  isCorrected: boolean;
  /** Time that counts toward `turnTimeoutMs`: suspended while tools run. */
  readonly modelTime: TurnClock;
}

const INTERNAL = { code: "internal", message: "The turn failed inside the server. Try again." } as const;

/**
 * Runs a turn whose status Running is in the log, to its one terminal status: asks the model, runs the tools
 * that it calls, and asks again until it calls none. After a restart it begins with the tool calls that were
 * left open. The last append of a turn holds the results of calls that it leaves, the final chunk of its
 * answer, its exclusion if the provider refused it, and then the terminal status. Never rejects for what a
 * model or a tool does; rejects with the log's fault when the log fails, and ends without a terminal status
 * when the turn is abandoned.
 */
export async function runTurn(turn: TurnContext): Promise<void> {
  const progress: Progress = {
    message: undefined,
    used: [],
    usage: {},
    isCorrected: false,
    modelTime: new TurnClock(turn.clock),
  };
  const { turnTimeoutMs } = turn.limits;
  const deadline = progress.modelTime.setTimer(turnTimeoutMs, () => turn.interrupt({ kind: "timeout" }));
  try {
    const outcome = await runGuarded(turn, progress);
    if (turn.signal.aborted && interruptionOf(turn.signal).kind === "abandoned") return;
    await endTurn(turn, progress, outcome);
  } finally {
    deadline.cancel();
  }
}

/**
 * A terminal status that is a defect itself ends the turn all the same, with nothing in it that came from
 * outside.
 */
async function endTurn(turn: TurnContext, progress: Progress, outcome: StepOutcome): Promise<void> {
  const { message } = progress;
  const leave = (
    endings: readonly SessionEvent[],
    stepState?: ProviderState,
    used = progress.used,
  ): Promise<void> => {
    const left = abandonedCalls(turn.store.state, turn.turnId, QuestionResolution.Cancelled);
    return turn.store.append(
      [...left, ...(message === undefined ? [] : [finalChunk(turn, message)]), ...used, ...endings],
      { stepState },
    );
  };
  const excluded = excludedEvents(turn, outcome, message);
  // Providers want thoughts back in turns that called tools; in others they ignore them.
  const state =
    outcome.kind === "finished" && stepsTaken(turn.store.state, turn.turnId) > 0 ? message?.state : undefined;
  try {
    await leave([...excluded, terminalStatus(turn, { ...outcome, usage: progress.usage })], state);
  } catch (error) {
    if (!(error instanceof InvalidEventError)) throw error;
    turn.reportError(error);
    await leave([terminalStatus(turn, { ...internalFault(), usage: {} })], undefined, []);
  }
}

/**
 * Turns a defect of the loop, of a tool's or of a model's adapter into a failed turn: a turn is never left
 * running.
 */
async function runGuarded(turn: TurnContext, progress: Progress): Promise<StepOutcome> {
  try {
    return await runSteps(turn, progress);
  } catch (error) {
    if (error instanceof EngineFault) throw error;
    turn.reportError(error);
    return internalFault();
  }
}

function internalFault(): StepOutcome {
  return faulted(INTERNAL.code, INTERNAL.message);
}

async function runSteps(turn: TurnContext, progress: Progress): Promise<StepOutcome> {
  for (;;) {
    if (!(await settleCalls(turn, progress))) return { kind: "interrupted" };
    const { maxStepsPerTurn } = turn.limits;
    if (stepsTaken(turn.store.state, turn.turnId) >= maxStepsPerTurn) {
      return faulted(
        "step_limit",
        `The turn needed more than ${maxStepsPerTurn} model calls (limit maxStepsPerTurn). The work so far is kept: send a message to continue.`,
      );
    }
    await compactInTime(turn);
    if (turn.signal.aborted) return { kind: "interrupted" };
    const message = createStepMessage(turn.newId());
    progress.message = message;
    turn.reportRequest();
    const outcome = await askModel(turn, message);
    if (outcome.kind !== "finished") return outcome;
    progress.usage = addUsage(progress.usage, outcome.usage);
    turn.reportUsage(outcome.usage);
    const used = stepEnd(turn, outcome.usage);
    progress.used = used;
    const { calls } = outcome;
    if (calls.length === 0) {
      const ending = await endOrCorrect(turn, progress, outcome);
      if (ending !== undefined) return ending;
    } else if (!(await announceCalls(turn, { message, calls, used }))) return { kind: "interrupted" };
    progress.message = undefined;
    progress.used = [];
  }
}

/**
 * Returns the end of a turn whose last step calls no tool; `undefined` where the answer was taken back and
 * the model is to correct it.
 */
async function endOrCorrect(
  turn: TurnContext,
  progress: Progress,
  outcome: Extract<StepOutcome, { kind: "finished" }>,
): Promise<StepOutcome | undefined> {
  const { message, used } = progress;
  if (message === undefined || turn.responseFormat === undefined) return outcome;
  const misfit = await untilAborted(turn.signal, findMisfit(turn, message, outcome));
  if (turn.signal.aborted) return { kind: "interrupted" };
  if (misfit === undefined) return outcome;
  if (!misfit.isCorrectable || progress.isCorrected) return invalidOutput(misfit);
  progress.isCorrected = true;
  await turn.store.append([...used, ...askForCorrection(turn, message, misfit)]);
  return undefined;
}

/** The event of what a step has used; none where the model does not report that. */
function stepEnd(turn: TurnContext, usage: ModelUsage): readonly SessionEvent[] {
  if (!("model" in turn.model) || Object.keys(usage).length === 0) return [];
  const { inputTokens, outputTokens } = usage;
  const contextWindow = contextWindowOf(turn);
  const isCounted =
    inputTokens !== undefined &&
    outputTokens !== undefined &&
    Number.isSafeInteger(inputTokens + outputTokens);
  const params = {
    turnId: turn.turnId,
    step: stepsTaken(turn.store.state, turn.turnId) + 1,
    model: turn.model.model.id,
    usage,
    ...(isCounted ? { contextTokens: inputTokens + outputTokens } : {}),
    ...(contextWindow === undefined ? {} : { contextWindow }),
  };
  return [{ method: "StepEndedNotification", params }];
}

/**
 * Runs the open calls, then sets the status back to Running. Resolves with false if the turn is interrupted
 * meanwhile.
 */
async function settleCalls(turn: TurnContext, { modelTime }: Progress): Promise<boolean> {
  modelTime.hold();
  await runOpenCalls(turn);
  modelTime.release();
  if (turn.signal.aborted) return false;
  const { turnId } = turn;
  const status = TurnStatus.Running;
  if (turn.store.state.turns.get(turnId)?.status !== status) {
    await turn.store.append([{ method: "TurnStatusNotification", params: { turnId, status } }]);
  }
  return true;
}

function faulted(code: ModelFault["code"], message: string): StepOutcome {
  return { kind: "faulted", fault: { code, message, retryable: false } };
}

type TerminalParams = SessionEvent<"TurnStatusNotification">["params"];
type Ending = StepOutcome & { readonly usage: ModelUsage };

function terminalStatus(turn: TurnContext, ending: Ending): SessionEvent<"TurnStatusNotification"> {
  const counted = toModelUsage(ending.usage);
  const usage = Object.keys(counted).length === 0 ? {} : { usage: counted };
  return {
    method: "TurnStatusNotification",
    params: { turnId: turn.turnId, ...statusOf(turn, ending), ...usage },
  };
}

function statusOf(turn: TurnContext, ending: Ending): Omit<TerminalParams, "turnId"> {
  switch (ending.kind) {
    case "finished": {
      const stopReason = ending.reason === "tool_calls" ? "other" : ending.reason;
      return { status: TurnStatus.Completed, stopReason };
    }
    case "faulted": {
      const { code, message } = ending.fault;
      return failedWith({ code, message });
    }
    case "interrupted":
      return interruptedStatus(turn);
  }
}

function interruptedStatus(turn: TurnContext): Omit<TerminalParams, "turnId"> {
  const { kind } = interruptionOf(turn.signal);
  if (kind === "cancelled") return { status: TurnStatus.Cancelled, stopReason: "cancelled" };
  if (kind === "defect") return failedWith(INTERNAL);
  if (kind === "blocked") {
    const error = { code: "interrupted", message: blockedLoopText(turn.limits) };
    return { status: TurnStatus.Interrupted, stopReason: "error", error };
  }
  const seconds = turn.limits.turnTimeoutMs / 1000;
  const message = `The turn took longer than ${seconds} s and was ended; what had come is kept. Ask for less at once.`;
  return failedWith({ code: "timeout", message });
}

function failedWith(error: NonNullable<TerminalParams["error"]>): Omit<TerminalParams, "turnId"> {
  return { status: TurnStatus.Failed, stopReason: "error", error };
}
