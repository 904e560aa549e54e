import type { StepPart, StepRequest } from "@aiwhisperer/engine";
import { finished, hang, ScriptedModel, said } from "../../support/scripted-model.ts";

const markdown = `# A heading

Some *emphasis*, **strength**, ~~what is gone~~, \`code\`, [a link](https://example.org), ![an image](https://example.org/a.png)
and a formula \\(x_1 + y_2\\).

1. one
2. two
   - [x] done
   - [ ] not done

> A quotation

| left | right |
|---|--:|
| a | 1 |

\`\`\`ts
// A remark
const text: string = "text" + 1;
\`\`\`

---

${"> ".repeat(60)}too deep`;

const coloured = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((colour) => [
  String.raw`\033[3${colour}mcolour\033[0m `,
  String.raw`\033[9${colour}mbright\033[0m `,
  String.raw`\033[4${colour}mbackground\033[0m `,
]);

const call = (toolName: string, args: object): StepPart => ({
  type: "toolCall",
  call: { toolCallId: `call-${Math.random()}`, toolName, arguments: args },
});

/** A model that a first word of the message makes show one kind of entry each. */
export function createAllKindsModel(): ScriptedModel {
  return new ScriptedModel(async function* (request) {
    const question = request.messages.findLast(({ role }) => role === "user");
    const word = question?.role === "user" ? question.text : "";
    const isFirst = request.messages.at(-1)?.role === "user";
    if (!isFirst) yield* [said("That was it."), finished];
    else yield* answerTo(word, request);
  });
}

async function* answerTo(word: string, request: StepRequest): AsyncIterable<StepPart> {
  switch (word) {
    case "think":
      yield { type: "delta", channel: "analysis", text: "Some *thoughts*." };
      yield* [said(markdown), finished];
      return;
    case "run":
      yield call("run_command", { command: `printf '${coloured.join("")}'` });
      break;
    case "write":
      yield call("write_file", { path: "notes.txt", content: "one\ntwo\n" });
      break;
    case "ask":
      yield call("ask_all", {});
      break;
    case "fail":
      yield {
        type: "fault",
        fault: { code: "provider_error", message: "The provider is out of order.", retryable: false },
      };
      return;
    case "wait":
      yield said("A beginning, and then ");
      await hang(request);
      return;
    default:
      yield* [said("Yes."), finished];
      return;
  }
  yield { type: "finish", reason: "tool_calls", usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 } };
}
