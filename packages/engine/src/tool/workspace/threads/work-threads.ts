import type { Clock } from "../../../kit/clock.ts";
import { systemCode } from "../../../kit/system-code.ts";
import { ThreadPool, ThreadTimeout } from "../../../thread/thread-pool.ts";
import type { Workspace } from "../kit/workspace.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";
import type { Work, WorkOutcome } from "./work.ts";
import type { WorkAnswer, WorkOrder } from "./work-thread.ts";

/** What threads are made for. */
export interface WorkThreadsOptions {
  readonly clock: Clock;
  /** Work that is under way at a time; further work waits, first come first served. */
  readonly maxThreads: number;
  /** Memory that work may use; work that needs more fails. */
  readonly maxMebibytes: number;
  /**
   * Whether work that has begun is ended when its signal aborts. Otherwise it is waited for then, and only
   * ended when it takes too long: for what should not be left half done.
   */
  readonly isInterruptible: boolean;
}

/** Threads that do work on files, so that neither a slow disk nor a hostile pattern holds up the server. */
export class WorkThreads {
  readonly #threads: ThreadPool<WorkOrder, WorkAnswer>;

  constructor(options: WorkThreadsOptions) {
    this.#threads = new ThreadPool({ ...options, module: new URL("./work-thread.ts", import.meta.url) });
  }

  /**
   * Does the work on a thread that does nothing else meanwhile. Rejects with a `WorkspaceFault`, and with the
   * signal's reason when that aborts; the work has ended by then.
   */
  async run<W extends Work>(
    workspace: Workspace,
    work: W,
    signal: AbortSignal,
  ): Promise<WorkOutcome<W["kind"]>> {
    const answer = await this.#answerOf({ workspace, work }, signal);
    if ("fault" in answer) throw new WorkspaceFault(answer.fault);
    // A thread answers each work with an outcome of its kind.
    return answer.outcome as WorkOutcome<W["kind"]>;
  }

  async #answerOf(order: WorkOrder, signal: AbortSignal): Promise<WorkAnswer> {
    try {
      const timeoutMs = 2 * order.workspace.limits.fileTimeoutMs;
      return await this.#threads.run(order, { timeoutMs }, signal);
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error;
      throw toFault(error);
    }
  }
}

/**
 * What ended a thread: its deadline, its need of memory, or a fault in this program, whose details the model
 * does not learn.
 */
function toFault(error: unknown): WorkspaceFault {
  if (error instanceof ThreadTimeout) {
    return new WorkspaceFault(
      `This took longer than ${error.timeoutMs / 1000} s and was ended. Use a simpler pattern, or a smaller part of the workspace.`,
    );
  }
  const reason =
    error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
      ? "needed more memory than it may use. Ask for a smaller part."
      : `failed inside the server (${systemCode(error) ?? (error instanceof Error ? error.name : typeof error)}).`;
  return new WorkspaceFault(`This ${reason}`, { cause: error });
}
