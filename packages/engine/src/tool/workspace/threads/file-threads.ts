import type { Clock } from "../../../kit/clock.ts";
import { systemCode } from "../../../kit/system-code.ts";
import { ThreadPool, ThreadTimeout } from "../../../thread/thread-pool.ts";
import type { Workspace } from "../kit/workspace.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";
import type { WorkspaceLimits } from "../kit/workspace-limits.ts";
import type { FileWorkAnswer, FileWorkOrder } from "./file-thread.ts";
import type { FileWork, FileWorkOutcome } from "./file-work.ts";

/**
 * Does the work of tools on the files of one workspace. Rejects with a `WorkspaceFault`, and with the
 * signal's reason when that aborts and the work can be given up.
 */
export type RunFileWork = <W extends FileWork>(
  work: W,
  signal: AbortSignal,
) => Promise<FileWorkOutcome<W["kind"]>>;

/**
 * The threads of the tools for files, so that neither a slow disk nor a hostile pattern holds up the server.
 * Several workspaces can share them. Threads start when they are needed.
 */
export class FileThreads {
  /** For work that can be given up at any moment. */
  readonly #reading: ThreadPool<FileWorkOrder, FileWorkAnswer>;
  /** For changes: one at a time, so that changes of one file follow each other and none is left half done. */
  readonly #changing: ThreadPool<FileWorkOrder, FileWorkAnswer>;

  constructor(clock: Clock, { maxFileThreads, maxFileThreadMebibytes: maxMebibytes }: WorkspaceLimits) {
    const shared = { clock, maxMebibytes, module: new URL("./file-thread.ts", import.meta.url) };
    this.#reading = new ThreadPool({ ...shared, maxThreads: maxFileThreads, isInterruptible: true });
    this.#changing = new ThreadPool({ ...shared, maxThreads: 1, isInterruptible: false });
  }

  /** Returns what does the work of that workspace. */
  runnerFor(workspace: Workspace): RunFileWork {
    return async <W extends FileWork>(work: W, signal: AbortSignal) => {
      const answer = await this.#answerOf({ workspace, work }, signal);
      if ("fault" in answer) throw new WorkspaceFault(answer.fault);
      // A thread answers each work with an outcome of its kind.
      return answer.outcome as FileWorkOutcome<W["kind"]>;
    };
  }

  async #answerOf(order: FileWorkOrder, signal: AbortSignal): Promise<FileWorkAnswer> {
    const threads = order.work.kind === "change" ? this.#changing : this.#reading;
    try {
      const timeoutMs = 2 * order.workspace.limits.fileTimeoutMs;
      return await threads.run(order, { timeoutMs }, signal);
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
