import { useState } from "react";

/** How the tasks of a plan are shown: as a graph, in full size or made to fit, or one below the other. */
export type PlanView = "full" | "fitted" | "list";

const narrowScreen = "(max-width: 40rem)";

/**
 * The view that the reader chose; before that the one that suits the screen. What cannot be drawn is a
 * list.
 */
export function usePlanView(canDraw: boolean): readonly [view: PlanView, choose: (view: PlanView) => void] {
  const [chosen, choose] = useState<PlanView>(() => (matchMedia(narrowScreen).matches ? "list" : "fitted"));
  return [canDraw ? chosen : "list", choose];
}
