import type { ModelMessage, StepRequest } from "../model.ts";
import { countOf, type DemoCall, type DemoReply } from "./demo-reply.ts";
import { reportOutcomes, type ToolOutcome } from "./tool-report.ts";

/** Tools that come with a workspace folder. */
const WORKSPACE_TOOLS: ReadonlySet<string> = new Set([
  "read_file",
  "list_files",
  "search_files",
  "write_file",
  "edit_file",
  "run_command",
]);

/**
 * What to do with a step of a turn whose message asks for these tool calls: the calls of a round go out
 * together, and a round goes out when all of the one before have succeeded. After the last round, or one with
 * a failure, the reply reports what came of all of them. The rounds of a message bound its steps.
 */
export function replyWithTools(rounds: readonly (readonly DemoCall[])[], request: StepRequest): DemoReply {
  const done = finishedRounds(request);
  const next = rounds[done.length];
  const hasFailure = done.at(-1)?.some(({ isError }) => isError) ?? false;
  const report = reportOutcomes(done.flat());
  if (next === undefined || hasFailure) return { text: report };
  const missing = next.find(({ toolName }) => !isOffered(toolName, request));
  if (missing !== undefined)
    return { text: `${report}\n\n${explainMissing(missing.toolName, request)}`.trim() };
  return { text: announce(next, done.length === 0), calls: next };
}

/** The tool calls of this turn by step, oldest first, each with its outcome. */
export function finishedRounds({ messages }: StepRequest): readonly (readonly ToolOutcome[])[] {
  const ofTurn = messages.slice(messages.findLastIndex(({ role }) => role === "user") + 1);
  const results = new Map(
    ofTurn.flatMap((message) => (message.role === "tool" ? [[message.toolCallId, message] as const] : [])),
  );
  return ofTurn
    .map((message) =>
      callsOf(message).map((call): ToolOutcome => {
        const { result = "no result came", isError = true } = results.get(call.toolCallId) ?? {};
        return { call, result, isError };
      }),
    )
    .filter((outcomes) => outcomes.length > 0);
}

/** The tools that the step offers, as a list for a person. */
export function listTools({ tools }: StepRequest): string {
  if (tools.length === 0) return "This session has no tools.";
  const rows = tools.map(({ name, description }) => `- \`${name}\` – ${firstSentence(description)}`);
  return `This session has ${countOf(tools.length, "tool")}:\n\n${rows.join("\n")}`;
}

function callsOf(message: ModelMessage) {
  return message.role === "assistant" ? (message.toolCalls ?? []) : [];
}

function isOffered(toolName: string, { tools }: StepRequest): boolean {
  return tools.some(({ name }) => name === toolName);
}

function announce(calls: readonly DemoCall[], isFirst: boolean): string {
  const names = calls.map(({ toolName }) => `\`${toolName}\``).join(", ");
  const called = calls.length === 1 ? `the tool ${names}` : `${calls.length} tools at once: ${names}`;
  return isFirst ? `One of my rules fits, so I call ${called}.` : `That went well. Now I call ${called}.`;
}

function explainMissing(toolName: string, request: StepRequest): string {
  const missing = `One of my rules fits, but it needs the tool \`${toolName}\`, which this session does not have.`;
  const remedy = WORKSPACE_TOOLS.has(toolName)
    ? "It comes with a workspace folder: start the server with `--workspace` and the path of one."
    : "Its name must be written as the list of tools has it.";
  return [missing, remedy, listTools(request)].join(" ");
}

function firstSentence(description: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(description)?.[0] ?? description;
}
