import { setTimeout as pause } from "node:timers/promises";
import { readProcessTree, readProportionalMemory, readTemporaryBytes } from "./process-tree.ts";
import type { Sandbox } from "./sandbox.ts";

/** What a program is measured by. */
type Watched = Pick<Sandbox, "limits" | "temporaryFolders">;

/** How often the processes of a program are counted. */
const INTERVAL_MS = 200;

/** The supervisor with its watcher, the sandbox's two processes, and the first shell in it. */
export const SANDBOX_TASKS = 5;

const BYTES_PER_MEBIBYTE = 1_048_576;

/** The limit that a program exceeds. */
export type Excess = "memory" | "processes";

/**
 * Counts the processes of a program and their memory until the signal aborts or they exceed a limit; resolves
 * with that limit. The kernel counts the processes as well, but not those of a server that runs as root, and
 * it knows the memory of each process only.
 */
export async function watchProgram(
  rootId: number,
  sandbox: Watched,
  signal: AbortSignal,
): Promise<Excess | undefined> {
  while (!signal.aborted) {
    const excess = await excessOf(rootId, sandbox);
    if (signal.aborted) return undefined;
    if (excess !== undefined) return excess;
    await pause(INTERVAL_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
  return undefined;
}

async function excessOf(
  rootId: number,
  { limits, temporaryFolders = [] }: Watched,
): Promise<Excess | undefined> {
  const maxTasks = limits.maxProgramProcesses + SANDBOX_TASKS;
  const { processIds, tasks, residentBytes } = await readProcessTree(rootId, maxTasks);
  if (tasks > maxTasks) return "processes";
  const maxBytes = limits.maxProgramMebibytes * BYTES_PER_MEBIBYTE;
  const files = await readTemporaryBytes(processIds, temporaryFolders);
  if (residentBytes + files <= maxBytes) return undefined;
  const { bytes, sharedBytes } = (await readProportionalMemory(processIds)) ?? {
    bytes: residentBytes,
    sharedBytes: 0,
  };
  // A file of a temporary folder that is mapped is among the shared pages as well.
  return bytes - sharedBytes + Math.max(files, sharedBytes) > maxBytes ? "memory" : undefined;
}
