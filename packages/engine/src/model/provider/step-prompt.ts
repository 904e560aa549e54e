import type { LanguageModel } from "ai";
import type { ModelMessage, ModelToolCall, StepRequest } from "../model.ts";
import type { ToolNames } from "./tool-names.ts";

/** A model as the AI SDK's providers make it. */
export type SdkModel = Extract<LanguageModel, { specificationVersion: "v4" }>;

/** Settings of one call of it. */
export type SdkCall = Parameters<SdkModel["doStream"]>[0];

type SdkMessage = SdkCall["prompt"][number];
type SdkTool = Extract<NonNullable<SdkCall["tools"]>[number], { type: "function" }>;
type SdkToolOutput = Extract<
  Extract<SdkMessage, { role: "tool" }>["content"][number],
  { type: "tool-result" }
>["output"];
type SdkJson = Extract<SdkToolOutput, { type: "json" }>["value"];

/** A step in the AI SDK's words. An assistant message without text and calls is left out: providers refuse it. */
export function toSdkCall(request: StepRequest, names: ToolNames, abortSignal: AbortSignal): SdkCall {
  const system: SdkMessage[] =
    request.system === undefined ? [] : [{ role: "system", content: request.system }];
  const tools = request.tools.map(
    ({ name, description, inputSchema }): SdkTool => ({
      type: "function",
      name: names.encode(name),
      description,
      inputSchema: inputSchema as SdkTool["inputSchema"],
    }),
  );
  return {
    prompt: [...system, ...request.messages.flatMap((message) => toSdkMessages(message, names))],
    abortSignal,
    ...(tools.length === 0 ? {} : { tools }),
  };
}

function toSdkMessages(message: ModelMessage, names: ToolNames): SdkMessage[] {
  switch (message.role) {
    case "user":
      return [{ role: "user", content: [{ type: "text", text: message.text }] }];
    case "assistant": {
      const text = message.text === "" ? [] : [{ type: "text" as const, text: message.text }];
      const calls = (message.toolCalls ?? []).map((call) => toSdkToolCall(call, names));
      return text.length + calls.length === 0 ? [] : [{ role: "assistant", content: [...text, ...calls] }];
    }
    case "tool": {
      const { toolCallId } = message;
      const toolName = names.encode(message.toolName);
      return [
        {
          role: "tool",
          content: [{ type: "tool-result", toolCallId, toolName, output: toSdkOutput(message) }],
        },
      ];
    }
  }
}

/** Anthropic takes nothing but an object for arguments, and a model may have sent something else. */
function toSdkToolCall(call: ModelToolCall, names: ToolNames) {
  const given = call.arguments;
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
  return {
    type: "tool-call" as const,
    toolCallId: call.toolCallId,
    toolName: names.encode(call.toolName),
    input: isObject ? given : { value: given },
  };
}

function toSdkOutput({ result, isError }: Extract<ModelMessage, { role: "tool" }>): SdkToolOutput {
  if (typeof result === "string") return { type: isError ? "error-text" : "text", value: result };
  const value = (result ?? null) as SdkJson;
  return { type: isError ? "error-json" : "json", value };
}
