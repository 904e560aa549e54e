import {
  type ContextCompactedNotification,
  isTerminal,
  type SessionChangedNotification,
  type SessionForkedNotification,
  SessionStatus,
  type StepEndedNotification,
  type Usage,
} from "@aiwhisperer/protocol";
import type { SessionState, SessionUsage } from "./session-state.ts";

/** Folds a change of the session into its changes. */
export function applyChange(
  state: SessionState,
  { sessionId: _, sequence: _sequence, changedBy: _changedBy, ...changes }: SessionChangedNotification,
): SessionState {
  return { ...state, changes: { ...state.changes, ...changes } };
}

/** Everything before is of another session: of its open turns, grants and changes none is this one's. */
export function applyFork(
  state: SessionState,
  { fromSessionId: sessionId, fromSequence: sequence }: SessionForkedNotification,
): SessionState {
  const { activeTurn: _, ...rest } = state;
  const turns = state.turns.filter(({ status }) => isTerminal(status));
  const forkedFrom = { sessionId, sequence };
  const status = SessionStatus.Active;
  return { ...rest, status, turns, queuedTurns: [], grants: [], changes: {}, forkedFrom };
}

/** Adds a summary that models get in place of what was said before. */
export function applyCompaction(
  state: SessionState,
  { sessionId: _, ...compaction }: ContextCompactedNotification,
): SessionState {
  const { tokensAfter: contextTokens } = compaction;
  const usage = contextTokens === undefined ? state.usage : { ...state.usage, contextTokens };
  return { ...state, usage, compactions: [...state.compactions, compaction] };
}

const COUNTS = [
  "inputTokens",
  "outputTokens",
  "totalTokens",
  "cachedInputTokens",
  "cacheWriteTokens",
  "reasoningTokens",
  "costMicros",
] as const satisfies readonly (keyof Usage)[];

/** Adds what a step has used. */
export function applyStepEnd(
  state: SessionState,
  { usage = {}, contextTokens, contextWindow }: StepEndedNotification,
): SessionState {
  const sums = COUNTS.flatMap((name) => {
    const [before, step] = [state.usage[name], usage[name]];
    return before === undefined && step === undefined ? [] : [[name, (before ?? 0) + (step ?? 0)] as const];
  });
  const next: SessionUsage = {
    steps: state.usage.steps + 1,
    ...Object.fromEntries(sums),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(contextWindow === undefined ? {} : { contextWindow }),
  };
  return { ...state, usage: next };
}
