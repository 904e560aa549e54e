import type { Clock } from "../../../kit/clock.ts";
import type { Workspace } from "../kit/workspace.ts";
import type { WorkspaceLimits } from "../kit/workspace-limits.ts";
import type { Work, WorkOutcome } from "./work.ts";
import { WorkThreads } from "./work-threads.ts";

/** The threads of the tools for files; several workspaces can have the same. */
export interface FileThreads {
  /** For what can be given up at any moment. */
  readonly reading: WorkThreads;
  /**
   * For changes: one at a time, so that two changes of one file follow each other, and none is given up half
   * done.
   */
  readonly changing: WorkThreads;
}

/** What does the work of tools on the files of one workspace. */
export interface FileWorker {
  /**
   * Rejects with a `WorkspaceFault`, and with the signal's reason when that aborts and what was asked for can
   * be given up.
   */
  run<W extends Work>(work: W, signal: AbortSignal): Promise<WorkOutcome<W["kind"]>>;
}

/** Makes the threads; none is started before it is needed. */
export function createFileThreads(clock: Clock, limits: WorkspaceLimits): FileThreads {
  const shared = { clock, maxMebibytes: limits.maxFileThreadMebibytes };
  return {
    reading: new WorkThreads({ ...shared, maxThreads: limits.maxFileThreads, isInterruptible: true }),
    changing: new WorkThreads({ ...shared, maxThreads: 1, isInterruptible: false }),
  };
}

/** Has the work of one workspace done on those threads. */
export function createFileWorker(workspace: Workspace, { reading, changing }: FileThreads): FileWorker {
  return {
    run: (work, signal) => (work.kind === "change" ? changing : reading).run(workspace, work, signal),
  };
}
