import { isPlanEnded, type PlanHandle, type PlanState } from "@aiwhisperer/client";
import { PlanStatus } from "@aiwhisperer/protocol";
import { type ReactElement, useState } from "react";
import { LazyConversationMenu } from "../chat/lazy-conversation-menu.tsx";
import { MainHeader } from "../shell/main-header.tsx";
import { PauseButton } from "../shell/pause-button.tsx";
import { usePageTitle } from "../shell/use-page-title.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { StopIcon } from "../ui/icons.tsx";
import { PlanIcon } from "../ui/state-icons.tsx";
import { toneClasses } from "../ui/tone.ts";
import { labelPlan } from "./status-label.ts";

/** The plan that the header is about. */
export interface PlanHeaderProps {
  readonly handle: PlanHandle;
  readonly plan: PlanState;
  readonly isDeleted: boolean;
}

/** The plan's name, its status, and the actions on it as a whole. */
export function PlanHeader({ handle, plan, isDeleted }: PlanHeaderProps): ReactElement {
  const title = plan.plan?.name ?? "Plan";
  const { text, tone } = labelPlan(plan);
  const canChange = !isDeleted && !isPlanEnded(plan.status);
  usePageTitle(title);
  return (
    <MainHeader>
      <span className="text-accent">
        <PlanIcon size={18} />
      </span>
      <h1 className="min-w-0 flex-1 truncate font-medium text-[0.9375rem]">{title}</h1>
      <span
        data-plan-status={plan.status}
        className={`shrink-0 rounded-full border border-current/40 px-2.5 py-0.5 font-medium text-xs ${toneClasses[tone]}`}
      >
        {text}
      </span>
      {canChange && (
        <>
          <PauseButton
            isPaused={plan.status === PlanStatus.Paused}
            // The state shows whether it is paused; a failure adds nothing.
            onPause={() => void handle.pause().catch(() => undefined)}
            onResume={() => void handle.resume().catch(() => undefined)}
          />
          <StopPlanButton handle={handle} />
        </>
      )}
      <LazyConversationMenu
        session={handle.session}
        facts={{ title, model: plan.plan?.model }}
        canEnd={false}
        canDelete={!isDeleted}
      />
    </MainHeader>
  );
}

function StopPlanButton({ handle }: Pick<PlanHeaderProps, "handle">): ReactElement {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        shape="icon"
        aria-label="Stop the plan"
        title="Stop the plan…"
        onClick={() => setAsked(true)}
      >
        <StopIcon size={18} />
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title="Stop this plan?"
        keepLabel="Keep running"
        confirmLabel="Stop plan"
        action={() => handle.stop()}
      >
        Running tasks are cancelled and the others skipped, for every client. Completed work stays.
      </ConfirmDialog>
    </>
  );
}
