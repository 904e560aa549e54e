import { useEffect, useRef, useState } from "react";
import { frameBudget } from "./frame-budget.ts";

/**
 * The newest value whose work may be done: at once where this frame has room for that many characters, else
 * after a frame that has. Undefined until the first has its turn; until a later one has, the one before it.
 */
export function useFrameTurn<T>(value: T, length: number): T | undefined {
  const granted = useRef<{ readonly value: T } | undefined>(undefined);
  const [, setTurns] = useState(0);
  const isGranted = granted.current !== undefined && Object.is(granted.current.value, value);
  if (!isGranted && frameBudget.take(length)) granted.current = { value };
  const isWaiting = granted.current === undefined || !Object.is(granted.current.value, value);
  useEffect(() => {
    if (!isWaiting) return;
    return frameBudget.wait(length, () => {
      granted.current = { value };
      setTurns((turns) => turns + 1);
    });
  }, [isWaiting, value, length]);
  return granted.current?.value;
}
