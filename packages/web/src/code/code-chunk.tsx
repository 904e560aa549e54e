import { memo, type ReactElement } from "react";
import { useFrameTurn } from "../ui/frame-budget.ts";
import type { CodeToken } from "./coloured-code.ts";

/** Some lines of code with their colours, as far as there are any. */
export interface CodeChunkProps {
  readonly text: string;
  /** Tokens of each line; a line whose tokens are of another text is plain. */
  readonly lines: readonly (readonly CodeToken[])[];
  /** Whether it is laid out only near the view. */
  readonly isLazy: boolean;
}

/** Lines of code, rendered again only when they or their colours change. */
export const CodeChunk = memo(function CodeChunk({ text, lines, isLazy }: CodeChunkProps): ReactElement {
  const className = isLazy ? "text-chunk lazy-chunk" : "text-chunk";
  const style = isLazy ? { containIntrinsicBlockSize: `${text.split("\n").length * 1.6}em` } : undefined;
  return (
    <span className={className} style={style}>
      {lines.length > 0 ? <ColouredText text={text} lines={lines} /> : text}
    </span>
  );
}, isSameChunk);

function ColouredText({ text, lines }: Omit<CodeChunkProps, "isLazy">): ReactElement {
  const coloured = useFrameTurn(lines, text.length) ?? [];
  return (
    <>
      {text.split("\n").map((line, index, all) => {
        const tokens = coloured[index] ?? [];
        const end = index < all.length - 1 ? "\n" : "";
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the code
        return <CodeLine key={index} line={line} tokens={tokens} end={end} />;
      })}
    </>
  );
}

interface CodeLineProps {
  readonly line: string;
  readonly tokens: readonly CodeToken[];
  readonly end: string;
}

function CodeLine({ line, tokens, end }: CodeLineProps): ReactElement {
  if (tokens.map(([, text]) => text).join("") !== line) return <>{line + end}</>;
  return (
    <>
      {tokens.map(([look, text], index) =>
        look === "" ? (
          text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the line
          <span key={index} className={look}>
            {text}
          </span>
        ),
      )}
      {end}
    </>
  );
}

function isSameChunk(before: CodeChunkProps, after: CodeChunkProps): boolean {
  return (
    before.text === after.text &&
    before.isLazy === after.isLazy &&
    before.lines.length === after.lines.length &&
    before.lines.every((line, index) => isSameLine(line, after.lines[index] ?? []))
  );
}

function isSameLine(before: readonly CodeToken[], after: readonly CodeToken[]): boolean {
  if (before === after) return true;
  return (
    before.length === after.length &&
    before.every(([look, text], index) => look === after[index]?.[0] && text === after[index][1])
  );
}
