import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { memo, type ReactElement, type ReactNode, useMemo } from "react";
import ReactMarkdown, { type Components, type ExtraProps } from "react-markdown";
import { CodeBlock } from "../code/code-block.tsx";
import { takeOutMath } from "./math-segments.ts";
import { rehypeMath } from "./rehype-math.ts";

const remarkPlugins = [readGfm];

const components: Components = {
  a: ({ href, children }) => <SafeLink href={href}>{children}</SafeLink>,
  img: ({ src, alt }) => <ImageLink source={typeof src === "string" ? src : undefined} text={alt} />,
  pre: ({ node }) => <CodeBlock {...codeOf(node)} isGrowing={false} />,
  // A box of a list of tasks shows a state and has a name; it is no control.
  input: ({ checked }) => (
    <input
      type="checkbox"
      disabled
      checked={checked === true}
      aria-label={checked ? "Done" : "Not done"}
      readOnly
    />
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions need the keyboard
    <section className="table-frame" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  ),
};

/**
 * Markdown as React elements; raw HTML is text, formulas are as they were written. Parsed only when it
 * changes.
 */
export const FormattedText = memo(function FormattedText({
  markdown,
}: {
  readonly markdown: string;
}): ReactElement {
  const { text, formulas } = useMemo(() => takeOutMath(markdown), [markdown]);
  return (
    <ReactMarkdown
      remarkPlugins={remarkPlugins}
      rehypePlugins={[[rehypeMath, { formulas }]]}
      components={components}
    >
      {text}
    </ReactMarkdown>
  );
});

function codeOf(node: ExtraProps["node"]): { language: string | undefined; code: string } {
  const code = node?.children[0];
  if (code?.type !== "element") return { language: undefined, code: "" };
  const text = code.children.map((child) => (child.type === "text" ? child.value : "")).join("");
  const names = Array.isArray(code.properties.className) ? code.properties.className.map(String) : [];
  const name = names.find((entry) => entry.startsWith("language-"));
  return { language: name?.slice("language-".length), code: text };
}

/** What a processor of Markdown knows about syntax beyond CommonMark. */
interface SyntaxData {
  micromarkExtensions?: unknown[];
  fromMarkdownExtensions?: unknown[];
}

/**
 * A plugin that reads GitHub's Markdown. It is what `remark-gfm` does, without the half that writes Markdown.
 */
export function readGfm(this: { data(): object }): void {
  const data: SyntaxData = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), gfm()];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), gfmFromMarkdown()];
}

/**
 * A link out of an answer: it opens beside the conversation and sends no referrer. An address that
 * is not safe shows as text.
 */
export function SafeLink({
  href,
  children,
}: {
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}): ReactElement {
  if (!href) return <span>{children}</span>;
  const isFootnote = href.startsWith("#");
  return isFootnote ? (
    <span>{children}</span>
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/**
 * An image of an answer, as a link: loading it would tell a stranger's server that, and when, the answer was
 * read.
 */
export function ImageLink({
  source,
  text,
}: {
  readonly source?: string | undefined;
  readonly text?: string | undefined;
}): ReactElement {
  return <SafeLink href={source}>{text ? `Image: ${text}` : "Image"}</SafeLink>;
}
