import { type ReactElement, useState } from "react";
import { CopyButton } from "../ui/copy-button.tsx";
import { LongText } from "../ui/long-text.tsx";
import { useIsPrinting } from "../ui/printing.ts";
import { type BoundedText, boundText, type TextBound } from "./bounded-text.ts";
import { TerminalText } from "./terminal-text.tsx";
import { toValueText } from "./value-text.ts";

/** A text in fixed pitch, and how it is called. */
export interface TextBlockProps {
  /** Shown above, and the name of what is copied. */
  readonly title: string;
  readonly text: string;
  /** Whether it is output of a program, which looks as in a terminal. */
  readonly isTerminal?: boolean;
}

const bound: TextBound = { maxLines: 24, maxCharacters: 6_000, keep: "start" };

/** A text of a tool: its beginning, and on request all of it. */
export function TextBlock({ title, text, isTerminal = false }: TextBlockProps): ReactElement {
  const [isUnfolded, setUnfolded] = useState(false);
  const isWhole = useIsPrinting() || isUnfolded;
  const { text: beginning, ...missing } = boundText(text, bound);
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-code">
      <figcaption className="flex h-8 items-center justify-between border-line border-b pr-1 pl-3 text-muted text-xs">
        {title}
        <CopyButton what={title.toLowerCase()} getText={() => (isTerminal ? toValueText(text) : text)} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions need the keyboard
        tabIndex={0}
        dir="auto"
        className="max-h-[28rem] overflow-auto print:max-h-none whitespace-pre-wrap px-3 py-2 font-mono text-[0.8125rem] leading-[1.55] [overflow-wrap:anywhere]"
      >
        <ShownText text={isWhole ? text : beginning} isTerminal={isTerminal} />
      </pre>
      {missing.missingLines > 0 && (
        <button
          type="button"
          onClick={() => setUnfolded(!isUnfolded)}
          className="w-full border-line border-t px-3 py-1.5 text-left print:hidden font-medium text-accent text-xs hover:bg-accent-soft"
        >
          {isWhole ? "Show less" : `Show all (${sizeOf(missing)})`}
        </button>
      )}
    </figure>
  );
}

function ShownText({
  text,
  isTerminal,
}: Pick<Required<TextBlockProps>, "text" | "isTerminal">): ReactElement {
  if (text === "") return <span className="text-muted italic">nothing</span>;
  return isTerminal ? <TerminalText text={text} /> : <LongText text={text} />;
}

function sizeOf({ missingLines, missingCharacters }: Omit<BoundedText, "text">): string {
  const lines = missingLines === 1 ? "1 more line" : `${missingLines.toLocaleString()} more lines`;
  return `${lines}, ${missingCharacters.toLocaleString()} characters`;
}
