import { type PlanTask, ToolFailure } from "@aiwhisperer/protocol";
import { COMMAND_MODEL } from "../../model/command-model.ts";
import type { PlanProblem, TaskAttempt, TaskFailure, TaskKind } from "../task-kind.ts";
import type { ToolRecord } from "../turn-record.ts";
import { jsonOf } from "./code-blocks.ts";
import { checkParameterNames } from "./parameters.ts";
import { turnFailure } from "./turn-outcome.ts";

/** The result of a `validation` task that succeeded. */
export interface Validated {
  /** With a schema: the value that fits it. */
  readonly value?: unknown;
  /** With a command: what it was. */
  readonly command?: string;
  /** With a command: what the tool that ran it gave. */
  readonly output?: unknown;
}

/** The parameters of the kind. At least one of `schema` and `command` is present. */
interface ValidationParameters {
  /** JSON Schema that an input has to fit. */
  readonly schema?: object | boolean;
  /** Name of that input. Default: the only one. */
  readonly input?: string;
  /** Whether the input is a text that holds JSON, which is checked in its place. Default false. */
  readonly json?: boolean;
  /** Command line that has to succeed in the workspace. */
  readonly command?: string;
}

const PARAMETERS = ["schema", "input", "json", "command"];

/**
 * `validation`: checks an input against a JSON Schema, runs a command as a tool call in a session of its own,
 * or both in this order. It fails with what is wrong; the result is a `Validated`.
 */
export const validation: TaskKind = {
  name: "validation",
  isRepeatable: true,
  check: (task) => [...checkParameterNames(task, PARAMETERS), ...checkSubject(task), ...checkTypes(task)],
  describeSession: (task) =>
    parametersOf(task).command === undefined ? undefined : { model: COMMAND_MODEL },
  async run(attempt) {
    const { schema, command } = parametersOf(attempt.task);
    const checked = schema === undefined ? {} : await checkInput(attempt, schema);
    if ("error" in checked) return checked;
    const ran = command === undefined ? {} : await runCommand(attempt, command);
    return "error" in ran ? ran : { result: { ...checked, ...ran } };
  },
};

function parametersOf({ parameters = {} }: PlanTask): ValidationParameters {
  // A plan whose tasks have other parameters is not started.
  return parameters;
}

function checkSubject(task: PlanTask): readonly PlanProblem[] {
  const { schema, command, input } = task.parameters ?? {};
  const names = Object.keys(task.inputs ?? {});
  if (schema === undefined && command === undefined) {
    return [{ path: "/parameters", message: "A validation needs a schema, a command, or both." }];
  }
  if (schema === undefined) return [];
  if (typeof input === "string" && !names.includes(input)) {
    return [{ path: "/parameters/input", message: `The task has no input "${input}".` }];
  }
  if (input === undefined && names.length !== 1) {
    return [{ path: "/parameters/input", message: "It has to say which of the task's inputs is checked." }];
  }
  return [];
}

function checkTypes({ parameters = {} }: PlanTask): readonly PlanProblem[] {
  const { schema, input, json, command } = parameters;
  const isCommand = command === undefined || (typeof command === "string" && command.trim() !== "");
  return [
    ...(schema === undefined || isSchema(schema)
      ? []
      : [{ path: "/parameters/schema", message: "A JSON Schema is an object, true or false." }]),
    ...(input === undefined || typeof input === "string"
      ? []
      : [{ path: "/parameters/input", message: "The name of an input is a text." }]),
    ...(json === undefined || typeof json === "boolean"
      ? []
      : [{ path: "/parameters/json", message: "It is true or false." }]),
    ...(isCommand
      ? []
      : [{ path: "/parameters/command", message: "A command is a text that says something." }]),
  ];
}

function isSchema(value: unknown): boolean {
  return typeof value === "boolean" || (typeof value === "object" && value !== null && !Array.isArray(value));
}

async function checkInput(attempt: TaskAttempt, schema: object | boolean): Promise<Validated | TaskFailure> {
  const { input, json } = parametersOf(attempt.task);
  const [first = ""] = attempt.inputs.keys();
  const name = input ?? first;
  const given = attempt.inputs.get(name);
  if (given === undefined || "error" in given) return invalid(`There is no result to check as ${name}.`);
  const read = json === true ? readJson(given.result) : { value: given.result };
  if (read === undefined) return invalid(`${name} holds no JSON, or more than one fenced block of it.`);
  const verdict = await attempt.schemas.check(schema, read.value, attempt.signal);
  switch (verdict.kind) {
    case "valid":
      return { value: read.value };
    case "invalid":
      return invalid(`${name} does not fit the schema:\n${verdict.faults}`);
    case "inapplicable":
      return {
        error: { code: "schema_inapplicable", message: `${name} was not checked. ${verdict.reason}` },
      };
  }
}

function readJson(result: unknown): { readonly value: unknown } | undefined {
  return typeof result === "string" ? jsonOf(result) : undefined;
}

async function runCommand(attempt: TaskAttempt, command: string): Promise<Validated | TaskFailure> {
  const turn = await attempt.ask(command);
  const failure = turnFailure(turn);
  if (failure !== undefined) return failure;
  const ran = turn.toolResults.at(-1);
  if (ran === undefined) return invalid("The command did not run.");
  return commandFailure(ran) ?? { command, output: ran.result };
}

function commandFailure({ failure, isError, result }: ToolRecord): TaskFailure | undefined {
  const text = typeof result === "string" ? result : JSON.stringify(result);
  if (failure === ToolFailure.Denied) return { error: { code: "denied", message: text }, isFinal: true };
  return isError ? invalid(text) : undefined;
}

function invalid(message: string): TaskFailure {
  return { error: { code: "validation_failed", message } };
}
