import type { ToolCall, ToolCallPhase } from "@aiwhisperer/client";
import { type ReactElement, useContext } from "react";
import { useNow } from "../connection/use-now.ts";
import { CheckIcon, EndIcon } from "../ui/icons.tsx";
import { DecisionIcon, FailedIcon, PendingIcon, WorkingIcon } from "../ui/state-icons.tsx";
import type { IconProps } from "../ui/stroke-icon.tsx";
import { toneClasses } from "../ui/tone.ts";
import { formatDuration } from "./duration.ts";
import { labelPhase } from "./phase-label.ts";
import { ToolMemoryContext } from "./tool-memory.ts";

const icons: Readonly<Record<ToolCallPhase, (props: IconProps) => ReactElement>> = {
  waiting: PendingIcon,
  asking: DecisionIcon,
  running: WorkingIcon,
  done: CheckIcon,
  failed: FailedIcon,
  denied: EndIcon,
  cancelled: EndIcon,
};

/** The phase of a tool call as icon, word and colour, with the running time while it runs. */
export function PhaseMark({ call }: { readonly call: ToolCall }): ReactElement {
  const { phase, text, tone } = labelPhase(call);
  const Icon = icons[phase];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 font-medium text-xs ${toneClasses[tone]}`}>
      <Icon size={14} />
      {text}
      {phase === "running" && <Elapsed toolCallId={call.toolCallId} />}
    </span>
  );
}

const tickMs = 1_000;

function Elapsed({ toolCallId }: { readonly toolCallId: string }): ReactElement | null {
  const startedAt = useContext(ToolMemoryContext).startedAt.get(toolCallId);
  const now = useNow(startedAt === undefined ? undefined : tickMs);
  return startedAt === undefined ? null : (
    <span className="font-normal text-muted tabular-nums">{formatDuration(now - startedAt)}</span>
  );
}
