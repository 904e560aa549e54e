import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Clock, Timer } from "../../clock.ts";
import { SlotQueue } from "./slot-queue.ts";
import type { Work, WorkOutcome } from "./work.ts";
import type { WorkAnswer, WorkOrder } from "./work-thread.ts";
import type { Workspace } from "./workspace.ts";
import { systemCode, WorkspaceFault } from "./workspace-fault.ts";

/** How long a thread that has nothing to do is kept for the next work: starting one takes a tenth of a second. */
const IDLE_MS = 30_000;

/** What Node gives a thread for its id once it has ended. */
const ENDED_THREAD_ID = -1;

/** What threads are made for. */
export interface WorkThreadsOptions {
  readonly clock: Clock;
  /** Work that is under way at a time; further work waits, first come first served. */
  readonly maxThreads: number;
  /** Memory that work may use; work that needs more fails. */
  readonly maxMebibytes: number;
  /**
   * Whether work that has begun is ended when its signal aborts. Otherwise it is waited for then, and only ended when it takes
   * too long: for what should not be left half done.
   */
  readonly isInterruptible: boolean;
}

/** A thread that waits for work, and ends when none comes. */
interface IdleThread {
  readonly worker: Worker;
  readonly timer: Timer;
}

/**
 * Threads that do work on files, so that neither a slow disk nor a hostile pattern holds up the server: a thread that takes too long is ended,
 * wherever it is. They are started when they are needed, and do not keep the process alive when idle.
 */
export class WorkThreads {
  readonly #options: WorkThreadsOptions;
  readonly #slots: SlotQueue;
  #idle: readonly IdleThread[] = [];

  constructor(options: WorkThreadsOptions) {
    this.#options = options;
    this.#slots = new SlotQueue(options.maxThreads);
  }

  /**
   * Does the work on a thread that does nothing else meanwhile. Rejects with a `WorkspaceFault`, and with the signal's reason when
   * that aborts; the work has ended by then.
   */
  async run<W extends Work>(
    workspace: Workspace,
    work: W,
    signal: AbortSignal,
  ): Promise<WorkOutcome<W["kind"]>> {
    const release = await this.#slots.take(signal);
    try {
      signal.throwIfAborted();
      const answer = await this.#answerOf(this.#takeIdle() ?? this.#start(), { workspace, work }, signal);
      if ("fault" in answer) throw new WorkspaceFault(answer.fault);
      // A thread answers each work with an outcome of its kind.
      return answer.outcome as WorkOutcome<W["kind"]>;
    } finally {
      release();
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL("./work-thread.ts", import.meta.url), {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#options.maxMebibytes },
    });
    // During work its errors are waited for; without work there is nobody to tell, and a thread that has ended is not used again.
    worker.on("error", () => undefined);
    return worker;
  }

  async #answerOf(worker: Worker, order: WorkOrder, signal: AbortSignal): Promise<WorkAnswer> {
    const ended = new AbortController();
    const timeoutMs = 2 * order.workspace.limits.fileTimeoutMs;
    const timer = this.#options.clock.setTimer(timeoutMs, () => ended.abort(tooLong(timeoutMs)));
    const onAbort = (): void => ended.abort(signal.reason);
    if (this.#options.isInterruptible) signal.addEventListener("abort", onAbort, { once: true });
    try {
      const answered = once(worker, "message", { signal: ended.signal });
      worker.ref();
      worker.postMessage(order);
      const [answer] = await answered;
      this.#keep(worker);
      return answer;
    } catch (error) {
      await worker.terminate();
      throw ended.signal.aborted ? ended.signal.reason : toFault(error);
    } finally {
      timer.cancel();
      signal.removeEventListener("abort", onAbort);
    }
  }

  #keep(worker: Worker): void {
    worker.unref();
    const end = async (): Promise<void> => {
      this.#idle = this.#idle.filter((thread) => thread.worker !== worker);
      await worker.terminate();
    };
    const timer = this.#options.clock.setTimer(IDLE_MS, () => void end());
    this.#idle = [...this.#idle, { worker, timer }];
  }

  #takeIdle(): Worker | undefined {
    const thread = this.#idle.at(-1);
    if (thread === undefined) return undefined;
    this.#idle = this.#idle.slice(0, -1);
    thread.timer.cancel();
    return thread.worker.threadId === ENDED_THREAD_ID ? this.#takeIdle() : thread.worker;
  }
}

function tooLong(timeoutMs: number): WorkspaceFault {
  return new WorkspaceFault(
    `This took longer than ${timeoutMs / 1000} s and was ended. Use a simpler pattern, or a smaller part of the workspace.`,
  );
}

/** What ended a thread: the work needed too much memory, or there is a fault in this program, of which the model is told no more. */
function toFault(error: unknown): WorkspaceFault {
  const reason =
    error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
      ? "needed more memory than it may use. Ask for a smaller part."
      : `failed inside the server (${systemCode(error) ?? (error instanceof Error ? error.name : typeof error)}).`;
  return new WorkspaceFault(`This ${reason}`, { cause: error });
}
