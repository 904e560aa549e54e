import type { Figures, LoadTask } from "../load/load-task.ts";
import type { RunningSubject, SubjectKind } from "../subjects/subject.ts";

/** What a workload needs of the run that it is part of. */
export interface Stage {
  /** Whether figures are only to show that everything runs. */
  readonly isQuick: boolean;
  /** A folder that is removed when the workload has ended; the server has it, too. */
  readonly folder: string;
  /** Starts the server on that folder; a second one once the first has ended. Those that run are ended with the workload. */
  start(): Promise<RunningSubject>;
  /** Has a generator do a task against a server, and gives its figures. */
  generate(server: RunningSubject, task: LoadTask): Promise<Figures>;
  /** Keeps figures under the name of a case. */
  record(caseName: string, figures: Figures): void;
}

/** Something that servers are measured by. */
export interface Workload {
  /** For `--only` and results. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** What is done, in a sentence or two. */
  readonly description: string;
  /** Who is measured by it. */
  readonly takes: readonly SubjectKind[];
  /** Seconds that a round takes one subject at most; it fails then. */
  readonly maxSeconds: number;
  /** Does it once. */
  run(stage: Stage): Promise<void>;
}
