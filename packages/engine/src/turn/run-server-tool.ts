import { ToolFailure, untilAborted } from "@aiwhisperer/protocol";
import type { SessionEvent, SessionEventBody } from "../event/session-event.ts";
import type { ToolCall } from "../state/tool-call.ts";
import { textOfThrown, toSoundOutcome } from "../tool/sound-outcome.ts";
import type { Tool, ToolOutcome, ToolRunContext } from "../tool/tool.ts";
import { ProgressReporter } from "./tool-progress.ts";
import { ToolQuestions } from "./tool-questions.ts";
import { TurnClock } from "./turn-clock.ts";
import type { TurnContext } from "./turn-context.ts";

type ResultBody = Omit<SessionEventBody<"ToolResultNotification">, "toolCallId" | "turnId">;

/**
 * Runs a call of one of the server's tools and appends its result; when the turn is interrupted meanwhile, it
 * leaves the tool to its aborted signal and appends nothing. That it begins is in the log before it begins: a
 * tool that is not safe to repeat is not begun a second time.
 */
export async function runServerTool(turn: TurnContext, call: ToolCall): Promise<void> {
  const { toolCallId, turnId, toolName } = call;
  const registered = turn.tools.registry.find(toolName);
  // It counts first: a tool that is gone may have run, too.
  if (call.isStarted && registered?.tool.isRepeatable !== true) {
    const reason = `The server stopped while ${toolName} ran. Its effect is unknown, and it was not run again. Check the current state before retrying.`;
    return appendResult(turn, call, failed(ToolFailure.Interrupted, reason));
  }
  if (registered === undefined || registered.unusable !== undefined) {
    const reason = registered?.unusable ?? `The tool ${toolName} is not there any more.`;
    return appendResult(turn, call, failed(ToolFailure.Unavailable, reason));
  }
  await turn.store.append([{ method: "ToolStartedNotification", params: { toolCallId, turnId } }]);
  if (turn.signal.aborted) return;
  const toolTime = new TurnClock(turn.clock);
  const keepsQuestion = registered.tool.keepsQuestion === true;
  const questions = new ToolQuestions(turn, call, { toolTime, keepsQuestion });
  const outcome = await runBounded(turn, registered.tool, { call, toolTime, questions });
  if (outcome === undefined) return;
  await turn.store.append([...questions.end(), resultEvent(call, outcome)]);
}

/** A run of a tool. */
interface ToolRun {
  readonly call: ToolCall;
  /** Time that counts for the run: it is suspended while a question of it is open. */
  readonly toolTime: TurnClock;
  readonly questions: ToolQuestions;
}

/** Resolves with `undefined` when the turn is interrupted. */
async function runBounded(
  turn: TurnContext,
  tool: Tool,
  { call, toolTime, questions }: ToolRun,
): Promise<ResultBody | undefined> {
  const { limits } = turn;
  const { sessionId } = turn.store.header;
  const timeoutMs = timeoutOf(tool) ?? limits.toolTimeoutMs;
  const tooLong = new AbortController();
  const timer = toolTime.setTimer(timeoutMs, () => tooLong.abort());
  const signal = AbortSignal.any([turn.signal, tooLong.signal]);
  const reporter = new ProgressReporter(turn, call);
  const progress = reporter.report.bind(reporter);
  const ask = questions.ask.bind(questions);
  try {
    const context = { sessionId, toolCallId: call.toolCallId, signal, progress, ask, ...shownTo(call) };
    const running = runSafely(tool, call, context).then((given) => toSoundOutcome(given, limits));
    turn.tools.trackTool(running);
    const outcome = await untilAborted(signal, running);
    if (turn.signal.aborted) return undefined;
    if (outcome !== undefined) return outcome;
    const text = `${tool.name} took longer than ${timeoutMs / 1000} s and was ended.`;
    return failed(ToolFailure.TimedOut, text);
  } finally {
    timer.cancel();
    reporter.end();
  }
}

/** A plug-in can set any value. */
function timeoutOf({ timeoutMs }: Tool): number | undefined {
  return Number.isFinite(timeoutMs) ? timeoutMs : undefined;
}

function shownTo({ approval }: ToolCall): Pick<ToolRunContext, "shown"> {
  return approval?.display === undefined ? {} : { shown: approval.display };
}

async function runSafely(
  tool: Tool,
  { arguments: args }: ToolCall,
  context: ToolRunContext,
): Promise<ToolOutcome> {
  try {
    return await tool.run(args, context);
  } catch (error) {
    return { result: textOfThrown(error), isError: true };
  }
}

function failed(failure: ToolFailure, result: string): ResultBody {
  return { result, isError: true, failure };
}

async function appendResult(turn: TurnContext, call: ToolCall, body: ResultBody): Promise<void> {
  await turn.store.append([resultEvent(call, body)]);
}

function resultEvent({ toolCallId, turnId }: ToolCall, body: ResultBody): SessionEvent {
  return { method: "ToolResultNotification", params: { toolCallId, turnId, ...body } };
}
