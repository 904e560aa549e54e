import { lazy, type ReactElement, Suspense, useState } from "react";
import { Button } from "../ui/button.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { PlanIcon } from "../ui/state-icons.tsx";

const LoadedDialog = lazy(() =>
  import("./start-plan-dialog.tsx").then(({ StartPlanDialog }) => ({ default: StartPlanDialog })),
);

/**
 * A button that asks for a plan to run. The dialog is in a part of the bundle that loads when it is asked
 * for.
 */
export function StartPlanButton(): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" shape="small" onClick={() => setOpen(true)}>
        <PlanIcon />
        Run a plan…
      </Button>
      {isOpen && (
        <ErrorBoundary fallback={null}>
          <Suspense fallback={null}>
            <LoadedDialog onClose={() => setOpen(false)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  );
}
