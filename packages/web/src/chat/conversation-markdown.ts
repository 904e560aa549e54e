import { type ChatMessage, findTurn, type SessionState, type Turn } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";

/** What a conversation is called, and which model answers in it, where that is known. */
export interface ConversationFacts {
  readonly title: string;
  readonly model: string | undefined;
}

/** How a turn ended that gave no whole answer. */
const endings: ReadonlyMap<TurnStatus, string> = new Map([
  [TurnStatus.Cancelled, "The answer was stopped."],
  [TurnStatus.Failed, "The answer failed."],
  [TurnStatus.Interrupted, "A restart of the server cut the answer off."],
]);

/** A conversation as a Markdown document: what the server has taken of it, each message under who said it. */
export function toMarkdown(state: SessionState, { title, model }: ConversationFacts): string {
  const messages = state.messages.filter(isTaken);
  const parts = [
    `# ${title}`,
    model === undefined ? "" : `*Answers by ${model}*`,
    ...messages.flatMap((message, index) => {
      const closesTurn = messages[index + 1]?.turnId !== message.turnId;
      return [...describe(message), closesTurn ? ending(turnOf(state, message)) : ""];
    }),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** A name for the document's file: the words of the title that every file system takes. */
export function markdownFileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = words.join("-").slice(0, 60).replace(/-$/, "");
  return `${name || "conversation"}.md`;
}

function isTaken(message: ChatMessage): boolean {
  return message.role === "assistant" || message.delivery === "sent";
}

function describe(message: ChatMessage): readonly string[] {
  if (message.role === "user") return ["## You", message.text];
  const { text, isFinal } = message;
  return ["## Answer", text.trimEnd(), isFinal ? "" : "> The answer is still being written."];
}

function turnOf(state: SessionState, { turnId }: ChatMessage): Turn | undefined {
  return turnId === undefined ? undefined : findTurn(state, turnId);
}

function ending(turn: Turn | undefined): string {
  const text = turn && endings.get(turn.status);
  return text === undefined ? "" : `> ${[text, turn?.error?.message].filter(Boolean).join(" ")}`;
}
