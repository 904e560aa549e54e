import type { LoadTarget } from "../load/load-target.ts";

/** A subject that listens. */
export interface RunningSubject {
  readonly target: LoadTarget;
  /** Ends it in good order. */
  end(): Promise<void>;
  kill(): Promise<void>;
}

/**
 * What a subject is: this project's server with its log on the disk or in memory, or another way to do the
 * same without a log.
 */
export type SubjectKind = "durable" | "memory" | "peer";

/** A server that is measured. */
export interface Subject {
  /** For `--subjects` and results. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly kind: SubjectKind;
  /** Why it cannot be measured here and what to install; `undefined` where it can. */
  missing(): Promise<string | undefined>;
  /** Starts it in a process of its own, on an empty folder or on what it has left in one. */
  start(folder: string): Promise<RunningSubject>;
}
