import { lazy, type ReactElement, Suspense } from "react";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { LongText } from "../ui/long-text.tsx";
import type { MarkdownProps } from "./markdown.tsx";

const LoadedMarkdown = lazy(() => loadMarkdown().then(({ Markdown }) => ({ default: Markdown })));

/**
 * Loads the part of the bundle that knows Markdown; called early, so that it is there when the first answer
 * is.
 */
export function loadMarkdown() {
  return import("./markdown.tsx");
}

/**
 * Markdown, in a part of the bundle that loads beside the page instead of before it. Until it is there, and
 * where it cannot be loaded, the text is shown as it is written.
 */
export function LazyMarkdown(props: MarkdownProps): ReactElement {
  const plain = (
    <div dir="auto" className="prose whitespace-pre-wrap">
      <LongText text={props.text} />
    </div>
  );
  return (
    <ErrorBoundary fallback={plain}>
      <Suspense fallback={plain}>
        <LoadedMarkdown {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}
