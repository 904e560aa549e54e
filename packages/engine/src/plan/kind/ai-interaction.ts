import type { TaskKind } from "../task-kind.ts";
import { checkInstructions, checkParameterNames } from "./parameters.ts";
import { taskContext, taskModel, taskPrompt } from "./task-prompt.ts";
import { answerOf, turnFailure } from "./turn-outcome.ts";

/**
 * `ai_interaction`: one turn with the task's instructions and inputs. The result is the text of its answer.
 */
export const aiInteraction: TaskKind = {
  name: "ai_interaction",
  isRepeatable: false,
  check: (task) => [...checkInstructions(task), ...checkParameterNames(task, [])],
  describeSession: (task, plan) => ({ ...taskModel(task, plan), ...taskContext(plan) }),
  async run(attempt) {
    const turn = await attempt.ask(taskPrompt(attempt));
    const failure = turnFailure(turn);
    if (failure !== undefined) return failure;
    const text = answerOf(turn);
    if (text !== "") return { result: text };
    return { error: { code: "no_answer", message: "The model said nothing." } };
  },
};
