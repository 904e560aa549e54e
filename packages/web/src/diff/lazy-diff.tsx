import { lazy, type ReactElement, Suspense } from "react";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import type { DiffViewProps } from "./diff-view.tsx";

const LoadedDiff = lazy(() => import("./diff-view.tsx").then(({ DiffView }) => ({ default: DiffView })));

/**
 * A diff, in a part of the bundle that loads with the first one. Until it is there, and where it cannot be
 * loaded, the diff is plain text.
 */
export function LazyDiff(props: DiffViewProps): ReactElement {
  const plain = (
    <pre className="overflow-x-auto rounded-lg border border-line bg-code p-3 font-mono text-[0.8125rem] leading-[1.55]">
      {props.diff}
    </pre>
  );
  return (
    <ErrorBoundary fallback={plain}>
      <Suspense fallback={plain}>
        <LoadedDiff {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}
