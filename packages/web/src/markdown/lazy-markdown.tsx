import { lazy, type ReactElement, Suspense } from "react";
import type { MarkdownProps } from "./markdown.tsx";

const loading = import("./markdown.tsx");
const LoadedMarkdown = lazy(() => loading.then(({ Markdown }) => ({ default: Markdown })));

/**
 * Markdown, in a part of the bundle that loads beside the page instead of before it. Until it is there, for a moment after the page was opened, the
 * text is shown as it is written.
 */
export function LazyMarkdown(props: MarkdownProps): ReactElement {
  return (
    <Suspense fallback={<div className="prose whitespace-pre-wrap">{props.text}</div>}>
      <LoadedMarkdown {...props} />
    </Suspense>
  );
}
