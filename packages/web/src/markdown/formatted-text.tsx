import { memo, type ReactElement, useMemo } from "react";
import ReactMarkdown, { type Components, type ExtraProps } from "react-markdown";
import { CodeBlock } from "../code/code-block.tsx";
import { readGfm } from "./gfm.ts";
import { ImageLink } from "./image-link.tsx";
import { takeOutMath } from "./math-segments.ts";
import { rehypeMath } from "./rehype-math.ts";
import { SafeLink } from "./safe-link.tsx";

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
