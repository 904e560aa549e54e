import { isPlanEnded, type SessionAccess, SessionStatus, type TurnStatus } from "@aiwhisperer/protocol";
import { NO_CHANGES, type SessionChanges, type TurnChoice } from "../event/session-changes.ts";
import type { StoredGrant } from "../grant/grants.ts";
import type { ProviderState } from "../model/model.ts";
import type { PlanState } from "./plan-state.ts";
import type { QuestionState } from "./question.ts";
import { isPending, type ToolCall } from "./tool-call.ts";

/** An answer, or the part of it that has come so far. */
export interface Answer {
  readonly messageId: string;
  /** Text of channel Final. */
  text: string;
  /** Length of the part of the text that is in one piece of memory, in UTF-16 units. */
  joinedLength: number;
  isFinal: boolean;
}

/** The answer of one model call: text, tool calls, or both. */
export interface Step {
  answer?: Answer;
  /** In the model's order. */
  readonly calls: ToolCall[];
  /** Provider state that came with it and that no event has. */
  state?: ProviderState;
}

/** A user message and what became of it. */
export interface Turn extends TurnChoice {
  readonly turnId: string;
  readonly messageId: string;
  readonly message: string;
  status: TurnStatus;
  /** Those that said something or called tools, in order; a discarded answer is gone. */
  readonly steps: Step[];
  /** Ids of tool calls that are being written: chunks have come, and neither the call nor its end. */
  drafts: readonly string[];
  /** Number of starts of the turn since its last completed step: more than one after restarts. */
  attempt: number;
  /** Whether it is left out of requests to models. */
  isExcluded: boolean;
  /** Sequence of its last status. */
  lastSequence?: number;
  /** What had been changed of the session when the turn began; absent before that, and where nothing had. */
  changes?: SessionChanges;
}

/** A summary, and the part of the conversation that it replaces for models. */
export interface Compaction {
  readonly summary: string;
  /** The last turn of that part. */
  readonly throughTurnId: string;
  /** Steps of that turn that are replaced; absent when all of it is. */
  readonly throughStep?: number;
}

/** The state of a session, folded from its events. Only `applyEvent` and `applyStepState` of
 * `apply-event.ts` change it. */
export interface SessionState extends QuestionState {
  status: SessionStatus;
  /** By turn id, in the order of their messages. */
  readonly turns: Map<string, Turn>;
  /** The turns that a model has been asked for, in the order in which they began. */
  readonly started: Turn[];
  /** Number of turns that are left out of requests to models. */
  excludedTurns: number;
  /** The turn that has begun and not ended. */
  activeTurnId: string | undefined;
  /** The turns that wait, next one first. */
  queue: readonly string[];
  readonly toolCalls: Map<string, ToolCall>;
  /** Grants by id, possibly with expired ones. */
  readonly grants: Map<string, StoredGrant>;
  /** Users with access to the session beside its owner. */
  readonly shares: Map<string, SessionAccess>;
  /** What was changed of the session since its start. */
  changes: SessionChanges;
  /** What models get in place of the oldest part of the conversation. */
  compaction: Compaction | undefined;
  /** Tokens of the conversation after the newest step, as the provider counts them. */
  contextTokens: number | undefined;
  /** State of the session's plan, if it has one. */
  plan: PlanState | undefined;
}

/** The state before the first event. */
export function initialState(): SessionState {
  return {
    status: SessionStatus.Starting,
    turns: new Map(),
    started: [],
    excludedTurns: 0,
    activeTurnId: undefined,
    queue: [],
    toolCalls: new Map(),
    questions: new Map(),
    openQuestions: new Map(),
    grants: new Map(),
    shares: new Map(),
    changes: NO_CHANGES,
    compaction: undefined,
    contextTokens: undefined,
    plan: undefined,
  };
}

/** Whether a turn runs or waits. */
export function hasOpenTurn(state: SessionState): boolean {
  return state.activeTurnId !== undefined || state.queue.length > 0;
}

/** Whether the session has open work: a turn or a plan. The next start must resume it. */
export function hasOpenWork(state: SessionState): boolean {
  return hasOpenTurn(state) || (state.plan !== undefined && !isPlanEnded(state.plan.status));
}

/** The tool calls of a turn that have no result yet, in the model's order. */
export function openCalls(state: SessionState, turnId: string): readonly ToolCall[] {
  const calls = state.turns.get(turnId)?.steps.at(-1)?.calls ?? [];
  return calls.filter(({ result }) => result === undefined);
}

/** Steps of a turn that called tools. */
export function stepsTaken(state: SessionState, turnId: string): number {
  return state.turns.get(turnId)?.steps.filter(({ calls }) => calls.length > 0).length ?? 0;
}

/** Number of tool calls that wait for a decision. */
export function countPending(state: SessionState): number {
  if (state.activeTurnId === undefined) return 0;
  return openCalls(state, state.activeTurnId).filter(isPending).length;
}

/** Whether the running turn waits for a person: for a decision about a tool call, or for an answer. */
export function waitsForPerson(state: SessionState): boolean {
  return state.openQuestions.size > 0 || countPending(state) > 0;
}
