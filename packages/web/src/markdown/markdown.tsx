import { memo, type ReactElement, useMemo, useRef } from "react";
import { type Block, type SplitText, splitBlocks } from "./blocks.ts";
import { linkDefinitionsFor } from "./link-definitions.ts";
import { MarkdownBlock } from "./markdown-block.tsx";
import { mendTail } from "./mend-tail.ts";

/** What an answer says: Markdown, and whether more of it is to come. */
export interface MarkdownProps {
  readonly text: string;
  /** While true, the end of the text is shown as what it will most likely become. */
  readonly isGrowing: boolean;
}

/**
 * Markdown as a person reads it. A growing text costs what its last block costs: every block before it keeps its rendered form.
 * Raw HTML is shown as text, images as links, so that nothing in an answer can run or load anything.
 */
export const Markdown = memo(function Markdown({ text, isGrowing }: MarkdownProps): ReactElement {
  const blocks = useBlocks(text);
  return (
    <div className="prose">
      {blocks.map((block, index) => (
        <MarkdownBlock
          key={block.start}
          source={isGrowing && index === blocks.length - 1 ? mendTail(block.source) : block.source}
          definitions={linkDefinitionsFor(block.source, text)}
        />
      ))}
    </div>
  );
});

function useBlocks(text: string): readonly Block[] {
  const previous = useRef<SplitText | undefined>(undefined);
  return useMemo(() => {
    previous.current = splitBlocks(text, previous.current);
    return previous.current.blocks;
  }, [text]);
}
