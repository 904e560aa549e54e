import {
  type ChatMessage,
  emptySessionState,
  parseSessionEvent,
  reduceSession,
  type SessionState,
  type Turn,
} from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import type { ExportedSession } from "./export-lines.ts";

const ENDINGS: ReadonlyMap<TurnStatus, string> = new Map([
  [TurnStatus.Cancelled, "The answer was stopped."],
  [TurnStatus.Failed, "The answer failed"],
  [TurnStatus.Interrupted, "The answer was interrupted"],
]);

/** A session as a person reads it: its title, what is known of it, and every message in order. */
export function toMarkdown({ session, events }: ExportedSession): string {
  const state = fold(session.sessionId, events);
  const parts = [
    `# ${session.title === "" ? "Session" : session.title}`,
    [
      `- Session: \`${session.sessionId}\``,
      `- Model: \`${session.model}\``,
      `- Started: ${new Date(session.createdAt).toISOString()}`,
      `- Last used: ${new Date(session.updatedAt).toISOString()}`,
    ].join("\n"),
    ...state.messages.flatMap((message, index) => {
      const isLastOfTurn = state.messages[index + 1]?.turnId !== message.turnId;
      const turn = isLastOfTurn ? state.turns.find(({ turnId }) => turnId === message.turnId) : undefined;
      return [...messageParts(message), ...(turn === undefined ? [] : endingParts(turn))];
    }),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function fold(sessionId: string, events: ExportedSession["events"]): SessionState {
  return events.reduce((state, { method, params }) => {
    const event = parseSessionEvent(method, params);
    return event === undefined ? state : reduceSession(state, event);
  }, emptySessionState(sessionId));
}

function messageParts(message: ChatMessage): readonly string[] {
  if (message.role === "user") return ["## You", message.text];
  const { text, analysis } = message;
  const reasoning =
    analysis === "" ? [] : [`<details><summary>Reasoning</summary>\n\n${analysis}\n\n</details>`];
  return ["## Answer", ...reasoning, text];
}

function endingParts({ status, error }: Turn): readonly string[] {
  const ending = ENDINGS.get(status);
  if (ending === undefined) return [];
  return [error === undefined ? `> ${ending}` : `> ${ending}: ${error.message}`];
}
