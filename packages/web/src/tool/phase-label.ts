import { type ToolCall, type ToolCallPhase, toolCallPhase } from "@aiwhisperer/client";
import { ToolExecutor, ToolFailure } from "@aiwhisperer/protocol";
import type { Tone } from "../ui/tone.ts";

/** The phase of a tool call, in a word or two. */
export interface PhaseLabel {
  readonly phase: ToolCallPhase;
  readonly text: string;
  readonly tone: Tone;
}

const labels: Readonly<Record<ToolCallPhase, readonly [text: string, tone: Tone]>> = {
  waiting: ["Waiting", "muted"],
  asking: ["Needs a decision", "caution"],
  running: ["Running", "accent"],
  done: ["Done", "muted"],
  failed: ["Failed", "danger"],
  denied: ["Denied", "caution"],
  cancelled: ["Cancelled", "muted"],
};

const failures: Readonly<Partial<Record<ToolFailure, string>>> = {
  [ToolFailure.InvalidArguments]: "Invalid arguments",
  [ToolFailure.TimedOut]: "Timed out",
  [ToolFailure.Unavailable]: "Not available",
  [ToolFailure.Interrupted]: "Interrupted",
};

/** The label of a call's phase. */
export function labelPhase(call: ToolCall): PhaseLabel {
  const phase = toolCallPhase(call);
  const [text, tone] = labels[phase];
  const failure = call.result?.failure;
  if (phase === "failed" && failure !== undefined) return { phase, text: failures[failure] ?? text, tone };
  if (phase === "waiting" && isForNobody(call)) return { phase, text: "Waiting for a client", tone };
  return { phase, text, tone };
}

function isForNobody({ executor, lease }: ToolCall): boolean {
  return executor === ToolExecutor.Client && lease !== undefined && lease.clientId === undefined;
}
