import type { ReactElement } from "react";
import { LazyMarkdown } from "../markdown/lazy-markdown.tsx";
import { ChevronIcon } from "../ui/icons.tsx";
import { useIsPrinting } from "../ui/printing.ts";

/** The model's reasoning before its answer, and whether it is still growing. */
export interface ReasoningProps {
  readonly text: string;
  readonly isGrowing: boolean;
}

/** The model's reasoning, folded until the reader opens it. */
export function Reasoning({ text, isGrowing }: ReasoningProps): ReactElement {
  const isPrinting = useIsPrinting();
  return (
    <details open={isPrinting || undefined} className="group/reasoning mb-3 text-muted text-sm">
      <summary className="inline-flex select-none list-none items-center gap-1.5 rounded-md py-1 pr-2 hover:text-ink">
        <span className="-rotate-90 motion-safe:transition-transform group-open/reasoning:rotate-0">
          <ChevronIcon size={14} />
        </span>
        {isGrowing ? "Thinking…" : "Reasoning"}
      </summary>
      <div className="mt-1 border-line border-l-2 pl-4">
        <LazyMarkdown text={text} isGrowing={isGrowing} />
      </div>
    </details>
  );
}
