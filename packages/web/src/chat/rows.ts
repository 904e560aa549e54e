import type { AssistantMessage, ChatMessage, SessionState, Turn, UserMessage } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";

/** A row of the transcript. `key` stays the same as long as the row means the same. */
export type Row =
  | {
      readonly kind: "user";
      readonly key: string;
      readonly message: UserMessage;
      readonly turn: Turn | undefined;
    }
  | {
      readonly kind: "assistant";
      readonly key: string;
      readonly message: AssistantMessage;
      readonly turn: Turn | undefined;
    }
  /** The model is at work and there is nothing to read yet. */
  | { readonly kind: "waiting"; readonly key: string; readonly turn: Turn }
  /** The turn ended otherwise than by a complete answer. */
  | {
      readonly kind: "ending";
      readonly key: string;
      readonly turn: Turn;
      /** What had been asked. */
      readonly question: string;
      /** Whether nothing has been asked since. */
      readonly isLatest: boolean;
    };

const working: ReadonlySet<TurnStatus> = new Set([
  TurnStatus.Running,
  TurnStatus.AwaitingTool,
  TurnStatus.AwaitingApproval,
]);

const cutShort: ReadonlySet<TurnStatus> = new Set([
  TurnStatus.Failed,
  TurnStatus.Cancelled,
  TurnStatus.Interrupted,
]);

/** The transcript of a session: its messages, and after each turn's last message what else there is to say about the turn. */
export function toRows({ messages, turns }: Pick<SessionState, "messages" | "turns">): Row[] {
  const turnById = new Map(turns.map((turn) => [turn.turnId, turn]));
  const rows: Row[] = [];
  let question = "";
  messages.forEach((message, index) => {
    const turn = turnById.get(message.turnId ?? "");
    if (message.role === "user") {
      question = message.text;
      rows.push({ kind: "user", key: message.key, message, turn });
    } else if (isShown(message, turn)) {
      rows.push({ kind: "assistant", key: message.key, message, turn });
    }
    const next = messages[index + 1];
    const closesTurn = next?.turnId !== message.turnId || next?.role === "user";
    if (!turn || !closesTurn) return;
    if (cutShort.has(turn.status)) {
      const isLatest = next === undefined;
      rows.push({ kind: "ending", key: `${turn.turnId}:ending`, turn, question, isLatest });
    } else if (working.has(turn.status) && (turn.notice || !isGrowing(message))) {
      rows.push({ kind: "waiting", key: `${turn.turnId}:waiting`, turn });
    }
  });
  return rows;
}

/** Whether there is something to read, or the answer is complete and that nothing is said is what there is to say. */
function isShown(message: AssistantMessage, turn: Turn | undefined): boolean {
  return hasText(message) || turn?.status === TurnStatus.Completed;
}

function isGrowing(message: ChatMessage): boolean {
  return message.role === "assistant" && !message.isFinal && hasText(message);
}

function hasText({ text, analysis, commentary }: AssistantMessage): boolean {
  return text !== "" || analysis !== "" || commentary !== "";
}
