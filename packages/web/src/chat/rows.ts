import type { AssistantMessage, SessionState, Turn, UserMessage } from "@aiwhisperer/client";
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
  /** The turn ended otherwise than by a complete answer; `question` is what was asked. */
  | { readonly kind: "ending"; readonly key: string; readonly turn: Turn; readonly question: string };

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
    const turn = message.turnId === undefined ? undefined : turnById.get(message.turnId);
    if (message.role === "user") {
      question = message.text;
      rows.push({ kind: "user", key: message.key, message, turn });
    } else if (hasContent(message)) {
      rows.push({ kind: "assistant", key: message.key, message, turn });
    }
    const isLastOfTurn =
      messages[index + 1]?.turnId !== message.turnId || messages[index + 1]?.role === "user";
    if (turn && isLastOfTurn)
      rows.push(
        ...closingRows(
          turn,
          question,
          message.role === "assistant" && !message.isFinal && hasContent(message),
        ),
      );
  });
  return rows;
}

/** Whether a turn is being worked on. */
export function isWorking(turn: Turn | undefined): boolean {
  return turn !== undefined && working.has(turn.status);
}

function hasContent({ text, analysis, commentary, isFinal }: AssistantMessage): boolean {
  return text !== "" || analysis !== "" || commentary !== "" || isFinal;
}

function closingRows(turn: Turn, question: string, isGrowing: boolean): Row[] {
  if (cutShort.has(turn.status)) return [{ kind: "ending", key: `${turn.turnId}:ending`, turn, question }];
  if (isWorking(turn) && (!isGrowing || turn.notice))
    return [{ kind: "waiting", key: `${turn.turnId}:waiting`, turn }];
  return [];
}
