import { type ToolCall, toolCallPhase } from "@aiwhisperer/client";
import { memo, type ReactElement, useId } from "react";
import { ChevronIcon } from "../ui/icons.tsx";
import { useIsPrinting } from "../ui/printing.ts";
import { summariseArguments } from "./argument-summary.ts";
import { describeDecision } from "./describe-decision.ts";
import { EffectIcon } from "./effect-icon.tsx";
import { LiveProgress } from "./live-progress.tsx";
import { PhaseMark } from "./phase-mark.tsx";
import { ToolDetails } from "./tool-details.tsx";
import { useUnfolded } from "./tool-memory.ts";
import { firstLine, toValueText } from "./value-text.ts";

/** A tool call on a line, with its progress while it runs; everything else unfolds. */
export const ToolCard = memo(function ToolCard({ call }: { readonly call: ToolCall }): ReactElement {
  const [isOpen, toggle] = useUnfolded(call.toolCallId);
  const isUnfolded = useIsPrinting() || isOpen;
  const detailsId = useId();
  const phase = toolCallPhase(call);
  const remark = isUnfolded ? undefined : remarkOn(call);
  return (
    <li data-tool={call.toolName} data-phase={phase} className={phase === "asking" ? "bg-caution-soft" : ""}>
      <button
        type="button"
        aria-expanded={isUnfolded}
        aria-controls={detailsId}
        onClick={toggle}
        className="-outline-offset-2 grid w-full grid-cols-[auto_minmax(0,1fr)_auto_auto] items-center gap-x-2.5 gap-y-0.5 px-3 py-2.5 text-left text-sm hover:bg-accent-soft/60"
      >
        <span className="text-muted">
          <EffectIcon effect={call.effect} size={17} />
        </span>
        <span className="flex min-w-0 items-baseline gap-2.5">
          <span className="max-w-full shrink-0 truncate font-medium font-mono text-[0.8125rem] sm:max-w-[60%]">
            {call.toolName}
          </span>
          <Summary call={call} className="max-sm:hidden" />
        </span>
        <PhaseMark call={call} />
        <span className={`text-muted motion-safe:transition-transform ${isUnfolded ? "" : "-rotate-90"}`}>
          <ChevronIcon size={14} />
        </span>
        <Summary call={call} className="col-span-3 col-start-2 sm:hidden" />
      </button>
      {remark && (
        <p className="-mt-1 truncate px-3 pb-2.5 pl-[2.45rem] text-muted text-xs" title={remark}>
          {remark}
        </p>
      )}
      {phase === "running" && !isUnfolded && call.progress && <LiveProgress progress={call.progress} />}
      <div id={detailsId} hidden={!isUnfolded}>
        {isUnfolded && <ToolDetails call={call} />}
      </div>
    </li>
  );
});

function Summary({ call, className }: { readonly call: ToolCall; readonly className: string }): ReactElement {
  return (
    <span className={`min-w-0 truncate font-mono text-muted text-xs ${className}`}>
      {summariseArguments(call.arguments)}
    </span>
  );
}

/**
 * A sentence below the head of a card that is visible without unfolding it; undefined where there is
 * none.
 */
export function remarkOn(call: ToolCall): string | undefined {
  switch (toolCallPhase(call)) {
    case "failed":
      return firstLine(toValueText(call.result?.result)) || undefined;
    case "denied":
      return (
        (call.approval && describeDecision(call.approval)) ?? firstLine(toValueText(call.result?.result))
      );
    default:
      return undefined;
  }
}
