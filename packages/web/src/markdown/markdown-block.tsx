import { memo, type ReactElement } from "react";
import ReactMarkdown, { type Components, type ExtraProps } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import remarkGfm from "remark-gfm";
import { CodeBlock } from "./code-block.tsx";
import { ImageLink } from "./image-link.tsx";
import { SafeLink } from "./safe-link.tsx";

const remarkPlugins = [remarkGfm];
// Made once: it registers every language's grammar, which costs more than the rest of a block's rendering.
const highlightCode = rehypeHighlight();
const rehypePlugins = [() => highlightCode];

const components: Components = {
  a: ({ href, children }) => <SafeLink href={href}>{children}</SafeLink>,
  img: ({ src, alt }) => <ImageLink source={typeof src === "string" ? src : undefined} text={alt} />,
  pre: ({ children, node }) => <CodeBlock language={languageOf(node)}>{children}</CodeBlock>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="table-frame" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  ),
};

/** One block of Markdown, and the link definitions it needs from elsewhere. */
export interface MarkdownBlockProps {
  readonly source: string;
  readonly definitions: string;
}

/** A block of Markdown, rendered again only when its source changes. */
export const MarkdownBlock = memo(function MarkdownBlock({
  source,
  definitions,
}: MarkdownBlockProps): ReactElement {
  return (
    <div className="block">
      <ReactMarkdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins} components={components}>
        {definitions ? `${source}\n\n${definitions}` : source}
      </ReactMarkdown>
    </div>
  );
});

function languageOf(node: ExtraProps["node"]): string | undefined {
  const code = node?.children[0];
  if (code?.type !== "element" || !Array.isArray(code.properties.className)) return undefined;
  const name = code.properties.className.find((entry) => String(entry).startsWith("language-"));
  return name === undefined ? undefined : String(name).slice("language-".length);
}
