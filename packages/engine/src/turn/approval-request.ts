import { untilAborted } from "@aiwhisperer/protocol";
import type { SessionEvent, SessionEventBody } from "../event/session-event.ts";
import { type GrantableTool, scopesOf } from "../grant/call-subject.ts";
import { outdatedGrant } from "../grant/grants.ts";
import { changesBetween, defineTool } from "../grant/tool-definition.ts";
import { textOfThrown, toToolDisplay } from "../tool/sound-outcome.ts";
import type { Tool } from "../tool/tool.ts";
import { ImpossibleCall } from "../tool/tool.ts";
import type { FoundTool } from "./found-tool.ts";
import type { TurnContext } from "./turn-context.ts";

const PREVIEW_TIMEOUT_MS = 10_000;

/** The parts of a call that a person decides about. */
export interface AskedCall
  extends Pick<
    SessionEventBody<"ToolCallNotification">,
    "toolCallId" | "turnId" | "toolName" | "arguments" | "effect"
  > {
  /** Whether each such call is asked about, so that no grant can cover it. */
  readonly isOwnQuestion: boolean;
}

/** The reason why a call is refused without a question, for the model. */
export interface Impossible {
  readonly impossible: string;
}

/**
 * Builds the request for a person's decision about a call, with a preview where the tool makes one in time;
 * or the reason why the call cannot succeed.
 */
export async function approvalRequest(
  turn: TurnContext,
  found: FoundTool,
  { toolCallId, turnId, toolName, arguments: args, effect, isOwnQuestion }: AskedCall,
): Promise<SessionEvent | Impossible> {
  const display =
    found.executor === "server" ? await previewOf(turn, found.tool, { toolCallId, args }) : undefined;
  if (display !== undefined && "impossible" in display) return display;
  const expiresAt = turn.clock.now() + turn.limits.approvalTimeoutMs;
  const { confinement } = found.executor === "server" ? found.tool : {};
  const shown = {
    ...(display === undefined ? {} : { display }),
    ...(confinement === undefined ? {} : { confinement }),
  };
  const grantable = grantableParts(turn, found.tool, isOwnQuestion ? undefined : args);
  return {
    method: "ToolApprovalRequestNotification",
    params: { toolCallId, turnId, toolName, arguments: args, effect, expiresAt, ...shown, ...grantable },
  };
}

/**
 * The definition that is decided about, why an earlier grant does not count, and the scopes of a new one
 * unless no grant can cover the call.
 */
function grantableParts(
  { store: { state }, clock }: TurnContext,
  tool: GrantableTool,
  args: unknown,
): Pick<SessionEventBody<"ToolApprovalRequestNotification">, "scopes" | "definitionHash" | "toolChanges"> {
  const definition = defineTool(tool);
  const outdated = outdatedGrant(state.grants, tool, clock.now());
  const changes = outdated === undefined ? [] : changesBetween(outdated.definition, definition);
  const scopes = args === undefined ? [] : scopesOf(tool, args);
  return {
    ...(scopes.length === 0 ? {} : { scopes: [...scopes] }),
    definitionHash: definition.hash,
    ...(changes.length === 0 ? {} : { toolChanges: [...changes] }),
  };
}

/**
 * Without a preview a person still sees the arguments: a tool that cannot make one does not prevent a
 * decision.
 */
async function previewOf(
  turn: TurnContext,
  tool: Tool,
  { toolCallId, args }: { readonly toolCallId: string; readonly args: unknown },
) {
  if (tool.preview === undefined) return undefined;
  const tooLong = new AbortController();
  const timer = turn.clock.setTimer(PREVIEW_TIMEOUT_MS, () => tooLong.abort());
  const signal = AbortSignal.any([turn.signal, tooLong.signal]);
  try {
    const { sessionId } = turn.store.header;
    return toToolDisplay(await untilAborted(signal, tool.preview(args, { sessionId, toolCallId, signal })));
  } catch (error) {
    return error instanceof ImpossibleCall ? { impossible: textOfThrown(error) } : undefined;
  } finally {
    timer.cancel();
  }
}
