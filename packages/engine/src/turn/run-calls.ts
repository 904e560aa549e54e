import {
  QuestionResolution,
  ToolDecision,
  ToolEffect,
  ToolExecutor,
  ToolFailure,
  untilAborted,
} from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";
import { openCalls } from "../state/session-state.ts";
import { isPending, personlessDenial, type ToolCall } from "../state/tool-call.ts";
import { announceWait } from "./announce-calls.ts";
import { permitCall } from "./call-policy.ts";
import { runClientTool } from "./run-client-tool.ts";
import { runServerTool } from "./run-server-tool.ts";
import { remainingTime } from "./turn-clock.ts";
import type { TurnContext } from "./turn-context.ts";

/**
 * Brings every open tool call of a turn to its result: reading calls run in parallel, every other call alone
 * and in the model's order. Begins where the log ends, also after a restart. Returns early, with calls left
 * open, when the turn is interrupted.
 */
export async function runOpenCalls(turn: TurnContext): Promise<void> {
  announceWait(turn);
  for (const batch of toBatches(openCalls(turn.store.state, turn.turnId))) {
    if (turn.signal.aborted) return;
    await Promise.all(batch.map((call) => runCall(turn, call)));
  }
}

function toBatches(calls: readonly ToolCall[]): readonly (readonly ToolCall[])[] {
  const batches: ToolCall[][] = [];
  for (const call of calls) {
    const last = batches.at(-1);
    const joins = last?.every(isParallel) === true && isParallel(call);
    if (joins) last?.push(call);
    else batches.push([call]);
  }
  return batches;
}

function isParallel({ effect }: ToolCall): boolean {
  return effect === ToolEffect.Read;
}

async function runCall(turn: TurnContext, call: ToolCall): Promise<void> {
  // A call that the policy denies now needs no decision.
  if (await isRefused(turn, call)) return;
  if (!(await isDecided(turn, call))) return;
  for (let hold = turn.clock.whenReleased(); hold !== undefined; hold = turn.clock.whenReleased()) await hold;
  // A client may have given the result of its call before its turn came to it.
  if (turn.signal.aborted || call.result !== undefined) return;
  if (call.approval?.decision === ToolDecision.Deny) {
    await turn.store.append([deniedResult(call)]);
    return;
  }
  // The policy may have changed, or another delegate have been registered, while a person thought about it.
  if (await isRefused(turn, call)) return;
  if (isPending(call)) return runCall(turn, call);
  if (call.executor === ToolExecutor.Client) await runClientTool(turn, call);
  else await runServerTool(turn, call);
}

/**
 * Applies the policy in force; true when the call has its result by that. A call that has to be asked about
 * is pending afterwards.
 */
async function isRefused(turn: TurnContext, call: ToolCall): Promise<boolean> {
  const permission = await permitCall(turn, call);
  if (turn.signal.aborted || call.result !== undefined) return true;
  if (permission.kind === "run") return false;
  await turn.store.append(permission.events);
  announceWait(turn);
  return permission.kind === "refused";
}

/**
 * Waits for a decision about the call, or until it expires. Resolves with false if the turn is interrupted
 * first.
 */
async function isDecided(turn: TurnContext, call: ToolCall): Promise<boolean> {
  const { approval } = call;
  if (approval === undefined || approval.decision !== undefined) return true;
  const expired = Promise.withResolvers<void>();
  const delayMs = remainingTime(turn.clock, approval.expiresAt, turn.limits.approvalTimeoutMs);
  const timer = turn.clock.setTimer(delayMs, () => expired.resolve());
  try {
    await untilAborted(turn.signal, Promise.race([turn.tools.watch.next(call.toolCallId), expired.promise]));
  } finally {
    timer.cancel();
  }
  if (turn.signal.aborted) return false;
  // A decision that is on its way into the log counts, although the time is over.
  if (isPending(call))
    await turn.store.append([
      personlessDenial(call, QuestionResolution.Expired, "No decision was made in time."),
    ]);
  announceWait(turn);
  return true;
}

function deniedResult({ toolCallId, turnId, approval }: ToolCall): SessionEvent {
  const why = approval?.reason === undefined ? "" : ` Reason: ${approval.reason}`;
  const result = `This tool call was not permitted by the person who was asked.${why}`;
  return {
    method: "ToolResultNotification",
    params: { toolCallId, turnId, result, isError: true, failure: ToolFailure.Denied },
  };
}
