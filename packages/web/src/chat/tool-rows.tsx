import type { ToolCall } from "@aiwhisperer/client";
import type { ReactElement } from "react";
import { ToolCard } from "../tool/tool-card.tsx";
import { RowFrame } from "./row-frame.tsx";

/** The tool calls that a step made together, as one stack of cards. */
export function ToolsRow({ calls }: { readonly calls: readonly ToolCall[] }): ReactElement {
  return (
    <RowFrame>
      <ul
        aria-label={calls.length === 1 ? "Tool call" : `${calls.length} tool calls, made together`}
        className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-raised"
      >
        {calls.map((call) => (
          <ToolCard key={call.key} call={call} />
        ))}
      </ul>
    </RowFrame>
  );
}
