import type { MeasuredTask, SeededSession, SeedTask } from "../load/load-task.ts";
import type { FigureName, Figures } from "../measure/figure.ts";
import type { RunningSubject, SubjectKind } from "../subjects/subject.ts";

/** What a workload needs of the run that it is part of. */
export interface Stage {
  /** What is measured. */
  readonly kind: SubjectKind;
  /** Whether figures are only to show that everything runs. */
  readonly isQuick: boolean;
  /**
   * Starts the server on the workload's folder; a further time once the one before has ended. What still runs
   * is ended with the workload.
   */
  start(): Promise<RunningSubject>;
  /** Has a generator do a task against a server. Returns the figures. */
  generate(server: RunningSubject, task: MeasuredTask): Promise<Figures>;
  /** Has sessions made. */
  seed(server: RunningSubject, task: Omit<SeedTask, "kind">): Promise<readonly SeededSession[]>;
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
  /** What it is about; for subjects beside this project's, the ratio is shown, too. Less is better. */
  readonly mainFigure: FigureName;
  /** Further figures. */
  readonly furtherFigures: readonly FigureName[];
  /** Seconds that a generator may take for one of its tasks; it fails then. */
  readonly maxSeconds: number;
  /** Does it once. */
  run(stage: Stage): Promise<void>;
}
