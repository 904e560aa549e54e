import { revealHidden, type ToolServerInfo, ToolServerState } from "@aiwhisperer/protocol";
import type { Tone } from "../ui/tone.ts";

/** A state of a server in words, and how much it asks for attention. */
export interface ServerStateText {
  readonly text: string;
  readonly tone: Tone;
}

const states: Readonly<Record<ToolServerState, ServerStateText>> = {
  [ToolServerState.Starting]: { text: "starting", tone: "accent" },
  [ToolServerState.Ready]: { text: "ready", tone: "good" },
  [ToolServerState.Failed]: { text: "failed", tone: "danger" },
  [ToolServerState.Disabled]: { text: "disabled", tone: "muted" },
  [ToolServerState.SignInNeeded]: { text: "sign-in needed", tone: "caution" },
  [ToolServerState.Invalid]: { text: "not configured correctly", tone: "danger" },
  [ToolServerState.Closed]: { text: "closed", tone: "muted" },
};

/** The state of a server in words. A newer server may have states that this page does not know. */
export function serverState({ state }: Pick<ToolServerInfo, "state">): ServerStateText {
  return states[state] ?? { text: "in an unknown state", tone: "muted" };
}

/**
 * The warnings about a server: why it is not ready, which settings have no effect, which tools
 * are left out.
 */
export function serverNotes({
  state,
  reason,
  warnings,
  leftOut,
  nextAttemptAt,
}: ToolServerInfo): readonly string[] {
  const time = nextAttemptAt === undefined ? undefined : new Date(nextAttemptAt).toLocaleTimeString();
  const notes = [
    ...(reason === undefined
      ? []
      : [`${state === ToolServerState.Invalid ? "Configuration:" : "It"} ${reason}.`]),
    ...(time === undefined ? [] : [`It restarts at ${time}.`]),
    ...warnings.map((warning) => `Configuration: ${warning}.`),
    ...leftOut.map((tool) => `Left out: ${tool.name}, because ${tool.reason}.`),
  ];
  return notes.map(revealHidden);
}
