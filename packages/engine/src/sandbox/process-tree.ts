import { readdir, readFile } from "node:fs/promises";

/** What the processes that descend from one use, that one included. */
export interface ProcessTree {
  readonly processIds: readonly number[];
  /** Processes and their threads. */
  readonly tasks: number;
  /** Memory that their pages take, those counted several times that several processes share. */
  readonly residentBytes: number;
}

const KIBIBYTE = 1_024;

/**
 * Reads the tree from `/proc` (proc(5)), until it has more tasks than that: a growing tree has no end.
 * Processes that end meanwhile are left out.
 */
export async function readProcessTree(rootId: number, maxTasks: number): Promise<ProcessTree> {
  const found = { processIds: [] as number[], tasks: 0, residentBytes: 0 };
  const waiting = [rootId];
  for (let id = waiting.pop(); id !== undefined && found.tasks <= maxTasks; id = waiting.pop()) {
    const status = await readText(`/proc/${id}/status`);
    if (status === "") continue;
    found.processIds.push(id);
    found.tasks += numberAfter("Threads", status);
    found.residentBytes += numberAfter("VmRSS", status) * KIBIBYTE;
    waiting.push(...(await childrenOf(id)));
  }
  return found;
}

/**
 * Reads the memory that processes take, with each shared page counted once in all. Undefined where the system
 * does not say.
 */
export async function readProportionalBytes(processIds: readonly number[]): Promise<number | undefined> {
  let bytes = 0;
  for (const id of processIds) {
    const text = await readText(`/proc/${id}/smaps_rollup`);
    if (text === "" && (await readText(`/proc/${id}/status`)).includes("VmRSS")) return undefined;
    bytes += numberAfter("Pss", text) * KIBIBYTE;
  }
  return bytes;
}

/**
 * Finds the process group, other than its own, that a process has among those that descend from it; the
 * nearest one.
 */
export async function findInnerGroup(processId: number): Promise<number | undefined> {
  const { processIds } = await readProcessTree(processId, MAX_SEARCHED_TASKS);
  for (const id of processIds) {
    // See proc_pid_stat(5): behind the program's name, which is in parentheses, come state, parent and group.
    const status = await readText(`/proc/${id}/stat`);
    const group = Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[2]);
    if (group > 0 && group !== processId) return group;
  }
  return undefined;
}

/** The sandbox is at the top of the tree. */
const MAX_SEARCHED_TASKS = 1_000;

async function childrenOf(id: number): Promise<readonly number[]> {
  const tasks = await readdir(`/proc/${id}/task`).catch(() => []);
  const lists = await Promise.all(tasks.map((task) => readText(`/proc/${id}/task/${task}/children`)));
  return lists.flatMap((list) => list.split(" ").filter(Boolean).map(Number));
}

function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}

function numberAfter(name: string, text: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
}
