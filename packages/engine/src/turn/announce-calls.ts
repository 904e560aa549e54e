import { ToolExecutor, ToolFailure, TurnStatus, untilAborted } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";
import { isDeeperThan } from "../kit/json/measure-json.ts";
import type { EngineLimits } from "../kit/limits.ts";
import type { ModelToolCall } from "../model/model.ts";
import { discardedDrafts } from "../state/cut-off-turn.ts";
import { openQuestions } from "../state/question.ts";
import { openCalls, stepsTaken } from "../state/session-state.ts";
import { isPending } from "../state/tool-call.ts";
import { checkArguments } from "../tool/check-arguments.ts";
import { toWireEffect } from "../tool/tool-policy.ts";
import { approvalRequest } from "./approval-request.ts";
import { decideCall, denialText } from "./call-policy.ts";
import { type FoundTool, findTool } from "./found-tool.ts";
import { finalChunk, MAX_TOOL_NAME, type StepMessage } from "./step-message.ts";
import type { TurnContext } from "./turn-context.ts";

/** The position of a call in its turn. */
interface Place {
  /** The id that the call has already, if its arguments came in chunks. */
  readonly toolCallId: string;
  /** Number of the step. */
  readonly step: number;
  /** Position among the step's calls. */
  readonly index: number;
}

/** The end of a step. */
export interface StepEnding {
  readonly message: StepMessage;
  readonly calls: readonly ModelToolCall[];
  /** What the step has used, if the model reports that. */
  readonly used: readonly SessionEvent[];
}

/**
 * Announces the tool calls of a step with the end of its answer, in one append: a call that needs a decision
 * is never in the log without its approval request. A call that cannot run gets its result at once. Returns
 * false if the turn was interrupted; it then announces nothing.
 */
export async function announceCalls(
  turn: TurnContext,
  { message, calls, used }: StepEnding,
): Promise<boolean> {
  const step = stepsTaken(turn.store.state, turn.turnId) + 1;
  const ids = calls.map((call) => takeDraft(message, call) ?? turn.newId());
  const preparing = Promise.all(
    calls.map((call, index) => prepareCall(turn, call, { step, index, toolCallId: ids[index] ?? "" })),
  );
  const prepared = await untilAborted(turn.signal, preparing);
  if (prepared === undefined || turn.signal.aborted) return false;
  const said = message.hasText ? [finalChunk(turn, message)] : [];
  const dropped = discardedDrafts(
    turn.store.state,
    turn.turnId,
    "The model has dropped the call.",
    new Set(ids),
  );
  await turn.store.append([...said, ...used, ...dropped, ...prepared.flat()], { stepState: message.state });
  return true;
}

/** The id under which a call has been written so far; a second call with the same id of a model has none. */
function takeDraft({ drafts }: StepMessage, { toolCallId }: ModelToolCall): string | undefined {
  const draft = drafts.get(toolCallId);
  drafts.delete(toolCallId);
  return draft?.toolCallId;
}

/** Returns the events that announce a call: the call alone, with an approval request, or with its result. */
async function prepareCall(
  turn: TurnContext,
  call: ModelToolCall,
  place: Place,
): Promise<readonly SessionEvent[]> {
  const found = findTool(turn, call.toolName);
  const identified = announced(turn, call, { found, place });
  if (found === undefined) return refused(identified, unknownTool(turn, call));
  const refusal = await findRefusal(turn, call, { found, index: place.index });
  if (refusal !== undefined) return refused(identified, refusal);
  const { tool } = found;
  const { toolCallId, turnId } = identified.params;
  const decision = await decideCall(turn, { toolCallId, turnId, arguments: call.arguments }, tool);
  switch (decision.policy) {
    case "allow":
      return [withDeadline(turn, identified, found)];
    case "ask":
      return askAbout(turn, found, { identified, isOwnQuestion: decision.isOwnQuestion });
    case "deny":
      return refused(identified, {
        failure: ToolFailure.Denied,
        text: denialText(tool.name, decision.reason),
      });
  }
}

/** A call that cannot succeed gets its result instead of a question. */
async function askAbout(
  turn: TurnContext,
  found: FoundTool,
  { identified, isOwnQuestion }: { readonly identified: Identified; readonly isOwnQuestion: boolean },
): Promise<readonly SessionEvent[]> {
  const asking = await approvalRequest(turn, found, { ...identified.params, isOwnQuestion });
  return "method" in asking ? [identified, asking] : refused(identified, { text: asking.impossible });
}

/** A client's call that needs no decision is sent out at once, so its time starts now. */
function withDeadline(turn: TurnContext, identified: Identified, found: FoundTool): Identified {
  if (found.executor === "server") return identified;
  const deadline = turn.clock.now() + found.tool.timeoutMs;
  return { ...identified, params: { ...identified.params, deadline } };
}

interface Refusal {
  /** Absent for a call that fails as it would if it ran. */
  readonly failure?: ToolFailure;
  /** For the model. */
  readonly text: string;
}

function unknownTool(turn: TurnContext, { toolName }: ModelToolCall): Refusal {
  const names = turn.scope.tools().map(({ name }) => name);
  const known = names.length === 0 ? "There are no tools now." : `There are: ${names.join(", ")}.`;
  return {
    failure: ToolFailure.Unavailable,
    text: `There is no tool ${toolName.slice(0, MAX_TOOL_NAME)}. ${known}`,
  };
}

async function findRefusal(
  turn: TurnContext,
  call: ModelToolCall,
  { found, index }: { readonly found: FoundTool; readonly index: number },
): Promise<Refusal | undefined> {
  const { limits } = turn;
  if (index >= limits.maxToolCallsPerStep) {
    const text = `Only ${limits.maxToolCallsPerStep} tool calls are run at once (limit maxToolCallsPerStep). Call it again.`;
    return { failure: ToolFailure.Unavailable, text };
  }
  if (found.executor === "server" && found.unusable !== undefined) {
    return { failure: ToolFailure.Unavailable, text: found.unusable };
  }
  const text =
    excessOf(call, limits) ??
    (await checkArguments({ schemas: turn.tools.schemas, signal: turn.signal }, found.tool, call.arguments));
  return text === undefined ? undefined : { failure: ToolFailure.InvalidArguments, text };
}

/**
 * The bound that a call's arguments exceed, for the model. The depth comes first: deep values overflow the
 * stack of what writes them.
 */
function excessOf({ arguments: args }: ModelToolCall, limits: EngineLimits): string | undefined {
  const { maxJsonDepth, maxToolArgumentsLength } = limits;
  if (isDeeperThan(args, maxJsonDepth)) {
    return `The arguments are nested deeper than ${maxJsonDepth} levels (limit maxJsonDepth).`;
  }
  return JSON.stringify(args ?? null).length > maxToolArgumentsLength
    ? `The arguments are longer than ${maxToolArgumentsLength} characters (limit maxToolArgumentsLength).`
    : undefined;
}

type Identified = SessionEvent<"ToolCallNotification">;

function announced(
  { turnId, limits }: TurnContext,
  call: ModelToolCall,
  { found, place }: { readonly found: FoundTool | undefined; readonly place: Place },
): Identified {
  return {
    method: "ToolCallNotification",
    params: {
      toolCallId: place.toolCallId,
      turnId,
      step: place.step,
      toolName: call.toolName.slice(0, MAX_TOOL_NAME),
      arguments: excessOf(call, limits) === undefined ? (call.arguments ?? {}) : {},
      executor: found?.executor === "client" ? ToolExecutor.Client : ToolExecutor.Server,
      effect: toWireEffect(found?.tool.effect ?? "read"),
    },
  };
}

function refused(identified: Identified, { failure, text }: Refusal): readonly SessionEvent[] {
  const { toolCallId, turnId } = identified.params;
  const why = failure === undefined ? {} : { failure };
  const params = { toolCallId, turnId, result: text, isError: true, ...why };
  return [identified, { method: "ToolResultNotification", params }];
}

/** Appends the status that says whether the turn waits for a person or a tool, if it has changed. */
export function announceWait(turn: TurnContext): void {
  const { turnId } = turn;
  const { state } = turn.store;
  const open = openCalls(state, turnId);
  if (open.length === 0) return;
  const waits = open.some(isPending) || openQuestions(state, turnId).length > 0;
  const status = waits ? TurnStatus.AwaitingApproval : TurnStatus.AwaitingTool;
  if (state.turns.get(turnId)?.status === status) return;
  turn.appendUnawaited({ method: "TurnStatusNotification", params: { turnId, status } });
}
