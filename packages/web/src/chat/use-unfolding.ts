import { type MouseEvent, useEffect, useState } from "react";

/**
 * Whether the reader is unfolding or folding something in a list, and the listener that notices it. What
 * was clicked is to stay where it is: for that moment a list must not hold on to its end. `onUnfold` is
 * called before anything has changed.
 */
export function useUnfolding(
  onUnfold: () => void,
): readonly [isUnfolding: boolean, noticeClick: (event: MouseEvent) => void] {
  const [isUnfolding, setUnfolding] = useState(false);
  useEffect(() => {
    if (!isUnfolding) return;
    // One frame to put the new height in place, one to measure it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setUnfolding(false));
    });
    return () => cancelAnimationFrame(frame);
  }, [isUnfolding]);
  const noticeClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element && target.closest("[aria-expanded], summary"))) return;
    onUnfold();
    setUnfolding(true);
  };
  return [isUnfolding, noticeClick];
}
