import { type ReactElement, useMemo } from "react";
import { CopyButton } from "../ui/copy-button.tsx";
import { toChunks } from "../ui/text-chunks.ts";
import { CodeChunk } from "./code-chunk.tsx";
import type { CodeToken } from "./coloured-code.ts";
import { useColouredLines } from "./use-coloured-lines.ts";

/** Code of an answer, its language, and whether more of it is to come. */
export interface CodeBlockProps {
  readonly language: string | undefined;
  readonly code: string;
  readonly isGrowing: boolean;
}

const chunkBound = { maxLines: 50, maxLength: 4_000 } as const;
const manyChunks = 8;
const noLines: readonly (readonly CodeToken[])[] = [];

/**
 * Code of an answer, with its language and a button that copies it. Growing code costs what its last lines
 * cost; colours come from another thread.
 */
export function CodeBlock({ language, code, isGrowing }: CodeBlockProps): ReactElement {
  const chunks = useMemo(() => toPlacedChunks(code), [code]);
  const coloured = useColouredLines(language, code, isGrowing);
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-code">
      <figcaption className="flex h-9 items-center justify-between border-line border-b pr-1 pl-4 text-muted text-xs">
        <span className="font-mono">{language ?? "text"}</span>
        <CopyButton what="code" getText={() => code.replace(/\n$/, "")} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <pre tabIndex={0} dir="ltr">
        <code>
          {chunks.map(({ text, firstLine, lineCount }) => (
            <CodeChunk
              key={firstLine}
              text={text}
              lines={coloured ? coloured.lines.slice(firstLine, firstLine + lineCount) : noLines}
              isLazy={chunks.length >= manyChunks}
            />
          ))}
        </code>
      </pre>
    </figure>
  );
}

interface PlacedChunk {
  readonly text: string;
  readonly firstLine: number;
  readonly lineCount: number;
}

function toPlacedChunks(code: string): PlacedChunk[] {
  let line = 0;
  return toChunks(code, chunkBound).map((text) => {
    const firstLine = line;
    const lineCount = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    line += lineCount;
    return { text, firstLine, lineCount };
  });
}
