import { setTimeout as sleep } from "node:timers/promises";
import { residentBytes } from "../../chaos/support/process-memory.ts";
import type { Figures } from "./figure.ts";

/** Memory that counts as given back: so much of what it was before. */
const RETURNED = 1.2;
const LOOK_MS = 500;

/**
 * Waits until a process has come back near the memory that it had, for a limited time. Returns the remaining
 * difference.
 */
export async function measureReturn(pid: number, beforeBytes: number, timeoutMs: number): Promise<Figures> {
  const peakBytes = await residentBytes(pid);
  const startedAt = performance.now();
  let afterBytes = peakBytes;
  while (afterBytes > beforeBytes * RETURNED && performance.now() - startedAt < timeoutMs) {
    await sleep(LOOK_MS);
    afterBytes = await residentBytes(pid);
  }
  const mebibytes = (bytes: number): number => bytes / 1_024 / 1_024;
  return {
    memoryBeforeMib: mebibytes(beforeBytes),
    memoryAtEndMib: mebibytes(peakBytes),
    memoryAfterMib: mebibytes(afterBytes),
    memoryAfterShare: afterBytes / beforeBytes,
  };
}
