import { memo, type ReactElement, useMemo, useRef, useState } from "react";
import { type Block, type SplitText, splitBlocks } from "./blocks.ts";
import { LinkDefinitions } from "./link-definitions.ts";
import { MarkdownBlock } from "./markdown-block.tsx";

/** The Markdown of an answer, and whether it is still growing. */
export interface MarkdownProps {
  readonly text: string;
  /** While true, the end of the text is shown as what it will most likely become. */
  readonly isGrowing: boolean;
}

/**
 * Markdown as a person reads it. A growing text costs what its last block costs: every block before it keeps
 * its rendered form. Raw HTML is shown as text, images as links, so that nothing in an answer can run or load
 * anything.
 */
export const Markdown = memo(function Markdown({ text, isGrowing }: MarkdownProps): ReactElement {
  const blocks = useBlocks(text);
  const [links] = useState(() => new LinkDefinitions());
  const definitions = useMemo(() => links.forBlocks(blocks), [links, blocks]);
  return (
    <div className="prose">
      {blocks.map((block, index) => (
        <MarkdownBlock
          key={block.start}
          kind={block.kind}
          source={block.source}
          definitions={definitions[index] ?? ""}
          isGrowing={isGrowing && index === blocks.length - 1}
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
