import type { Components, ExtraProps } from "hast-util-to-jsx-runtime";
import { memo, type ReactElement, type ReactNode, useMemo } from "react";
import { CodeBlock } from "../code/code-block.tsx";
import { toElements } from "./to-elements.ts";

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
  return useMemo(() => toElements(markdown, components), [markdown]);
});

function codeOf(node: ExtraProps["node"]): { language: string | undefined; code: string } {
  const code = node?.children[0];
  if (code?.type !== "element") return { language: undefined, code: "" };
  const text = code.children.map((child) => (child.type === "text" ? child.value : "")).join("");
  const names = Array.isArray(code.properties.className) ? code.properties.className.map(String) : [];
  const name = names.find((entry) => entry.startsWith("language-"));
  return { language: name?.slice("language-".length), code: text };
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
 * An image of an answer, as a link: loading it would reveal to a stranger's server that, and when, the answer
 * was read.
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
