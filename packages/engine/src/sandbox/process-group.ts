import { readdir, readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { systemCode } from "../kit/system-code.ts";

/**
 * The first wait before the state of a signalled group is polled; each further wait is twice as long. No
 * system reports the end of a group's last process.
 */
const FIRST_WAIT_MS = 5;

/** Killed processes are gone at once unless the machine is stuck: they are not waited for any longer. */
const KILLED_WAIT_MS = 500;

/** Whether no process of that group runs any more. */
export async function isGroupGone(groupId: number): Promise<boolean> {
  return !signalGroup(groupId, 0) || !(await hasRunningProcess(groupId));
}

/**
 * Ends every process of the group, those too that ignore SIGTERM and are killed after the grace; resolves
 * when they are gone. Processes live in the machine's own time, and are waited for in it.
 */
export async function endGroup(groupId: number, graceMs: number): Promise<void> {
  if (!signalGroup(groupId, "SIGTERM")) return;
  const isGone = await isGoneWithin(groupId, graceMs);
  // Also then: a process that was just being made may have been overlooked.
  killGroup(groupId);
  if (!isGone) await isGoneWithin(groupId, KILLED_WAIT_MS);
}

/** Kills every process of the group, at once and without waiting. */
export function killGroup(groupId: number): void {
  signalGroup(groupId, "SIGKILL");
}

async function isGoneWithin(groupId: number, timeMs: number): Promise<boolean> {
  let waitMs = FIRST_WAIT_MS;
  for (let leftMs = timeMs; leftMs > 0; leftMs -= waitMs, waitMs *= 2) {
    await setTimeout(Math.min(waitMs, leftMs));
    if (await isGroupGone(groupId)) return true;
  }
  return false;
}

/**
 * Returns whether the group has processes, including ended ones that have not been reaped yet.
 */
function signalGroup(groupId: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-groupId, signal);
  } catch (error) {
    // EPERM: it has processes, none of which is ours any more.
    return systemCode(error) !== "ESRCH";
  }
}

/**
 * Orphans are reaped by the init process; in a container that process may never do so. Only `/proc`
 * distinguishes them from running processes; without it all of them count as running.
 */
async function hasRunningProcess(groupId: number): Promise<boolean> {
  const names = await readdir("/proc").catch(() => undefined);
  if (names === undefined) return true;
  for (const name of names) {
    if (/^\d+$/.test(name) && (await isRunningIn(groupId, name))) return true;
  }
  return false;
}

/** See proc_pid_stat(5): behind the program's name, which is in parentheses, come state, parent and group. */
async function isRunningIn(groupId: number, processId: string): Promise<boolean> {
  // A process that goes meanwhile has no status.
  const status = await readFile(`/proc/${processId}/stat`, "utf8").catch(() => "");
  const [state, , group] = status.slice(status.lastIndexOf(")") + 2).split(" ");
  return group === String(groupId) && state !== "Z" && state !== "X";
}
