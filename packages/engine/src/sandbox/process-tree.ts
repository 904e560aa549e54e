import { readdir, readFile, readlink, statfs } from "node:fs/promises";

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
 * Processes that end meanwhile are left out. The processes of one depth are read together: among very many
 * processes each wait for the machine is long, and a fork bomb grows meanwhile.
 */
export async function readProcessTree(rootId: number, maxTasks: number): Promise<ProcessTree> {
  const found = { processIds: [] as number[], tasks: 0, residentBytes: 0 };
  for (let depth = [rootId]; depth.length > 0 && found.tasks <= maxTasks; ) {
    const read = await Promise.all(depth.slice(0, maxTasks + 1).map(readProcess));
    depth = [];
    for (const { id, status, children } of read) {
      if (status === "") continue;
      found.processIds.push(id);
      found.tasks += numberAfter("Threads", status);
      found.residentBytes += numberAfter("VmRSS", status) * KIBIBYTE;
      depth.push(...children);
    }
  }
  return found;
}

async function readProcess(id: number) {
  const [status, children] = await Promise.all([readText(`/proc/${id}/status`), childrenOf(id)]);
  return { id, status, children };
}

/** Memory of processes, with each page that several share counted once in all. */
export interface ProportionalMemory {
  readonly bytes: number;
  /** The part of it that is shared memory, or files of temporary folders. */
  readonly sharedBytes: number;
}

/** Reads the memory that processes take. Undefined where the system does not say. */
export async function readProportionalMemory(
  processIds: readonly number[],
): Promise<ProportionalMemory | undefined> {
  let [bytes, sharedBytes] = [0, 0];
  for (const id of processIds) {
    const text = await readText(`/proc/${id}/smaps_rollup`);
    if (text === "" && (await readText(`/proc/${id}/status`)).includes("VmRSS")) return undefined;
    bytes += numberAfter("Pss", text) * KIBIBYTE;
    sharedBytes += numberAfter("Pss_Shmem", text) * KIBIBYTE;
  }
  return { bytes, sharedBytes };
}

/** Kernel memory of a file in a temporary folder, its name included, about. */
const BYTES_PER_FILE = 1_024;

/** Reads the memory that the files in temporary folders of a sandbox take, of which those are processes. */
export async function readTemporaryBytes(
  processIds: readonly number[],
  folders: readonly string[],
): Promise<number> {
  const root = await findInnerRoot(processIds);
  if (root === undefined) return 0;
  const sizes = folders.map(async (folder) => {
    const stats = await statfs(`${root}${folder}`).catch(() => undefined);
    if (stats?.type !== TMPFS_MAGIC) return 0;
    return (stats.blocks - stats.bfree) * stats.bsize + (stats.files - stats.ffree) * BYTES_PER_FILE;
  });
  return (await Promise.all(sizes)).reduce((sum, each) => sum + each, 0);
}

/** See statfs(2). */
const TMPFS_MAGIC = 0x01021994;

/** The root folder of the first process with files of its own. */
async function findInnerRoot(processIds: readonly number[]): Promise<string | undefined> {
  const outer = await readlink("/proc/self/ns/mnt").catch(() => undefined);
  for (const id of processIds.slice(0, MAX_OUTER_PROCESSES)) {
    const inner = await readlink(`/proc/${id}/ns/mnt`).catch(() => outer);
    if (inner !== outer) return `/proc/${id}/root`;
  }
  return undefined;
}

/** The supervisor and the processes around the sandbox are at the top of the tree. */
const MAX_OUTER_PROCESSES = 10;

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
