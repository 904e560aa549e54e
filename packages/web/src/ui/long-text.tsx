import { memo, type ReactElement, useMemo } from "react";
import { toChunks } from "./text-chunks.ts";

const bound = { maxLines: 200, maxLength: 4_000 } as const;

/** Chunks from which on those outside the view are not laid out. */
const manyChunks = 16;

/** A text as it is written, however long: in chunks, of which a growing text changes the last alone. */
export function LongText({ text }: { readonly text: string }): ReactElement {
  const chunks = useMemo(() => toChunks(text, bound), [text]);
  if (chunks.length < 2) return <>{text}</>;
  const isLazy = chunks.length >= manyChunks;
  return (
    <>
      {chunks.map((chunk, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a chunk is its place in the text
        <TextChunk key={index} text={chunk} isLazy={isLazy} />
      ))}
    </>
  );
}

interface TextChunkProps {
  readonly text: string;
  readonly isLazy: boolean;
}

const TextChunk = memo(function TextChunk({ text, isLazy }: TextChunkProps): ReactElement {
  return <span className={isLazy ? "text-chunk lazy-chunk" : "text-chunk"}>{text}</span>;
});
