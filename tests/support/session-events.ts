import { Delivery, ToolEffect, ToolExecutor, TurnStatus } from "@aiwhisperer/protocol";
import type { SessionEvent, SessionEventName } from "../../packages/engine/src/event/session-event.ts";
import { applyEvent } from "../../packages/engine/src/state/apply-event.ts";
import { initialState, type SessionState } from "../../packages/engine/src/state/session-state.ts";

/** The turn that the events are about. */
export const turnId = "turn-1";
/** A tool call of that turn. */
export const call = { toolCallId: "call-1", turnId };
/** An answer in that turn. */
export const ids = { turnId, messageId: "answer-1" };

/** Params of an event. */
export type Body<Name extends SessionEventName> = SessionEvent<Name>["params"];

/** An event, its params typed by its name. */
export function event<Name extends SessionEventName>(method: Name, params: Body<Name>): SessionEvent {
  return { method, params } as SessionEvent;
}

/** A user message. */
export const asked = (id = turnId, delivery: Delivery = Delivery.Queue): SessionEvent =>
  event("UserMessageNotification", { turnId: id, messageId: `message-${id}`, message: "go", delivery });
/** A status of the turn. */
export const turned = (
  status: TurnStatus,
  more: Partial<Body<"TurnStatusNotification">> = {},
): SessionEvent => event("TurnStatusNotification", { turnId, status, ...more });
/** A part of the answer. */
export const said = (chunk: string, more: Partial<Body<"AIMessageChunkNotification">> = {}): SessionEvent =>
  event("AIMessageChunkNotification", { ...ids, chunk, isFinal: false, ...more });
/** The tool call. */
export const called = (more: Partial<Body<"ToolCallNotification">> = {}): SessionEvent =>
  event("ToolCallNotification", {
    ...call,
    step: 1,
    toolName: "paint",
    arguments: { wall: 1 },
    executor: ToolExecutor.Server,
    effect: ToolEffect.Write,
    ...more,
  });

/** The turn has begun. */
export const running = [asked(), turned(TurnStatus.Running)];

/** The state that events add up to. */
export function fold(events: readonly SessionEvent[]): SessionState {
  const state = initialState();
  for (const [index, each] of events.entries()) applyEvent(state, each, index + 1);
  return state;
}

/** The turn in the state. */
export const firstTurn = (state: SessionState) => state.turns.get(turnId);

/** An event after others, the part of the state that it is about, and the value of that part. */
export type Row = readonly [
  what: string,
  before: readonly SessionEvent[],
  next: SessionEvent,
  part: (state: SessionState) => unknown,
  value: unknown,
];

/** Names of the events about tool calls and the questions of tools. */
export type ToolEventName = Extract<
  SessionEventName,
  `Tool${string}` | `Question${string}` | "GrantRevokedNotification"
>;
