import type { PlanTask, TaskState } from "@aiwhisperer/protocol";
import type { Clock } from "../kit/clock.ts";
import { EngineFault, type EngineFaultDetails } from "../kit/engine-fault.ts";
import { toJsonValue } from "../kit/json/json-value.ts";
import { isDeeperThan } from "../kit/json/measure-json.ts";
import type { SchemaCheckers } from "../schema/schema-checker.ts";
import type { PlanState } from "../state/plan-state.ts";
import type { PlanHost, TaskSessionStart } from "./plan-host.ts";
import type { PlanKinds, PlanLimits, TaskFailure, TaskInput, TaskKind, TaskOutcome } from "./task-kind.ts";
import { TaskSession } from "./task-session.ts";
import type { TurnEndings } from "./turn-endings.ts";

/** The environment that attempts share. */
export interface AttemptEnvironment {
  readonly host: PlanHost;
  readonly kinds: PlanKinds;
  readonly limits: PlanLimits;
  readonly schemas: SchemaCheckers;
  readonly clock: Clock;
  readonly endings: TurnEndings;
  /** Called for a defect, such as a kind that throws. */
  readonly onError: (planId: string, error: unknown) => void;
}

/** An attempt whose status Running is in the log. */
export interface AttemptOptions {
  readonly environment: AttemptEnvironment;
  readonly owner: { readonly ownerId: string; readonly userLabel: string };
  /** The state of the plan when the attempt began, or was resumed after a restart. */
  readonly state: PlanState;
  readonly task: PlanTask;
  readonly progress: TaskState;
  readonly isHeld: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * Runs one attempt of a task to its outcome, from its beginning or from the state of its session. Resolves
 * with `undefined` if the signal aborts first. What a kind throws becomes a failure. Never rejects.
 */
export async function runAttempt(options: AttemptOptions): Promise<TaskOutcome | undefined> {
  const { environment, state, task, signal } = options;
  const kind = environment.kinds.find(task.kind);
  try {
    const outcome = kind === undefined ? await giveUpKind(options) : await runKind(kind, options);
    return signal.aborted ? undefined : toSoundOutcome(outcome, task, environment.limits);
  } catch (error) {
    if (signal.aborted) return undefined;
    if (error instanceof EngineFault) return outcomeOfFault(error);
    environment.onError(state.planId, error);
    return failed("internal", "The task failed inside the server.");
  }
}

/** A kind's outcome, also that of a plug-in, in the form that an event can hold. */
function toSoundOutcome(outcome: TaskOutcome, { kind }: PlanTask, limits: PlanLimits): TaskOutcome {
  if (typeof outcome !== "object" || outcome === null) {
    return failed("invalid_result", `The kind ${kind} returned no outcome.`);
  }
  if (!("result" in outcome)) return toSoundFailure(outcome);
  if (isDeeperThan(outcome.result, limits.maxJsonDepth)) return tooDeep(limits);
  const result = toJsonValue(outcome.result ?? null)?.value;
  return result === undefined
    ? failed("invalid_result", `The kind ${kind} returned a result that is not JSON.`)
    : { result };
}

function toSoundFailure({ error, isFinal }: TaskFailure): TaskOutcome {
  const { code, message }: { readonly code?: unknown; readonly message?: unknown } = error ?? {};
  const words = typeof message === "string" ? message : "The task failed and does not say why.";
  return { ...failed(typeof code === "string" ? code : "internal", words), isFinal: isFinal === true };
}

/** Fails a task whose kind was removed with its plug-in. Stops its session, whose result would be dropped. */
async function giveUpKind({ environment, owner, task, progress }: AttemptOptions): Promise<TaskOutcome> {
  const { taskSessionId } = progress;
  const { ownerId } = owner;
  if (taskSessionId !== undefined) await environment.host.stop({ ownerId, sessionId: taskSessionId });
  return failed("unknown_kind", `The kind ${task.kind} is not there any more.`);
}

async function runKind(kind: TaskKind, options: AttemptOptions): Promise<TaskOutcome> {
  const { environment, owner, state, task, progress, signal } = options;
  const session = createSession(kind, options);
  await session?.open();
  return kind.run({
    planId: state.planId,
    plan: state.plan,
    task,
    attempt: progress.attempt,
    inputs: inputsOf(state, task),
    limits: environment.limits,
    schemas: environment.schemas.for(owner.ownerId),
    signal,
    ask: async (message, responseFormat) => {
      if (session === undefined) throw new Error(`the task ${task.id} has no session to ask in`);
      return session.ask(message, responseFormat);
    },
  });
}

/** A result that is nested too deep could not be written; a part of it would be another result. */
function tooDeep({ maxJsonDepth }: PlanLimits): TaskOutcome {
  return failed(
    "result_too_deep",
    `The result is nested deeper than ${maxJsonDepth} levels (limit maxJsonDepth).`,
  );
}

function createSession(kind: TaskKind, options: AttemptOptions): TaskSession | undefined {
  const { environment, owner, state, task, progress, isHeld, signal } = options;
  const params = kind.describeSession(task, state.plan);
  if (progress.taskSessionId === undefined || params === undefined) return undefined;
  const { planId } = state;
  const start: TaskSessionStart = {
    ...owner,
    sessionId: progress.taskSessionId,
    planId,
    taskId: task.id,
    params,
  };
  return new TaskSession({ ...environment, start, isHeld, signal });
}

function inputsOf(state: PlanState, { inputs = {} }: PlanTask): ReadonlyMap<string, TaskInput> {
  return new Map(
    Object.entries(inputs).map(([name, taskId]) => {
      const { result, error } = state.tasks.get(taskId)?.progress ?? {};
      return [name, error === undefined ? { taskId, result } : { taskId, error }];
    }),
  );
}

/**
 * A command to the task's session that was refused. A session that a person has stopped is not tried again.
 */
function outcomeOfFault({ refusal, message }: EngineFault): TaskOutcome {
  const { code } = refusal;
  switch (code) {
    case "session_stopped":
      return { ...failed("cancelled", "The task's session was stopped."), isFinal: true };
    case "session_not_found":
      return { ...failed("cancelled", "The task's session was deleted."), isFinal: true };
    case "limit_exceeded":
      return failed(code, limitText(refusal));
    default:
      return failed(code, ("reason" in refusal ? refusal.reason : undefined) ?? message);
  }
}

function limitText({ limit, value, reason }: EngineFaultDetails["limit_exceeded"]): string {
  const text = `A limit of the server was reached: ${limit} (${value}).`;
  return reason === undefined ? text : `${text} ${reason}`;
}

function failed(code: string, message: string) {
  return { error: { code, message } };
}
