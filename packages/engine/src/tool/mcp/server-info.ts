import { type ToolServerInfo, ToolServerState } from "@aiwhisperer/protocol";
import type { McpLimits } from "./kit/mcp-limits.ts";
import type { LeftOutTool } from "./listing/read-tool.ts";
import type { McpServerStatus } from "./mcp-status.ts";

/** What is known of a server beside its state. */
export interface ServerFacts {
  /** When it entered the state, in milliseconds since 1970. */
  readonly since: number;
  /** How often it has been started again. */
  readonly restarts: number;
  readonly warnings: readonly string[];
  /** Number of its tools that are offered, or were when it was ready last. */
  readonly tools: number;
  readonly leftOut: readonly LeftOutTool[];
}

/** The contract allows no more. */
const MAX_NAMED = 100;

/** A server's state as clients see it. */
export function toServerInfo(status: McpServerStatus, facts: ServerFacts): ToolServerInfo {
  const named = facts.leftOut.slice(0, MAX_NAMED);
  const further = facts.leftOut.length - named.length;
  const note = { name: "(further tools)", reason: `${further + 1} more are left out` };
  return {
    name: status.name,
    ...toWireState(status),
    since: facts.since,
    tools: facts.tools,
    leftOut: further > 0 ? [...named.slice(0, -1), note] : [...named],
    restarts: facts.restarts,
    warnings: [...facts.warnings],
  };
}

type WireState = Pick<ToolServerInfo, "state" | "reason" | "nextAttemptAt" | "signInUrl">;

function toWireState(status: McpServerStatus): WireState {
  switch (status.state) {
    case "connecting":
      return {
        state: ToolServerState.Starting,
        ...(status.reason === undefined ? {} : { reason: status.reason }),
      };
    case "ready":
      return { state: ToolServerState.Ready };
    case "failed":
      return { state: ToolServerState.Failed, reason: status.reason, nextAttemptAt: status.nextAttemptAt };
    case "sign-in":
      return { state: ToolServerState.SignInNeeded, reason: status.reason, signInUrl: status.url };
    case "disabled":
      return { state: ToolServerState.Disabled };
    case "invalid":
      return { state: ToolServerState.Invalid, reason: status.reason };
    case "closed":
      return { state: ToolServerState.Closed };
  }
}

const CUT = " […]";

/**
 * A server's instructions as models receive them: well-formed, without surrounding blanks and not longer than
 * the limit; `undefined` when nothing is left.
 */
export function boundInstructions(text: string, { maxMcpInstructionsLength }: McpLimits): string | undefined {
  const clean = text.toWellFormed().trim();
  if (clean === "" || maxMcpInstructionsLength === 0) return undefined;
  if (clean.length <= maxMcpInstructionsLength) return clean;
  // The cut may leave half of a surrogate pair.
  const kept = clean
    .slice(0, maxMcpInstructionsLength)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();
  return `${kept}${CUT}`;
}
