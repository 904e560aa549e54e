import { lazy, type ReactElement, Suspense } from "react";
import { PageBroken } from "../shell/page-broken.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import type { PlanPageProps } from "./plan-page.tsx";

const LoadedPlanPage = lazy(() => import("./plan-page.tsx").then(({ PlanPage }) => ({ default: PlanPage })));

/** A plan, in a part of the bundle that loads with the first one. */
export function LazyPlanPage(props: PlanPageProps): ReactElement {
  return (
    <ErrorBoundary fallback={<PageBroken />}>
      <Suspense fallback={null}>
        <LoadedPlanPage {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}
