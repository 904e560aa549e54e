import { createValidator, isPlan, type Plan, schemaOfPlan } from "@aiwhisperer/protocol";
import { checkPlan } from "../check-plan.ts";
import type { PlanKinds, PlanProblem, TaskKind } from "../task-kind.ts";
import { jsonOf } from "./code-blocks.ts";
import { checkInstructions, checkParameterNames } from "./parameters.ts";
import { taskContext, taskModel, taskPrompt } from "./task-prompt.ts";
import { answerOf, turnFailure } from "./turn-outcome.ts";

const planValidator = createValidator(isPlan, schemaOfPlan);

const MAX_PROBLEMS = 20;

/** What a model that takes schemas is asked for: the outline of a plan. The validator knows more. */
const PLAN_SCHEMA = {
  type: "object",
  required: ["name", "tasks"],
  properties: {
    name: { type: "string" },
    tasks: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "kind"],
        properties: {
          id: { type: "string" },
          kind: { type: "string" },
          title: { type: "string" },
          instructions: { type: "string" },
          inputs: { type: "object", additionalProperties: { type: "string" } },
          dependsOn: { type: "array", items: { type: "string" } },
        },
      },
    },
  },
};

/**
 * `planning`: asks a model for a plan. Returns a faulty plan to the model with its faults until it is valid
 * or the retries are used up. The result is a plan that can be started as it is.
 */
export function createPlanning(kinds: PlanKinds): TaskKind {
  return {
    name: "planning",
    isRepeatable: false,
    check: (task) => [...checkInstructions(task), ...checkParameterNames(task, [])],
    describeSession: (task, plan) => ({
      ...taskModel(task, plan),
      ...taskContext(plan, planFormat(kinds.names)),
    }),
    async run(attempt) {
      let message = taskPrompt(attempt);
      for (let correction = 0; ; correction += 1) {
        const turn = await attempt.ask(message, { schema: PLAN_SCHEMA });
        const failure = turnFailure(turn);
        // What is wrong with an answer of another form is said below; a fenced block is read all the same.
        if (failure !== undefined && failure.error.code !== "invalid_output") return failure;
        const read = readPlan(answerOf(turn), kinds);
        if ("plan" in read) return { result: read.plan };
        const faults = listProblems(read.problems);
        if (correction === attempt.limits.maxPlanCorrections) {
          return {
            error: { code: "invalid_plan", message: `The model gave no plan that can be run.\n${faults}` },
          };
        }
        message = `This plan cannot be run:\n${faults}\nReturn the complete corrected plan.`;
      }
    },
  };
}

function readPlan(
  answer: string,
  kinds: PlanKinds,
): { readonly plan: Plan } | { readonly problems: readonly PlanProblem[] } {
  const json = jsonOf(answer);
  if (json === undefined) {
    return {
      problems: [
        {
          path: "",
          message: "The answer must be one JSON object, or hold exactly one fenced block of JSON.",
        },
      ],
    };
  }
  const { value } = json;
  if (!planValidator.is(value)) return { problems: planValidator.faults(value) };
  const problems = checkPlan(value, kinds);
  return problems.length === 0 ? { plan: value } : { problems };
}

function listProblems(problems: readonly PlanProblem[]): string {
  const lines = problems.slice(0, MAX_PROBLEMS).map(({ path, message }) => `- ${path || "/"}: ${message}`);
  const rest = problems.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
}

function planFormat(kinds: readonly string[]): string {
  return `You make plans. Answer with one JSON object and nothing else:
{"name": "…", "tasks": [{"id": "…", "kind": "…", "title": "…", "instructions": "…", "inputs": {"name": "id of another task"}, "dependsOn": ["id of another task"]}]}
Each task has an id of its own, at most 64 characters long, and one of these kinds: ${kinds.join(", ")}. The instructions must contain everything that is needed for the task: this conversation is not visible during the task. "inputs" passes the results of other tasks to a task, under the names that its instructions use; "dependsOn" only makes it wait for them. Both may be left out. Tasks must not depend on each other in a circle; those that do not depend on each other are carried out at the same time.`;
}
