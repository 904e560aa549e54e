import type { ToolCallDraft } from "@aiwhisperer/client";
import type { ReactElement } from "react";
import { boundText, type TextBound } from "../tool/bounded-text.ts";
import { RowFrame } from "./row-frame.tsx";

const bound: TextBound = { maxLines: 12, maxCharacters: 1_200, keep: "end" };

/** The tool calls whose arguments a model is writing, each with the end of what has come. */
export function DraftRow({ drafts }: { readonly drafts: readonly ToolCallDraft[] }): ReactElement {
  return (
    <RowFrame>
      <ul
        aria-label="Tool calls being written"
        className="divide-y divide-line overflow-hidden rounded-xl border border-line border-dashed bg-raised"
      >
        {drafts.map((draft) => (
          <DraftCard key={draft.toolCallId} draft={draft} />
        ))}
      </ul>
    </RowFrame>
  );
}

function DraftCard({ draft }: { readonly draft: ToolCallDraft }): ReactElement {
  const { text, missingCharacters } = boundText(draft.text, bound);
  const isCut = missingCharacters > 0 || draft.length > draft.text.length;
  return (
    <li data-draft={draft.toolName} className="space-y-2 px-3 py-2.5">
      <p className="flex items-baseline gap-2.5 text-sm">
        <span className="min-w-0 truncate font-medium font-mono text-[0.8125rem]">{draft.toolName}</span>
        <span className="text-muted text-xs tabular-nums">
          Writing arguments… {draft.length.toLocaleString()} characters
        </span>
      </p>
      <pre
        className="max-h-48 overflow-hidden whitespace-pre-wrap rounded-md bg-code px-3 py-2 font-mono text-muted text-xs leading-[1.55] [overflow-wrap:anywhere]"
        dir="auto"
      >
        {isCut ? "…" : ""}
        {text}
      </pre>
    </li>
  );
}
