import { QuestionResolution, ToolDecision, ToolFailure } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";
import { type GrantableTool, subjectOf } from "../grant/call-subject.ts";
import { isCovered } from "../grant/grants.ts";
import { defineTool } from "../grant/tool-definition.ts";
import { isPending, personlessDenial, type ToolCall } from "../state/tool-call.ts";
import type { Tool } from "../tool/tool.ts";
import { effectOf, policyOf, type ToolPolicy } from "../tool/tool-policy.ts";
import { approvalRequest } from "./approval-request.ts";
import { type FoundTool, findTool } from "./found-tool.ts";
import type { DecidedCall, PolicyDecision, TurnContext } from "./turn-context.ts";

/** The parts of a tool that its policy depends on. */
type PolicedTool = GrantableTool & Pick<Tool, "alwaysAsks">;

/** A decision about a call, and whether such a call is asked about whatever has been granted. */
interface CallDecision extends PolicyDecision {
  readonly isOwnQuestion: boolean;
}

/**
 * The policy in force now: deny before ask before allow. A grant of the session that covers the call turns
 * `ask` into `allow`.
 */
function policyNow(turn: TurnContext, tool: PolicedTool, args: unknown): ToolPolicy {
  const policy = policyOf(turn.tools.policies, tool);
  return policy === "ask" && isGranted(turn, tool, args) ? "allow" : policy;
}

function isGranted({ store: { state }, clock }: TurnContext, tool: PolicedTool, args: unknown): boolean {
  if (state.grants.size === 0) return false;
  return isCovered(state.grants, { tool, subject: subjectOf(tool, args) }, clock.now());
}

const STRICTNESS: Readonly<Record<ToolPolicy, number>> = { allow: 0, ask: 1, deny: 2 };

function isStricter(policy: ToolPolicy, than: ToolPolicy): boolean {
  return STRICTNESS[policy] > STRICTNESS[than];
}

/**
 * Decides what happens to a call: the policy in force, unless a control delegate answers. A call that needs a
 * question of its own is asked about wherever it would be allowed.
 */
export async function decideCall(
  turn: TurnContext,
  call: { readonly toolCallId: string; readonly turnId: string; readonly arguments: unknown },
  tool: PolicedTool,
): Promise<CallDecision> {
  const policy = policyNow(turn, tool, call.arguments);
  turn.tools.decidedCalls.set(call.toolCallId, { policy, tool });
  const mustAsk = policy !== "deny" && (await needsQuestion(turn, call, tool));
  const decision = await turn.tools.decidePolicy({
    turnId: call.turnId,
    toolCallId: call.toolCallId,
    toolName: tool.name,
    arguments: call.arguments,
    effect: effectOf(tool),
    policy: mustAsk ? "ask" : policy,
  });
  const isOwnQuestion = mustAsk;
  return mustAsk && decision.policy === "allow"
    ? { policy: "ask", isOwnQuestion }
    : { ...decision, isOwnQuestion };
}

async function needsQuestion(
  { store, signal }: TurnContext,
  { toolCallId, arguments: args }: { readonly toolCallId: string; readonly arguments: unknown },
  tool: PolicedTool,
): Promise<boolean> {
  const { sessionId } = store.header;
  try {
    return (await tool.alwaysAsks?.(args, { sessionId, toolCallId, signal })) !== undefined;
  } catch {
    return true;
  }
}

/** The permission of a call right before it runs: it may run, or these events are appended first. */
export type Permission =
  | { readonly kind: "run" }
  | { readonly kind: "ask" | "refused"; readonly events: readonly SessionEvent[] };

/**
 * The last decision before a call runs, whenever it was announced. A call of an earlier process is decided
 * anew, with its delegates; one that a person has allowed still runs only if the policy does not deny it now.
 * A call of which a person has to decide, though no one was asked, is asked about.
 */
export async function permitCall(turn: TurnContext, call: ToolCall): Promise<Permission> {
  const found = findTool(turn, call.toolName);
  // A tool that is not there any more is refused where it would run; one that had begun and must not run
  // twice is reported as interrupted there, whatever the policy is now.
  if (found === undefined || isCutOff(call, found)) return { kind: "run" };
  const lapsed = lapseOf(turn, call, found.tool);
  if (lapsed !== undefined) return { kind: "refused", events: refusalEvents(call, lapsed) };
  const { toolCallId, arguments: args } = call;
  const policy = policyNow(turn, found.tool, args);
  const decided = turn.tools.decidedCalls.get(toolCallId);
  const isDecided =
    decided !== undefined &&
    isSameTool(decided.tool, found.tool) &&
    policy !== "deny" &&
    !isStricter(policy, decided.policy);
  const decision = isDecided ? undefined : await decideCall(turn, call, found.tool);
  if (decision?.policy === "allow" && hasChanged(turn, call, { tool: found.tool, policy })) {
    return permitCall(turn, call);
  }
  if (decision?.policy === "deny") {
    const begun = call.isStarted ? " It had begun before the restart; its effect is unknown." : "";
    return {
      kind: "refused",
      events: refusalEvents(call, denialText(call.toolName, decision.reason) + begun),
    };
  }
  const mustAsk = decision?.policy === "ask" && call.approval === undefined;
  if (!mustAsk) return { kind: "run" };
  const asking = await approvalRequest(turn, found, { ...call, isOwnQuestion: decision.isOwnQuestion });
  if ("method" in asking) return { kind: "ask", events: [asking] };
  return { kind: "refused", events: [resultOf(call, asking.impossible)] };
}

/** Whether the tool was exchanged, or a grant revoked, while delegates decided about a call. */
function hasChanged(turn: TurnContext, call: ToolCall, before: DecidedCall): boolean {
  const found = findTool(turn, call.toolName);
  if (found === undefined) return false;
  if (!isSameTool(before.tool, found.tool)) return true;
  return isStricter(policyNow(turn, found.tool, call.arguments), before.policy);
}

function isSameTool(one: GrantableTool, other: GrantableTool): boolean {
  return one === other || defineTool(one).hash === defineTool(other).hash;
}

function isCutOff({ isStarted }: ToolCall, found: FoundTool): boolean {
  return isStarted && found.executor === "server" && !found.tool.isRepeatable;
}

/**
 * Returns why a person's decision about a call no longer counts, for the model: the person saw another tool,
 * or the grant behind it is gone.
 */
function lapseOf(turn: TurnContext, { approval, arguments: args, toolName }: ToolCall, tool: PolicedTool) {
  if (approval === undefined || approval.decision === ToolDecision.Deny) return undefined;
  const { definitionHash, grantId } = approval;
  if (definitionHash !== undefined && definitionHash !== defineTool(tool).hash) {
    return `The definition of the tool ${toolName} changed after a person was asked about this call. Call it again to have it decided about.`;
  }
  if (grantId === undefined || isGranted(turn, tool, args)) return undefined;
  return `The grant that allowed this call of ${toolName} was revoked or expired before it ran. Call it again to have it decided about.`;
}

/** Returns why a policy refuses a tool, for the model. */
export function denialText(toolName: string, reason: string | undefined): string {
  const why = reason === undefined ? "" : ` Reason: ${reason}`;
  return `The tool ${toolName} is not permitted here.${why}`;
}

/** A pending question is closed before the call gets its result: every approval has exactly one decision. */
function refusalEvents(call: ToolCall, result: string): readonly SessionEvent[] {
  const given = resultOf(call, result, ToolFailure.Denied);
  return isPending(call) ? [personlessDenial(call, QuestionResolution.Policy, result), given] : [given];
}

function resultOf({ toolCallId, turnId }: ToolCall, result: string, failure?: ToolFailure): SessionEvent {
  const why = failure === undefined ? {} : { failure };
  return { method: "ToolResultNotification", params: { toolCallId, turnId, result, isError: true, ...why } };
}
