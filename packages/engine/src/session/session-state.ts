import { Channel, Delivery, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import type { SessionEvent } from "./session-event.ts";

/** An answer, or the part of it that has come so far. */
export interface Answer {
  readonly messageId: string;
  /** Text of channel Final. */
  text: string;
  isFinal: boolean;
}

/** A user message and what became of it. */
export interface Turn {
  readonly turnId: string;
  readonly messageId: string;
  readonly message: string;
  status: TurnStatus;
  /** One a step that said something; a discarded one is gone. */
  readonly answers: Answer[];
}

/** What the events of a session add up to. Changed by `applyEvent` alone. */
export interface SessionState {
  status: SessionStatus;
  /** By turn id, in the order of their messages. */
  readonly turns: Map<string, Turn>;
  /** The turns that a model has been asked for, in the order in which they began. */
  readonly started: Turn[];
  /** The turn that has begun and not ended. */
  activeTurnId: string | undefined;
  /** The turns that wait, next one first. */
  queue: readonly string[];
}

/** The state before the first event. */
export function initialState(): SessionState {
  return {
    status: SessionStatus.Starting,
    turns: new Map(),
    started: [],
    activeTurnId: undefined,
    queue: [],
  };
}

/** Folds the next event into the state. */
export function applyEvent(state: SessionState, event: SessionEvent): void {
  switch (event.method) {
    case "SessionStatusNotification":
      state.status = event.params.status;
      return;
    case "UserMessageNotification":
      addTurn(state, event.params);
      return;
    case "TurnStatusNotification":
      setTurnStatus(state, event.params);
      return;
    case "AIMessageChunkNotification":
      addChunk(state, event.params);
      return;
    case "MessageDiscardedNotification":
      discardAnswer(state, event.params);
      return;
  }
}

/** Whether a status ends a turn. */
export function isTerminal(status: TurnStatus): boolean {
  return status >= TurnStatus.Completed;
}

/** Whether a turn runs or waits. */
export function hasOpenTurn(state: SessionState): boolean {
  return state.activeTurnId !== undefined || state.queue.length > 0;
}

type Params<Name extends SessionEvent["method"]> = Extract<SessionEvent, { method: Name }>["params"];

function addTurn(state: SessionState, params: Params<"UserMessageNotification">): void {
  const { turnId, messageId, message } = params;
  const status = TurnStatus.Queued;
  state.turns.set(turnId, { turnId, messageId, message, status, answers: [] });
  state.queue = params.delivery === Delivery.Interrupt ? [turnId, ...state.queue] : [...state.queue, turnId];
}

function setTurnStatus(state: SessionState, { turnId, status }: Params<"TurnStatusNotification">): void {
  const turn = state.turns.get(turnId);
  if (turn === undefined) return;
  turn.status = status;
  if (status === TurnStatus.Queued) return;
  state.queue = state.queue.filter((waiting) => waiting !== turnId);
  if (isTerminal(status)) {
    if (state.activeTurnId === turnId) state.activeTurnId = undefined;
    return;
  }
  if (state.activeTurnId !== turnId) state.started.push(turn);
  state.activeTurnId = turnId;
}

function addChunk(state: SessionState, chunk: Params<"AIMessageChunkNotification">): void {
  const turn = state.turns.get(chunk.turnId);
  if (turn === undefined) return;
  let answer = turn.answers.at(-1);
  if (answer === undefined || answer.messageId !== chunk.messageId) {
    answer = { messageId: chunk.messageId, text: "", isFinal: false };
    turn.answers.push(answer);
  }
  if ((chunk.channel ?? Channel.Final) === Channel.Final) answer.text += chunk.chunk;
  answer.isFinal = chunk.isFinal;
}

function discardAnswer(
  state: SessionState,
  { turnId, messageId }: Params<"MessageDiscardedNotification">,
): void {
  const answers = state.turns.get(turnId)?.answers;
  const index = answers?.findIndex((answer) => answer.messageId === messageId) ?? -1;
  if (index >= 0) answers?.splice(index, 1);
}
