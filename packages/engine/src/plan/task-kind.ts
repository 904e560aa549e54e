import type { Plan, PlanTask, TurnError } from "@aiwhisperer/protocol";
import type { SchemaChecker } from "../schema/schema-checker.ts";
import type { PlanLimits } from "./plan-limits.ts";
import type { TurnRecord } from "./turn-record.ts";

/** One way in which a plan cannot be run. */
export interface PlanProblem {
  /** JSON Pointer (RFC 6901) into the plan, such as `/tasks/3/dependsOn/0`. */
  readonly path: string;
  readonly message: string;
}

/** What the tasks of one kind do. Those of the server and those of plug-ins are alike. */
export interface TaskKind {
  /** What `kind` of a task says. */
  readonly name: string;
  /**
   * Whether an attempt that a crash cut off is simply run again. Asked for attempts without a session only: with a session they go on
   * where it is. An attempt that is not repeatable counts as failed then.
   */
  readonly isRepeatable: boolean;
  /** What is wrong with a task of this kind; paths begin inside the task, such as `/parameters/schema`. Called before a plan starts. */
  check(task: PlanTask): readonly PlanProblem[];
  /** What the session of an attempt is started with; `undefined` for a task that needs none. Must be the same whenever it is asked. */
  describeSession(task: PlanTask, plan: Plan): TaskSessionParams | undefined;
  /**
   * Does the work of one attempt. After a restart it is run again from its beginning, and every message that it had sent before gives the
   * same turn again: what it asks must follow from the attempt and the turns before alone. A rejection counts as a failure
   * inside the server; what it gives after the signal has aborted is ignored.
   */
  run(attempt: TaskAttempt): Promise<TaskOutcome>;
}

/** What a task's session is started with. */
export interface TaskSessionParams {
  /** Default: the server's default model. */
  readonly model?: string;
  /** System prompt. */
  readonly context?: string;
}

/** What a kind knows of the attempt that it runs. */
export interface TaskAttempt {
  readonly planId: string;
  readonly plan: Plan;
  readonly task: PlanTask;
  /** From 1 on. */
  readonly attempt: number;
  /** By the names that the task gives them. */
  readonly inputs: ReadonlyMap<string, TaskInput>;
  readonly limits: PlanLimits;
  /** Checks values against JSON Schemas of the plan without keeping the event loop from other work. */
  readonly schemas: SchemaChecker;
  /** Aborts when the attempt is given up. */
  readonly signal: AbortSignal;
  /**
   * Sends a message into the task's session, once however often the server restarts, and resolves when its turn has ended.
   * Rejects for a task without a session, when the session cannot be used, and when the signal aborts.
   */
  ask(message: string): Promise<TurnRecord>;
}

/** What another task has for this one: its result, or why there is none. */
export type TaskInput =
  | { readonly taskId: string; readonly result: unknown }
  | { readonly taskId: string; readonly error: TurnError };

/** How an attempt ended. */
export type TaskOutcome = { readonly result: unknown } | TaskFailure;

/** Why an attempt failed. */
export interface TaskFailure {
  /** Codes are the kind's own. */
  readonly error: TurnError;
  /** Whether a further attempt is out of the question, such as after a person's no. Default: the task's retries decide. */
  readonly isFinal?: boolean;
}
