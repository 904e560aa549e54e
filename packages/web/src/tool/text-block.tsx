import { type ReactElement, useState } from "react";
import { CopyButton } from "../interface/copy-button.tsx";
import { boundText, type TextBound } from "./bounded-text.ts";

/** A text in fixed pitch, and how it is called. */
export interface TextBlockProps {
  /** Shown above, and the name of what is copied. */
  readonly title: string;
  readonly text: string;
}

const bound: TextBound = { maxLines: 24, maxCharacters: 6_000, keep: "start" };

/** A text of a tool: its beginning, and on request all of it. */
export function TextBlock({ title, text }: TextBlockProps): ReactElement {
  const [isWhole, setWhole] = useState(false);
  const { text: beginning, missingLines } = boundText(text, bound);
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-code">
      <figcaption className="flex h-8 items-center justify-between border-line border-b pr-1 pl-3 text-muted text-xs">
        {title}
        <CopyButton what={title.toLowerCase()} getText={() => text} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-[28rem] overflow-auto whitespace-pre-wrap px-3 py-2 font-mono text-[0.8125rem] leading-[1.55] [overflow-wrap:anywhere]"
      >
        {(isWhole ? text : beginning) || <span className="text-muted italic">nothing</span>}
      </pre>
      {missingLines > 0 && (
        <button
          type="button"
          onClick={() => setWhole(!isWhole)}
          className="w-full border-line border-t px-3 py-1.5 text-left font-medium text-accent text-xs hover:bg-accent-soft"
        >
          {isWhole ? "Show less" : `Show all (${missingLines.toLocaleString()} more lines)`}
        </button>
      )}
    </figure>
  );
}
