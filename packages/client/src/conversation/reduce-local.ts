import { SessionStatus } from "@aiwhisperer/protocol";
import type { Failure } from "../kit/failure.ts";
import {
  acceptUnsent,
  appendUnsent,
  findAssistantMessage,
  findUnsent,
  replaceMessage,
} from "./message-list.ts";
import type { SessionState, UserMessage } from "./session-state.ts";

/** A change of a session on this side of the wire that is no event of its log. */
export type LocalEvent =
  /** It is followed as soon as a link opens. */
  | { readonly type: "attaching" }
  /** The server has answered: events up to `sequence` are a replay. */
  | { readonly type: "attached"; readonly sequence: number; readonly status: SessionStatus }
  | { readonly type: "link-lost" }
  | { readonly type: "detached" }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "sending"; readonly key: string; readonly text: string }
  | { readonly type: "sending-again"; readonly key: string }
  | { readonly type: "accepted"; readonly key: string; readonly messageId: string; readonly turnId: string }
  | { readonly type: "refused"; readonly key: string; readonly failure: Failure }
  | { readonly type: "dismissed"; readonly key: string }
  /** A message was stored, or could not be. */
  | { readonly type: "saved"; readonly key: string; readonly failure: Failure | undefined }
  /** A message in an outbox begins to wait for its first send, or is about to be sent. */
  | { readonly type: "untouched"; readonly key: string; readonly isUntouched: boolean }
  /** An unsent message is no longer this program's to show. */
  | { readonly type: "withdrawn"; readonly key: string }
  /** An answer was read again from the log; `text` is complete, or undefined if that failed. */
  | { readonly type: "reread"; readonly messageId: string; readonly text: string | undefined };

/** Returns the session after a local event. Pure. */
export function reduceLocal(state: SessionState, event: LocalEvent): SessionState {
  switch (event.type) {
    case "attaching":
      return {
        ...withoutError(state),
        isAttached: true,
        caughtUp: false,
        replayUntil: Number.POSITIVE_INFINITY,
      };
    case "attached":
      return attached(state, event);
    case "link-lost":
      return { ...state, caughtUp: false, replayUntil: Number.POSITIVE_INFINITY };
    case "detached":
      return { ...state, isAttached: false, caughtUp: false };
    case "failed":
      return { ...state, isAttached: false, caughtUp: false, error: event.failure };
    case "sending":
      return { ...state, messages: appendUnsent(state.messages, unsent(event)) };
    case "sending-again":
      return updateUnsent(state, event.key, withoutFailure);
    case "accepted":
      return { ...state, messages: acceptUnsent(state.messages, event.key, idsOf(event)) };
    case "refused":
      return updateUnsent(state, event.key, (message) => ({
        ...message,
        delivery: "failed",
        error: event.failure,
      }));
    case "dismissed":
      return { ...state, messages: state.messages.filter((message) => !isFailed(message, event.key)) };
    case "saved":
      return updateUnsent(state, event.key, (message) => withSaving(message, event.failure));
    case "untouched":
      return updateUnsent(state, event.key, (message) => withUntouched(message, event.isUntouched));
    case "withdrawn":
      return { ...state, messages: state.messages.filter((message) => !isUnsentOf(message, event.key)) };
    case "reread":
      return reread(state, event);
  }
}

function withUntouched({ isUntouched: _, ...message }: UserMessage, isUntouched: boolean): UserMessage {
  return isUntouched ? { ...message, isUntouched } : message;
}

function isUnsentOf(message: SessionState["messages"][number], key: string): boolean {
  return message.role === "user" && message.delivery !== "sent" && message.key === key;
}

function withSaving({ unsaved: _, ...message }: UserMessage, failure: Failure | undefined): UserMessage {
  return failure === undefined ? message : { ...message, unsaved: failure };
}

function isFailed(message: SessionState["messages"][number], key: string): boolean {
  return message.role === "user" && message.delivery === "failed" && message.key === key;
}

function attached(state: SessionState, event: Extract<LocalEvent, { type: "attached" }>): SessionState {
  const caughtUp = state.sequence >= event.sequence;
  // The answer may follow later events, which then know the status better unless the fold began too late to
  // know any.
  const isKnown = state.sequence > event.sequence && state.status !== SessionStatus.Starting;
  const status = isKnown ? state.status : event.status;
  return { ...withoutError(state), status, isAttached: true, caughtUp, replayUntil: event.sequence };
}

function unsent({ key, text }: Extract<LocalEvent, { type: "sending" }>): UserMessage {
  return { role: "user", key, text, delivery: "pending" };
}

function withoutFailure({ error: _, ...message }: UserMessage): UserMessage {
  return { ...message, delivery: "pending" };
}

function updateUnsent(
  state: SessionState,
  key: string,
  change: (message: UserMessage) => UserMessage,
): SessionState {
  const message = findUnsent(state.messages, key);
  if (message === undefined) return state;
  return { ...state, messages: replaceMessage(state.messages, message, change(message)) };
}

function reread(state: SessionState, event: Extract<LocalEvent, { type: "reread" }>): SessionState {
  const message = findAssistantMessage(state.messages, event.messageId);
  if (message === undefined) return state;
  const text = event.text ?? message.text;
  const replacement = { ...message, text, hasLengthMismatch: event.text === undefined };
  return { ...state, messages: replaceMessage(state.messages, message, replacement) };
}

function withoutError(state: SessionState): Omit<SessionState, "error"> {
  const { error: _, ...rest } = state;
  return rest;
}

function idsOf({ messageId, turnId }: Extract<LocalEvent, { type: "accepted" }>) {
  return { messageId, turnId };
}
