import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** A program that may have so many processes and threads, its own process included. */
export interface ProcessLimit {
  /** The leader of its process group. */
  readonly rootId: number;
  readonly maxTasks: number;
}

/** What the thread that counts is sent. It sends the id of a program that it has killed. */
export type ProcessLimitNews = { readonly watch: ProcessLimit } | { readonly forget: number };

let thread: Worker | undefined;
const killed = new Map<number, () => void>();

/**
 * Kills a program's group as soon as the program has more processes and threads than its limit; resolves with
 * true then, and with false when the signal aborts. A thread counts and kills, without waiting for anything:
 * a fork bomb leaves to a waiting one hardly any processor time (sched(7)), and grows by thousands meanwhile.
 */
export function limitProcesses(limit: ProcessLimit, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  killed.set(limit.rootId, () => resolve(true));
  send({ watch: limit });
  const forget = () => {
    killed.delete(limit.rootId);
    send({ forget: limit.rootId });
    resolve(false);
  };
  signal.addEventListener("abort", forget, { once: true });
  return promise.finally(() => signal.removeEventListener("abort", forget));
}

/** Resolves when the thread that counts runs: started beside a fork bomb it would be too late. */
export async function readyToLimitProcesses(): Promise<void> {
  if (thread !== undefined) return;
  thread = startThread();
  await once(thread, "online");
}

function send(news: ProcessLimitNews): void {
  thread ??= startThread();
  thread.postMessage(news);
}

/** The thread of all programs: it sleeps while there is none. */
function startThread(): Worker {
  const worker = new Worker(new URL("./process-limit-thread.ts", import.meta.url));
  worker.on("message", (rootId: number) => {
    killed.get(rootId)?.();
    killed.delete(rootId);
  });
  // A thread that has failed is replaced with the next program; `watchProgram` counts meanwhile.
  worker.once("error", () => {
    thread = undefined;
  });
  // Once it runs, it does not keep the process from ending.
  worker.once("online", () => worker.unref());
  return worker;
}
