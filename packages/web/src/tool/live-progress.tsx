import type { ToolProgress } from "@aiwhisperer/client";
import type { ReactElement } from "react";
import { boundText, type TextBound } from "./bounded-text.ts";
import { TerminalText } from "./terminal-text.tsx";

const bound: TextBound = { maxLines: 8, maxCharacters: 1_200, keep: "end" };

/** The reports of a running tool: its progress and the end of its output. */
export function LiveProgress({ progress }: { readonly progress: ToolProgress }): ReactElement {
  const { text: end } = boundText(progress.text, bound);
  return (
    <div className="space-y-2 px-3 pb-3">
      {progress.progress !== undefined && <ProgressBar value={progress.progress} total={progress.total} />}
      {end !== "" && (
        <pre
          className="max-h-48 overflow-hidden whitespace-pre-wrap rounded-md bg-code px-3 py-2 font-mono text-muted text-xs leading-[1.55] [overflow-wrap:anywhere]"
          dir="auto"
        >
          <TerminalText text={end} />
        </pre>
      )}
    </div>
  );
}

interface ProgressBarProps {
  readonly value: number;
  readonly total: number | undefined;
}

function ProgressBar({ value, total }: ProgressBarProps): ReactElement {
  if (total === undefined || total <= 0) {
    return <p className="text-muted text-xs tabular-nums">{value.toLocaleString()} so far</p>;
  }
  return (
    <div className="flex items-center gap-3 text-muted text-xs tabular-nums">
      <progress
        value={Math.min(value, total)}
        max={total}
        aria-label="Progress of the tool"
        className="quiet-progress"
      />
      <span>
        {value.toLocaleString()} of {total.toLocaleString()}
      </span>
    </div>
  );
}
