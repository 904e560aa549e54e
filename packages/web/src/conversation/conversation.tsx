import { useSession } from "@aiwhisperer/react";
import { lazy, type ReactElement, Suspense } from "react";
import { ConversationLost } from "../chat/conversation-lost.tsx";
import { ConversationPage } from "../chat/conversation-page.tsx";
import { useIsDeleted } from "../chat/use-is-deleted.ts";
import { useConnectionDescription } from "../connection/use-connection-description.ts";
import type { PlanPageProps } from "../plan/plan-page.tsx";
import { ErrorBoundary, PageBroken } from "../ui/error-boundary.tsx";

/** A session: a conversation, or the plan that it records. */
export function Conversation({ sessionId }: { readonly sessionId: string }): ReactElement {
  const { session, state } = useSession(sessionId, { pace: "frame" });
  const { isUsable } = useConnectionDescription();
  const isDeleted = useIsDeleted(state);
  const fault = isUsable ? state.error : undefined;

  if (fault && state.messages.length === 0 && !state.plan) {
    return <ConversationLost sessionId={sessionId} fault={fault} />;
  }
  const shown = { session, state, fault, isDeleted };
  return state.plan ? <LazyPlanPage {...shown} plan={state.plan} /> : <ConversationPage {...shown} />;
}

const LoadedPlanPage = lazy(() =>
  import("../plan/plan-page.tsx").then(({ PlanPage }) => ({ default: PlanPage })),
);

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
