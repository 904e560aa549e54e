/** Asked by work that can end early whether it must. */
export type Deadline = () => boolean;

/** A deadline that is over once the time has gone by. */
export function deadlineIn(timeoutMs: number): Deadline {
  const end = performance.now() + timeoutMs;
  return () => performance.now() > end;
}
