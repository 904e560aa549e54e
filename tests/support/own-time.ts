/**
 * Milliseconds of processor time that a piece of work takes on this thread: what other programs of the
 * machine do does not count.
 */
export async function ownTimeOf(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** Keeps this thread from everything else until it has used so much processor time. */
export function useUp(ms: number): void {
  const before = process.threadCpuUsage();
  for (let usedMs = 0; usedMs < ms; ) {
    const { user, system } = process.threadCpuUsage(before);
    usedMs = (user + system) / 1_000;
  }
}
