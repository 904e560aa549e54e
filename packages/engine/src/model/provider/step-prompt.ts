import type { ModelTool, StepRequest } from "../model.ts";
import { CallIds } from "./call-ids.ts";
import { type AnsweredCall, type HistoryBlock, toHistoryBlocks } from "./history-blocks.ts";
import type { PromptRules } from "./prompt-rules.ts";
import type { SdkCall } from "./sdk-types.ts";
import { readStepState, type StatePart, type StepStateData } from "./step-state.ts";
import type { ToolNames } from "./tool-names.ts";
import { toObjectSchema } from "./tool-schema.ts";
import { isBlank, toWellFormedJson } from "./well-formed.ts";

type SdkMessage = SdkCall["prompt"][number];
type SdkAnswer = Extract<SdkMessage, { role: "assistant" }>;
type SdkAnswerPart = SdkAnswer["content"][number];
type SdkTool = Extract<NonNullable<SdkCall["tools"]>[number], { type: "function" }>;
type SdkToolOutput = Extract<
  Extract<SdkMessage, { role: "tool" }>["content"][number],
  { type: "tool-result" }
>["output"];
type SdkJson = Extract<SdkToolOutput, { type: "json" }>["value"];
type AnswerBlock = Extract<HistoryBlock, { role: "assistant" }>;

/** The model that a step is written for. */
export interface PromptTarget {
  /** Id of the model: state that it made is sent back to it. */
  readonly source: string;
  readonly rules: PromptRules;
  readonly names: ToolNames;
}

const NO_OUTPUT = "(no output)";

/** Placeholder for missing thoughts, for providers that require some. */
const NO_THOUGHTS = " ";

/** A step in the AI SDK's words, in a form that the target's provider accepts whatever the history holds. */
export function toSdkCall(request: StepRequest, target: PromptTarget, abortSignal: AbortSignal): SdkCall {
  const system = request.system?.toWellFormed() ?? "";
  const tools = toSdkTools(request.tools, target);
  return {
    prompt: [
      ...(isBlank(system) ? [] : [{ role: "system" as const, content: system }]),
      ...toSdkMessages(toHistoryBlocks(request.messages, target.rules), target),
    ],
    abortSignal,
    ...(tools.length === 0 ? {} : { tools }),
  };
}

/** Of tools of the same name the first one is offered. */
function toSdkTools(tools: readonly ModelTool[], { rules, names }: PromptTarget): SdkTool[] {
  const byName = new Map<string, SdkTool>();
  for (const { name, description, inputSchema } of tools) {
    const encoded = names.encode(name);
    if (byName.has(encoded)) continue;
    byName.set(encoded, {
      type: "function",
      name: encoded,
      description: toDescription(description, encoded, rules),
      inputSchema: toObjectSchema(inputSchema, rules) as SdkTool["inputSchema"],
    });
  }
  return [...byName.values()];
}

function toDescription(given: string, name: string, { maxDescriptionLength }: PromptRules): string {
  const text = isBlank(given) ? name : given;
  const cut = text.length > maxDescriptionLength ? `${text.slice(0, maxDescriptionLength - 1)}…` : text;
  return cut.toWellFormed();
}

function toSdkMessages(blocks: readonly HistoryBlock[], target: PromptTarget): readonly SdkMessage[] {
  const ids = new CallIds(target.rules);
  const states = blocks.map((block) =>
    block.role === "assistant" ? readStepState(block.state, target.source) : undefined,
  );
  const field = target.rules.requiredField ?? states.find((state) => state?.field !== undefined)?.field;
  return blocks.flatMap((block, index): SdkMessage[] => {
    if (block.role === "user") return [{ role: "user", content: [{ type: "text", text: block.text }] }];
    const state = states[index];
    const answer = new AnswerParts(block, target, ids);
    for (const part of state?.parts ?? []) answer.add(part);
    return answer.toMessages(target.rules.thoughts === "field" ? toField(block, state, field) : undefined);
  });
}

/** A server that has sent thoughts may demand them with every call of tools. */
function toField(
  { calls }: AnswerBlock,
  state: StepStateData | undefined,
  field: string | undefined,
): SdkAnswer["providerOptions"] {
  const thoughts = state?.parts.map((part) => (part.type === "thought" ? part.text : "")).join("") ?? "";
  if (field === undefined || (thoughts === "" && calls.length === 0)) return undefined;
  return { openaiCompatible: { [field]: thoughts === "" ? NO_THOUGHTS : thoughts.toWellFormed() } };
}

/** Puts an answer together in the order in which it came; without state its text comes first. */
class AnswerParts {
  readonly #target: PromptTarget;
  readonly #ids: CallIds;
  readonly #parts: SdkAnswerPart[] = [];
  readonly #results: { readonly id: string; readonly answered: AnsweredCall }[] = [];
  readonly #calls: AnsweredCall[];
  #text: string;

  constructor(block: AnswerBlock, target: PromptTarget, ids: CallIds) {
    this.#text = block.text;
    this.#calls = [...block.calls];
    this.#target = target;
    this.#ids = ids;
  }

  add(part: StatePart): void {
    switch (part.type) {
      case "thought":
        if (this.#target.rules.thoughts === "parts") this.#parts.push(toReasoning(part));
        return;
      case "text":
        this.#addText(part.length);
        return;
      case "call":
        this.#addCall(part);
    }
  }

  toMessages(providerOptions: SdkAnswer["providerOptions"]): SdkMessage[] {
    this.#addText(this.#text.length);
    while (this.#calls.length > 0) this.#addCall();
    const options = providerOptions === undefined ? {} : { providerOptions };
    const answer: SdkAnswer = { role: "assistant", content: this.#parts, ...options };
    return [answer, ...this.#results.map(({ id, answered }) => this.#toResult(id, answered))];
  }

  #addText(length: number): void {
    const text = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    if (!isBlank(text)) this.#parts.push({ type: "text", text: text.toWellFormed() });
  }

  #addCall(part?: Extract<StatePart, { type: "call" }>): void {
    const answered = this.#calls.shift();
    if (answered === undefined) return;
    const { toolCallId, toolName, arguments: given } = answered.call;
    const id = this.#ids.next(toolCallId, part?.id);
    this.#parts.push({
      type: "tool-call",
      toolCallId: id,
      toolName: this.#target.names.encode(toolName),
      input: toArguments(given),
      ...(part?.options === undefined ? {} : { providerOptions: part.options }),
    });
    this.#results.push({ id, answered });
  }

  #toResult(toolCallId: string, { call, result, isError }: AnsweredCall): SdkMessage {
    const toolName = this.#target.names.encode(call.toolName);
    const output = toSdkOutput(result, isError);
    return { role: "tool", content: [{ type: "tool-result", toolCallId, toolName, output }] };
  }
}

function toReasoning({ text, options }: Extract<StatePart, { type: "thought" }>): SdkAnswerPart {
  return {
    type: "reasoning",
    text: text.toWellFormed(),
    ...(options === undefined ? {} : { providerOptions: options }),
  };
}

/** Providers take nothing but an object for arguments, and a model may have sent something else. */
function toArguments(given: unknown): unknown {
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
  return toWellFormedJson(isObject ? given : { value: given });
}

function toSdkOutput(result: unknown, isError: boolean): SdkToolOutput {
  if (result === undefined || (typeof result === "string" && isBlank(result))) {
    return { type: isError ? "error-text" : "text", value: NO_OUTPUT };
  }
  if (typeof result === "string")
    return { type: isError ? "error-text" : "text", value: result.toWellFormed() };
  return { type: isError ? "error-json" : "json", value: toWellFormedJson(result) as SdkJson };
}
