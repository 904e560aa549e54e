import { useEffect, useState } from "react";
import { frameBudget } from "./frame-budget.ts";

/** Whether a component may do its work of that many characters: at once where this frame has room, else after a frame that has. It keeps its turn. */
export function useFrameTurn(length: number): boolean {
  const [hasTurn, setTurn] = useState(() => frameBudget.take(length));
  useEffect(() => (hasTurn ? undefined : frameBudget.wait(length, () => setTurn(true))), [hasTurn, length]);
  return hasTurn;
}
