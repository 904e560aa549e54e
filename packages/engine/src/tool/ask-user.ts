import { readQuestionForm } from "@aiwhisperer/protocol/form";
import { ImpossibleCall, type Tool, type ToolAnswer, type ToolOutcome } from "./tool.ts";

/** Arguments of the tool. */
interface AskArguments {
  readonly question: string;
  readonly choices?: readonly string[];
  readonly several?: boolean;
  readonly form?: object;
}

const MAX_CHOICES = 50;

/**
 * The built-in tool `ask_user`: a model asks the person in front of the session, who answers on any screen;
 * the first answer counts. The question is durable: it stays open across a restart, until it is answered,
 * declined, or expires by `questionTimeoutMs`.
 */
export function createAskUserTool(): Tool {
  return {
    name: "ask_user",
    description:
      "Asks the person a question and waits for the answer. Use it when you cannot go on without a decision or a fact that only the person has; do not use it to ask whether to continue. Ask one thing. Give choices where there are some.",
    inputSchema: {
      type: "object",
      properties: {
        question: { type: "string", minLength: 1, description: "The question, as plain text." },
        choices: {
          type: "array",
          items: { type: "string", minLength: 1, maxLength: 200 },
          minItems: 2,
          maxItems: MAX_CHOICES,
          uniqueItems: true,
          description: "Possible answers. Without them the person writes a text.",
        },
        several: { type: "boolean", description: "Whether several choices may be taken. Default false." },
        form: {
          type: "object",
          description:
            "In place of choices: JSON Schema of an object whose properties are strings, numbers, booleans or enums, for an answer of several fields.",
        },
      },
      required: ["question"],
      additionalProperties: false,
    },
    effect: "read",
    isRepeatable: true,
    keepsQuestion: true,
    async run(args, { ask }) {
      const { question, form, ...rest } = args as AskArguments;
      const schema = form ?? answerSchema(rest);
      const read = readQuestionForm(schema);
      if ("problem" in read) throw new ImpossibleCall(`The form cannot be asked: ${read.problem}`);
      return toOutcome(await ask({ text: question, schema }), form === undefined);
    },
  };
}

/** Of an answer with one field, `answer`. */
function answerSchema({ choices, several = false }: Omit<AskArguments, "question" | "form">): object {
  const one = choices === undefined ? { type: "string", minLength: 1 } : { type: "string", enum: choices };
  const isList = choices !== undefined && several;
  const answer = isList ? { type: "array", items: one, minItems: 1 } : one;
  return { type: "object", properties: { answer: { title: "Answer", ...answer } }, required: ["answer"] };
}

function toOutcome(answer: ToolAnswer, isSingle: boolean): ToolOutcome {
  switch (answer.kind) {
    case "answered":
      return { result: isSingle ? answer.answer.answer : answer.answer };
    case "declined":
      return { result: "The person declined to answer. Go on without the answer, or say why you need it." };
    case "cancelled":
      return { result: "The question was not answered in time.", isError: true };
  }
}
