import type { Plan, PlanTask, ResponseFormat, TurnError } from "@aiwhisperer/protocol";
import type { EngineLimits } from "../kit/limits.ts";
import type { SchemaChecker } from "../schema/schema-checker.ts";

import type { TurnRecord } from "./turn-record.ts";

/** One way in which a plan cannot be run. */
export interface PlanProblem {
  /** JSON Pointer (RFC 6901) into the plan, such as `/tasks/3/dependsOn/0`. */
  readonly path: string;
  readonly message: string;
}

/** The work of the tasks of one kind, built in or of a plug-in. */
export interface TaskKind {
  /** The value of `kind` in a task. */
  readonly name: string;
  /**
   * Whether an attempt that a crash cut off is run again; otherwise it has failed. Read only for attempts
   * without a session: an attempt with a session resumes in it.
   */
  readonly isRepeatable: boolean;
  /**
   * Returns the faults of a task of this kind. Paths begin inside the task, such as `/parameters/schema`.
   * Called before a plan starts.
   */
  check(task: PlanTask): readonly PlanProblem[];
  /**
   * Returns the parameters of an attempt's session; `undefined` for a task that needs none. Must return the
   * same for every call.
   */
  describeSession(task: PlanTask, plan: Plan): TaskSessionParams | undefined;
  /**
   * Does the work of one attempt. After a restart it runs again from its beginning, and each message that it
   * had sent resolves with the same turn: its messages must depend only on the attempt and on earlier turns.
   * A rejection counts as a failure inside the server. An outcome after the signal has aborted is dropped.
   */
  run(attempt: TaskAttempt): Promise<TaskOutcome>;
}

/** Parameters of a task's session. */
export interface TaskSessionParams {
  /** Default: the server's default model. */
  readonly model?: string;
  /** System prompt. */
  readonly context?: string;
}

/** One attempt of a task, as its kind sees it. */
export interface TaskAttempt {
  readonly planId: string;
  readonly plan: Plan;
  readonly task: PlanTask;
  /** From 1 on. */
  readonly attempt: number;
  /** By the task's names for them. */
  readonly inputs: ReadonlyMap<string, TaskInput>;
  readonly limits: PlanLimits;
  /** Checks values against JSON Schemas of the plan without keeping the event loop from other work. */
  readonly schemas: SchemaChecker;
  /** Aborts when the attempt is abandoned. */
  readonly signal: AbortSignal;
  /**
   * Sends a message into the task's session exactly once, also across restarts. Resolves when its turn has
   * ended. Rejects for a task without a session, when the session cannot be used, and when the signal aborts.
   * With a format the answer has that form, or the turn fails as `invalid_output`.
   */
  ask(message: string, responseFormat?: ResponseFormat): Promise<TurnRecord>;
}

/** The result of another task, or why there is none. */
export type TaskInput =
  | { readonly taskId: string; readonly result: unknown }
  | { readonly taskId: string; readonly error: TurnError };

/** The outcome of an attempt. */
export type TaskOutcome = { readonly result: unknown } | TaskFailure;

/** The failure of an attempt. */
export interface TaskFailure {
  /** Codes are the kind's own. */
  readonly error: TurnError;
  /**
   * Whether retries are pointless, such as after a denial by a person. Default: the task's `retries` decide.
   */
  readonly isFinal?: boolean;
}

/** The bounds of the engine that concern plans. */
export type PlanLimits = Pick<
  EngineLimits,
  "maxParallelTasks" | "maxTaskInputLength" | "maxPlanCorrections" | "maxJsonDepth"
>;

/** The kinds of tasks that plans can have, by name: those of the server and those of plug-ins. */
export class PlanKinds {
  readonly #kinds = new Map<string, TaskKind>();

  /** Adds kinds. Throws when a name is taken. */
  add(...kinds: readonly TaskKind[]): void {
    for (const kind of kinds) {
      if (this.#kinds.has(kind.name)) throw new Error(`the task kind ${kind.name} is there already`);
      this.#kinds.set(kind.name, kind);
    }
  }

  find(name: string): TaskKind | undefined {
    return this.#kinds.get(name);
  }

  /** Names of all kinds, in the order in which they were added. */
  get names(): readonly string[] {
    return [...this.#kinds.keys()];
  }
}
