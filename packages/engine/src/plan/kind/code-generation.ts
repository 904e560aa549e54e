import { ToolDisplayKind } from "@aiwhisperer/protocol";
import type { TaskKind } from "../task-kind.ts";
import type { TurnRecord } from "../turn-record.ts";
import { type CodeBlock, codeBlocksOf } from "./code-blocks.ts";
import { checkInstructions, checkParameterNames } from "./parameters.ts";
import { taskContext, taskModel, taskPrompt } from "./task-prompt.ts";
import { answerOf, turnFailure } from "./turn-outcome.ts";

/** The result of a `code_generation` task. */
export interface GeneratedCode {
  /** Text of the answer. */
  readonly text: string;
  /** Fenced code of all messages of the turn. */
  readonly codeBlocks: readonly CodeBlock[];
  /** Paths of the files that tools wrote, each once. */
  readonly files: readonly string[];
}

const CONTEXT =
  "You write code. Where there are tools that write files, use them for code that belongs in files. Put any other code in fenced blocks, each with its language. Write complete code: leave nothing out and no placeholders.";

/**
 * `code_generation`: one turn that is asked for code. The result is a `GeneratedCode`; a turn that gave no
 * code and wrote no file has failed.
 */
export const codeGeneration: TaskKind = {
  name: "code_generation",
  isRepeatable: false,
  check: (task) => [...checkInstructions(task), ...checkParameterNames(task, [])],
  describeSession: (task, plan) => ({ ...taskModel(task, plan), ...taskContext(plan, CONTEXT) }),
  async run(attempt) {
    const turn = await attempt.ask(taskPrompt(attempt));
    const failure = turnFailure(turn);
    if (failure !== undefined) return failure;
    const result = generatedCode(turn);
    if (result.codeBlocks.length > 0 || result.files.length > 0) return { result };
    return { error: { code: "no_code", message: "The answer has no code, and no file was written." } };
  },
};

function generatedCode(turn: TurnRecord): GeneratedCode {
  const files = turn.toolResults.flatMap(({ isError, display }) =>
    !isError && display?.kind === ToolDisplayKind.Diff && display.title !== undefined ? [display.title] : [],
  );
  return {
    text: answerOf(turn),
    codeBlocks: turn.answers.flatMap(codeBlocksOf),
    files: [...new Set(files)],
  };
}
