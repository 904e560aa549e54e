import { TurnStatus } from "@aiwhisperer/protocol";
import type { ChatMessage, SessionState, Turn } from "./session-state.ts";
import { findTurn } from "./turn-list.ts";

/** What a document about a conversation says beside its messages. */
export interface DocumentOptions {
  readonly title: string;
  /** A paragraph under the title; absent when there is nothing to say. */
  readonly about?: string;
  /** Whether reasoning is in it, folded. Default false. */
  readonly hasReasoning?: boolean;
}

/** How a turn ended that gave no whole answer. */
const endings: ReadonlyMap<TurnStatus, string> = new Map([
  [TurnStatus.Cancelled, "The answer was stopped."],
  [TurnStatus.Failed, "The answer failed."],
  [TurnStatus.Interrupted, "A restart of the server cut the answer off."],
]);

/** A conversation as a Markdown document: what the server has taken of it, each message under who said it. */
export function toMarkdown(
  state: SessionState,
  { title, about = "", hasReasoning = false }: DocumentOptions,
): string {
  const messages = state.messages.filter(isTaken);
  const parts = [
    `# ${title}`,
    about,
    ...messages.flatMap((message, index) => {
      const closesTurn = messages[index + 1]?.turnId !== message.turnId;
      return [...describe(message, hasReasoning), closesTurn ? ending(turnOf(state, message)) : ""];
    }),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function isTaken(message: ChatMessage): boolean {
  return message.role === "assistant" || message.delivery === "sent";
}

function describe(message: ChatMessage, hasReasoning: boolean): readonly string[] {
  if (message.role === "user") return ["## You", message.text];
  const { text, analysis, isFinal } = message;
  const reasoning = `<details><summary>Reasoning</summary>\n\n${analysis}\n\n</details>`;
  return [
    "## Answer",
    hasReasoning && analysis !== "" ? reasoning : "",
    text.trimEnd(),
    isFinal ? "" : "> The answer is still being written.",
  ];
}

function turnOf(state: SessionState, { turnId }: ChatMessage): Turn | undefined {
  return turnId === undefined ? undefined : findTurn(state, turnId);
}

function ending(turn: Turn | undefined): string {
  const text = turn && endings.get(turn.status);
  return text === undefined ? "" : `> ${[text, turn?.error?.message].filter(Boolean).join(" ")}`;
}
