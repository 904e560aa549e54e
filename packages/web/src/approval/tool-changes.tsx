import type { ToolChange } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { TextBlock } from "../tool/text-block.tsx";

/** Changes of a tool since its calls were allowed. */
export interface ToolChangesProps {
  readonly changes: readonly ToolChange[];
}

/**
 * Shows why a tool that was allowed needs a new decision: each part of its definition that changed, before
 * and now.
 */
export function ToolChanges({ changes }: ToolChangesProps): ReactElement {
  const parts = changes.map(({ part }) => part).join(", ");
  return (
    <div className="space-y-2" data-tool-changes="">
      <p className="font-medium text-caution text-sm">
        This tool has changed since you allowed it: {parts}. What you allowed does not count any more.
      </p>
      {changes.map(({ part, before, after }) => (
        <div key={part} className="grid gap-2 sm:grid-cols-2">
          <TextBlock title={`Before: ${part}`} text={before} />
          <TextBlock title={`Now: ${part}`} text={after} />
        </div>
      ))}
    </div>
  );
}
