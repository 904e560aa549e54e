/** Reads the processor time of the main thread so far, in milliseconds. */
export type ThreadTimeReader = () => number;

const MICROSECONDS_PER_MS = 1_000;

/**
 * Bounds a measured delay of the event loop by the processor time that this thread has used since the last
 * reading: a machine that lacks time for the process makes the loop late, though the server has nothing to
 * do. Both in milliseconds.
 */
export function ownDelayReader(readDelayMs: () => number, readThreadMs: ThreadTimeReader): () => number {
  let before = readThreadMs();
  return () => {
    const now = readThreadMs();
    const usedMs = now - before;
    before = now;
    return Math.min(readDelayMs(), usedMs);
  };
}

/**
 * The processor time of this thread; of the whole process where Node cannot distinguish threads (before
 * 22.19).
 */
export function readThreadTimeMs(): number {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / MICROSECONDS_PER_MS;
}
