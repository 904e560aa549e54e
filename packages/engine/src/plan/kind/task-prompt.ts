import type { Plan, PlanTask } from "@aiwhisperer/protocol";
import type { TaskAttempt, TaskInput } from "../task-kind.ts";

/** Returns the prompt of a task: the instructions, then each input under its name. */
export function taskPrompt({ task, inputs, limits }: TaskAttempt): string {
  const sections = [...inputs].map(([name, input]) => inputSection(name, input, limits.maxTaskInputLength));
  return [task.instructions ?? "", ...sections].join("\n\n");
}

/** The system prompt of a task: the plan's own, then what its kind adds. */
export function taskContext({ context }: Plan, addition?: string): { readonly context?: string } {
  const parts = [context, addition].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? {} : { context: parts.join("\n\n") };
}

function inputSection(name: string, input: TaskInput, maxLength: number): string {
  if ("error" in input) {
    return `## ${name}\n\nThere is no result of the task ${input.taskId}: ${input.error.message}`;
  }
  const isText = typeof input.result === "string";
  const text = isText ? String(input.result) : JSON.stringify(input.result, undefined, 2);
  const shown = text.slice(0, maxLength).toWellFormed();
  const fence = fenceFor(shown);
  const notice =
    text.length > maxLength
      ? `\n\nThis was cut: ${maxLength} of ${text.length} characters are shown (limit maxTaskInputLength).`
      : "";
  const language = isText ? "" : "json";
  return `## ${name}\n\nResult of the task ${input.taskId}:\n\n${fence}${language}\n${shown}\n${fence}${notice}`;
}

/** A fence that nothing in the text can close. */
function fenceFor(text: string): string {
  const longest = (text.match(/`{3,}/gu) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  return "`".repeat(longest + 1);
}

/** The model that a task asks: its own choice, else the plan's. */
export function taskModel(task: PlanTask, plan: Plan): { readonly model?: string } {
  const model = task.model ?? plan.model;
  return model === undefined ? {} : { model };
}
