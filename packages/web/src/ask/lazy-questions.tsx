import { lazy, type ReactElement, Suspense, useState } from "react";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import type { QuestionsProps } from "./ask-dock.tsx";

const LoadedQuestions = lazy(() => loadQuestions().then(({ Questions }) => ({ default: Questions })));

/** Loads the part of the bundle that shows questions. */
export function loadQuestions() {
  return import("./ask-dock.tsx");
}

/**
 * Shows what waits for the person, in a part of the bundle that loads with the first question. It stays from
 * then on: an answer that is being typed outlives its question.
 */
export function LazyQuestions(props: QuestionsProps): ReactElement | null {
  const [wasAsked, setAsked] = useState(false);
  if (!wasAsked && props.decisions.length + props.asked.length > 0) setAsked(true);
  if (!wasAsked) return null;
  return (
    <ErrorBoundary fallback={<NotLoaded />}>
      <Suspense fallback={null}>
        <LoadedQuestions {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}

function NotLoaded(): ReactElement {
  return (
    <p role="alert" className="mb-3 rounded-lg bg-danger-soft px-3 py-2 text-danger text-sm">
      A tool waits for your answer, but its question cannot be shown. Reload the page.
    </p>
  );
}
