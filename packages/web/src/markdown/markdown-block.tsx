import { memo, type ReactElement, useEffect, useMemo, useRef, useState } from "react";
import { CodeBlock } from "../code/code-block.tsx";
import { useFrameTurn } from "../ui/frame-budget.ts";
import { LongText } from "../ui/long-text.tsx";
import type { BlockKind } from "./blocks.ts";
import { markdownBounds } from "./bounds.ts";
import { readFencedCode } from "./fenced-code.ts";
import { FormattedText } from "./formatted-text.tsx";
import { mendTail } from "./mend-tail.ts";

/** One block of Markdown, and the link definitions it needs from elsewhere. */
export interface MarkdownBlockProps {
  readonly kind: BlockKind;
  readonly source: string;
  readonly definitions: string;
  readonly isGrowing: boolean;
}

/** A block of Markdown, rendered again only when its source changes. */
export const MarkdownBlock = memo(function MarkdownBlock(props: MarkdownBlockProps): ReactElement {
  return (
    // A list or a quotation has the direction of its first letters; code goes from left to right.
    <div className="block" data-block={props.kind} dir={props.kind === "code" ? undefined : "auto"}>
      <BlockContent {...props} />
    </div>
  );
});

function BlockContent({ kind, source, definitions, isGrowing }: MarkdownBlockProps): ReactElement {
  switch (kind) {
    case "code":
      return <FencedBlock source={source} isGrowing={isGrowing} />;
    case "plain":
      return <PlainBlock source={source} />;
    case "markdown":
      return <FormattedBlock source={source} definitions={definitions} isGrowing={isGrowing} />;
  }
}

function FencedBlock({ source, isGrowing }: Pick<MarkdownBlockProps, "source" | "isGrowing">): ReactElement {
  const { language, code, isClosed } = useMemo(() => readFencedCode(source), [source]);
  return <CodeBlock language={language} code={code} isGrowing={isGrowing && !isClosed} />;
}

/** A block that is too long or too deep to be formatted in time. */
function PlainBlock({ source }: { readonly source: string }): ReactElement {
  return (
    <div>
      <p className="mb-1 text-muted text-xs">Shown as plain text: too long to format.</p>
      <div dir="auto" className="whitespace-pre-wrap">
        <LongText text={source} />
      </div>
    </div>
  );
}

function FormattedBlock({ source, definitions, isGrowing }: Omit<MarkdownBlockProps, "kind">): ReactElement {
  const parsed = useParsedLength(source.length, isGrowing);
  const shown = useMemo(
    () => (isGrowing ? mendTail(source.slice(0, parsed)) : source),
    [source, isGrowing, parsed],
  );
  const markdown = useFrameTurn(definitions ? `${shown}\n\n${definitions}` : shown, costOf(shown));
  if (markdown === undefined) return <p className="whitespace-pre-wrap">{source}</p>;
  return <FormattedText markdown={markdown} />;
}

/** About what a block costs: an element of a line costs as much as some characters. */
function costOf(source: string): number {
  let lines = 0;
  for (let end = source.indexOf("\n"); end !== -1; end = source.indexOf("\n", end + 1)) lines++;
  return source.length + lines * markdownBounds.lineCost;
}

/** The parsed length of a growing block; the rest follows within `reparseAfterMs`. */
function useParsedLength(length: number, isGrowing: boolean): number {
  const parsed = useRef<ParsedPart>({ length: 0, atMs: 0 });
  const [, setLate] = useState(0);
  const now = performance.now();
  if (!isGrowing || isParseDue(parsed.current, length, now)) parsed.current = { length, atMs: now };
  const isBehind = parsed.current.length !== length;
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => setLate((times) => times + 1), markdownBounds.reparseAfterMs);
    return () => clearTimeout(timer);
  }, [isBehind]);
  return parsed.current.length;
}

/** The parsed length of a growing block, and the time of the parse. */
export interface ParsedPart {
  readonly length: number;
  readonly atMs: number;
}

/**
 * Whether a growing block is parsed again now. A short one always is; a longer one after it has grown by a
 * part of its length, so that all of its parses together cost a multiple of its length and not its square, or
 * after a time.
 */
export function isParseDue(parsed: ParsedPart, length: number, nowMs: number): boolean {
  const { alwaysParsedLength, reparseGrowth, reparseAfterMs } = markdownBounds;
  if (length === parsed.length) return false;
  if (length <= alwaysParsedLength || length < parsed.length) return true;
  return length - parsed.length >= length * reparseGrowth || nowMs - parsed.atMs >= reparseAfterMs;
}
