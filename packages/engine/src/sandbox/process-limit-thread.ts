import { readdirSync, readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { ProcessLimit, ProcessLimitNews, WatchedLimit } from "./process-limit.ts";

/** How often the processes of each program are counted. */
const INTERVAL_MS = 100;

const port = parentPort;
if (port === null) throw new Error("this module is the body of a thread");

// Of this thread only (setpriority(2), "C library/kernel differences"), and only where the server is root.
try {
  setPriority(constants.priority.PRIORITY_HIGHEST);
} catch {
  // The kernel itself holds the processes of other users to their limit.
}

const limits = new Map<number, WatchedLimit>();
let timer: NodeJS.Timeout | undefined;

port.on("message", (news: ProcessLimitNews) => {
  if ("watch" in news) limits.set(news.watch.rootId, news.watch);
  else limits.delete(news.forget);
  if (limits.size > 0) timer ??= setInterval(countAll, INTERVAL_MS);
  else {
    clearInterval(timer);
    timer = undefined;
  }
});

function countAll(): void {
  for (const limit of limits.values()) {
    if (!exceeds(limit)) continue;
    limits.delete(limit.rootId);
    Atomics.store(limit.killed, 0, 1);
    try {
      process.kill(-limit.rootId, "SIGKILL");
    } catch {
      // It has just ended.
    }
    port?.postMessage(limit.rootId);
  }
}

/** Whether the tree has more tasks. Reads of `/proc` (proc(5)) end with the first task beyond the limit. */
function exceeds({ rootId, maxTasks }: ProcessLimit): boolean {
  const waiting = [rootId];
  let tasks = 0;
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const task of tasksOf(id)) {
      tasks += 1;
      if (tasks > maxTasks) return true;
      waiting.push(...childrenOf(id, task));
    }
  }
  return false;
}

/** A process that has ended meanwhile has none. */
function tasksOf(id: number): readonly string[] {
  try {
    return readdirSync(`/proc/${id}/task`);
  } catch {
    return [];
  }
}

function childrenOf(id: number, task: string): readonly number[] {
  try {
    const list = readFileSync(`/proc/${id}/task/${task}/children`, "utf8");
    return list.split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
