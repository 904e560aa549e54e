import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** A program that may have so many processes and threads, its own process included. */
export interface ProcessLimit {
  /** The leader of its process group. */
  readonly rootId: number;
  readonly maxTasks: number;
}

/** A limit with the place, in memory of both threads, where it says that the program was killed: 0 or 1. */
export interface WatchedLimit extends ProcessLimit {
  readonly killed: Int32Array;
}

/** What the thread that counts is sent. It sends the id of a program that it has killed. */
export type ProcessLimitNews = { readonly watch: WatchedLimit } | { readonly forget: number };

let thread: Worker | undefined;
const stops = new Map<number, () => void>();

/**
 * Kills a program's group as soon as the program has more processes and threads than its limit, and calls
 * `onExceeded` then, once. Returns what ends the watch, which is due at the program's exit: where the exit is
 * noticed first, that calls `onExceeded` as well. A thread counts and kills, without waiting for anything: a
 * fork bomb leaves to a waiting one hardly any processor time (sched(7)), and grows by thousands meanwhile.
 */
export function limitProcesses(limit: ProcessLimit, onExceeded: () => void): () => void {
  const { rootId } = limit;
  const killed = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const stop = () => {
    if (!stops.delete(rootId)) return;
    send({ forget: rootId });
    if (Atomics.load(killed, 0) === 1) onExceeded();
  };
  stops.set(rootId, stop);
  send({ watch: { ...limit, killed } });
  return stop;
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
    stops.get(rootId)?.();
  });
  // A thread that has failed is replaced with the next program; `watchProgram` counts meanwhile.
  worker.once("error", () => {
    thread = undefined;
  });
  // Once it runs, it does not keep the process from ending.
  worker.once("online", () => worker.unref());
  return worker;
}
