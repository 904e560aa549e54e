import { type ReactElement, useMemo, useState } from "react";
import { CopyButton } from "../ui/copy-button.tsx";
import { type DiffLine, parseDiff } from "./diff-lines.ts";

/** A unified diff, and what it changes. */
export interface DiffViewProps {
  readonly diff: string;
  /** Such as a file's path. */
  readonly title?: string | undefined;
  /** Lines of the whole change, where the diff may be cut. */
  readonly added?: number | undefined;
  readonly removed?: number | undefined;
}

const shownAtFirst = 200;
const charactersAtFirst = 2_000;
/** Longer lines are wrapped, so that nothing of them is beside the visible part. */
const widest = 120;

const looks: Readonly<Record<DiffLine["kind"], string>> = {
  added: "bg-added-soft text-added",
  removed: "bg-danger-soft text-danger",
  same: "",
  hunk: "bg-surface text-muted",
  note: "text-muted italic",
};

const signs: Readonly<Record<DiffLine["kind"], string>> = {
  added: "+",
  removed: "−",
  same: " ",
  hunk: " ",
  note: " ",
};

/**
 * A diff line by line: what comes is marked by a plus, what goes by a minus, each with its colour. A long one
 * is unfolded on request.
 */
export function DiffView({ diff, title, ...counts }: DiffViewProps): ReactElement {
  const parsed = useMemo(() => parseDiff(diff), [diff]);
  const { lines } = parsed;
  const { added = parsed.added, removed = parsed.removed } = counts;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, shownAtFirst);
  const summary = `${added} added, ${removed} removed`;
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-code" data-diff={title ?? ""}>
      <figcaption className="flex min-h-9 items-center gap-3 border-line border-b pr-1 pl-3 text-xs">
        <span className="min-w-0 flex-1 whitespace-pre-wrap font-mono text-muted [overflow-wrap:anywhere]">
          {title ?? "Changes"}
        </span>
        <span className="sr-only">{summary} lines</span>
        <span aria-hidden="true" className="flex gap-2 font-medium font-mono tabular-nums">
          <span className="text-added">+{added}</span>
          <span className="text-danger">−{removed}</span>
        </span>
        <CopyButton what="diff" getText={() => diff} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto py-1 font-mono text-[0.8125rem] leading-[1.55]">
        <code className="block w-max min-w-full">
          {shown.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a diff never move
            <Line key={index} line={line} />
          ))}
        </code>
      </pre>
      {shown.length < lines.length && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="w-full border-line border-t px-3 py-1.5 text-left font-medium text-accent text-xs hover:bg-accent-soft"
        >
          Show all {lines.length.toLocaleString()} lines
        </button>
      )}
    </figure>
  );
}

function Line({ line }: { readonly line: DiffLine }): ReactElement {
  const number = "newLine" in line ? line.newLine : "oldLine" in line ? line.oldLine : "";
  return (
    <span className={`flex pr-4 ${looks[line.kind]}`} data-line={line.kind}>
      <span
        aria-hidden="true"
        className="w-11 shrink-0 select-none pr-2 text-right text-muted/80 text-xs leading-[1.68] tabular-nums"
      >
        {number}
      </span>
      <span className="w-4 shrink-0 whitespace-pre font-semibold">{signs[line.kind]}</span>
      <LineText text={line.text} />
    </span>
  );
}

/** A long line is wrapped, and a very long one is unfolded on request. */
function LineText({ text }: { readonly text: string }): ReactElement {
  const [isWhole, setWhole] = useState(false);
  if (text.length <= widest) return <span className="whitespace-pre">{text}</span>;
  const isCut = !isWhole && text.length > charactersAtFirst;
  return (
    <span className="max-w-[80ch] whitespace-pre-wrap [overflow-wrap:anywhere]">
      {isCut ? text.slice(0, charactersAtFirst).toWellFormed() : text}
      {isCut && (
        <button type="button" onClick={() => setWhole(true)} className="font-medium text-accent text-xs">
          Show all {text.length.toLocaleString()} characters
        </button>
      )}
    </span>
  );
}
