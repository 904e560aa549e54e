import { RpcError } from "@aiwhisperer/client";
import { useClient } from "@aiwhisperer/react";
import { useState } from "react";
import { navigate } from "../navigation/route.ts";
import { type PlanFault, readPlanDocument, toPlanFaults } from "./plan-document.ts";

/** Starting a plan from its document. */
export interface StartPlan {
  readonly start: (text: string) => void;
  readonly isStarting: boolean;
  /** The reasons why it was not started; empty until the server has answered. */
  readonly faults: readonly PlanFault[];
}

/** Starts a plan and shows it; `onStarted` is called before the page changes. */
export function useStartPlan(onStarted: () => void): StartPlan {
  const client = useClient();
  const [isStarting, setStarting] = useState(false);
  const [faults, setFaults] = useState<readonly PlanFault[]>([]);
  const perform = async (text: string) => {
    const { plan, faults: unreadable } = readPlanDocument(text);
    if (plan === undefined) return setFaults(unreadable);
    setStarting(true);
    setFaults([]);
    try {
      const { planId } = await client.startPlan(plan);
      onStarted();
      navigate(planId);
    } catch (error) {
      setFaults(toFaults(error));
      setStarting(false);
    }
  };
  return { start: (text) => void perform(text), isStarting, faults };
}

function toFaults(error: unknown): readonly PlanFault[] {
  const faults = error instanceof RpcError ? toPlanFaults(error.data) : [];
  if (faults.length > 0) return faults;
  return [{ path: "", message: error instanceof Error ? error.message : String(error) }];
}
