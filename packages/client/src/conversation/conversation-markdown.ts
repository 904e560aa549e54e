import { TurnStatus } from "@aiwhisperer/protocol";
import { listEntries } from "./conversation-entries.ts";
import { describeQuestion, describeToolCall } from "./entry-markdown.ts";
import type { ConversationEntry, SessionState, Turn, UserMessage } from "./session-state.ts";
import { findTurn } from "./turn-list.ts";

/** Options of a document about a conversation. */
export interface DocumentOptions {
  readonly title: string;
  /** A paragraph under the title. */
  readonly about?: string;
  /** Whether to include reasoning, folded. Default false. */
  readonly hasReasoning?: boolean;
}

/** Texts for turns that ended without a complete answer. */
const endings: ReadonlyMap<TurnStatus, string> = new Map([
  [TurnStatus.Cancelled, "The answer was stopped."],
  [TurnStatus.Failed, "The answer failed."],
  [TurnStatus.Interrupted, "A restart of the server cut the answer off."],
]);

/**
 * Writes a conversation as a Markdown document: the messages that the server has accepted, each under its
 * author, and the tool calls, each under the tool's name.
 */
export function toMarkdown(
  state: SessionState,
  { title, about = "", hasReasoning = false }: DocumentOptions,
): string {
  const entries = listEntries(state).filter(isTaken);
  const parts = [
    `# ${title}`,
    about,
    ...entries.flatMap((entry, index) => {
      const closesTurn = entries[index + 1]?.turnId !== entry.turnId;
      const asked = entry.role === "tool" ? questionsOf(state, entry.toolCallId) : [];
      return [...describe(entry, hasReasoning), ...asked, closesTurn ? ending(turnOf(state, entry)) : ""];
    }),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function questionsOf({ questions }: SessionState, toolCallId: string): readonly string[] {
  return questions.filter((question) => question.toolCallId === toolCallId).flatMap(describeQuestion);
}

function isTaken(entry: ConversationEntry): boolean {
  return entry.role !== "user" || entry.delivery === "sent";
}

function describe(entry: ConversationEntry, hasReasoning: boolean): readonly string[] {
  if (entry.role === "user") return ["## You", entry.text, exclusion(entry)];
  if (entry.role === "tool") return describeToolCall(entry);
  const { text, analysis, isFinal } = entry;
  const reasoning = `<details><summary>Reasoning</summary>\n\n${analysis}\n\n</details>`;
  return [
    "## Answer",
    hasReasoning && analysis !== "" ? reasoning : "",
    text.trimEnd(),
    isFinal ? "" : "> The answer is still being written.",
  ];
}

function exclusion({ excluded }: UserMessage): string {
  return excluded === undefined ? "" : `> Left out of later requests to models: ${excluded.reason}`;
}

function turnOf(state: SessionState, { turnId }: ConversationEntry): Turn | undefined {
  return turnId === undefined ? undefined : findTurn(state, turnId);
}

function ending(turn: Turn | undefined): string {
  const text = turn && endings.get(turn.status);
  return text === undefined ? "" : `> ${[text, turn?.error?.message].filter(Boolean).join(" ")}`;
}
