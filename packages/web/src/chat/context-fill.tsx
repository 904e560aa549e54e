import type { SessionUsage } from "@aiwhisperer/client";
import type { ReactElement } from "react";

/** From this part on, in percent, the fill is shown as something to know. */
const NEARLY_FULL = 70;

/**
 * How full the model's context is, and in words what the conversation has used; nothing where that is
 * unknown.
 */
export function ContextFill({ usage }: { readonly usage: SessionUsage }): ReactElement | null {
  const { contextTokens, contextWindow, totalTokens } = usage;
  if (contextTokens === undefined || contextWindow === undefined) return null;
  const percent = Math.min(100, Math.round((100 * contextTokens) / contextWindow));
  const used = totalTokens === undefined ? "" : ` Used in all: ${totalTokens.toLocaleString()} tokens.`;
  const words = `${contextTokens.toLocaleString()} of ${contextWindow.toLocaleString()} tokens of the model's context.${used}`;
  return (
    <span
      className={`hidden shrink-0 text-xs tabular-nums sm:inline ${percent >= NEARLY_FULL ? "text-caution" : "text-muted"}`}
      title={words}
      data-context={percent}
    >
      <span aria-hidden="true">{percent} %</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
