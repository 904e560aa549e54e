import type {
  SourcedTool,
  StepPart,
  StepRequest,
  Tool,
  ToolOutcome,
  ToolRunContext,
  ToolSource,
} from "@aiwhisperer/engine";
import { said } from "./scripted-model.ts";

/** A tool that a test writes, and that remembers how it was run. */
export interface ScriptedTool extends Tool {
  readonly runs: { readonly args: unknown; readonly signal: AbortSignal }[];
}

/** A tool of a test: by default it reads, may be repeated, and returns its arguments. */
export function tool(
  name: string,
  { run = async (args) => ({ result: args }), ...rest }: Partial<Omit<Tool, "name">> = {},
): ScriptedTool {
  const runs: ScriptedTool["runs"] = [];
  return {
    name,
    description: `The tool ${name}.`,
    inputSchema: { type: "object", properties: { value: { type: "string" } } },
    effect: "read",
    isRepeatable: true,
    ...rest,
    runs,
    run(args: unknown, call: ToolRunContext): Promise<ToolOutcome> {
      runs.push({ args, signal: call.signal });
      return run(args, call);
    },
  };
}

/** Tools as the source that an engine takes. */
export function sourceOf(...tools: readonly (Tool | SourcedTool)[]): ToolSource {
  return { name: "test", list: () => tools.map((entry) => ("tool" in entry ? entry : { tool: entry })) };
}

/** A tool by name, with its arguments. */
export type CalledTool = readonly [name: string, args: unknown];

/** Parts of a step in which a model calls tools, each as its name with its arguments. */
export function* calling(...calls: readonly CalledTool[]): Iterable<StepPart> {
  for (const [index, [toolName, args]] of calls.entries()) {
    yield { type: "toolCall", call: { toolCallId: `call-${index}`, toolName, arguments: args } };
  }
  yield { type: "finish", reason: "tool_calls", usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } };
}

/** Says what the tools of the turn gave, as JSON: one line a result. */
export function reportResults({ messages }: StepRequest): StepPart {
  const sinceUser = messages.slice(messages.findLastIndex(({ role }) => role === "user"));
  const results = sinceUser.flatMap((message) => (message.role === "tool" ? [message] : []));
  return said(
    results.map(({ result, isError }) => `${isError ? "!" : ""}${JSON.stringify(result)}`).join("\n"),
  );
}
