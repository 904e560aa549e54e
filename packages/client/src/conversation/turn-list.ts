import { isTerminal, TurnStatus } from "@aiwhisperer/protocol";
import type { SessionState, Turn } from "./session-state.ts";

/** Returns the turn of that id; searches from the end, where it nearly always is. */
export function findTurn(state: SessionState, turnId: string): Turn | undefined {
  return state.turns.findLast((turn) => turn.turnId === turnId);
}

/** The turns that a turn repeats, the newest first. */
export function lineageOf(turns: readonly Turn[], turnId: string): readonly string[] {
  const lineage: string[] = [];
  let repeated = turns.findLast((turn) => turn.turnId === turnId)?.retryOf;
  while (repeated !== undefined && !lineage.includes(repeated)) {
    lineage.push(repeated);
    const before: string = repeated;
    repeated = turns.findLast((turn) => turn.turnId === before)?.retryOf;
  }
  return lineage;
}

/** Replaces or appends a turn, and updates the active and the queued turns. */
export function withTurn(state: SessionState, turn: Turn): SessionState {
  const index = state.turns.findLastIndex(({ turnId }) => turnId === turn.turnId);
  const turns = index === -1 ? [...state.turns, turn] : state.turns.with(index, turn);
  const { activeTurn, queuedTurns, ...rest } = state;
  const active = isActive(turn) ? turn : activeTurn?.turnId === turn.turnId ? undefined : activeTurn;
  return {
    ...rest,
    turns,
    queuedTurns: nextQueue(queuedTurns, turn),
    ...(active === undefined ? {} : { activeTurn: active }),
  };
}

function isActive({ status }: Turn): boolean {
  return !isTerminal(status) && status !== TurnStatus.Queued;
}

function nextQueue(queued: readonly Turn[], turn: Turn): readonly Turn[] {
  const index = queued.findIndex(({ turnId }) => turnId === turn.turnId);
  if (turn.status === TurnStatus.Queued) return index === -1 ? [...queued, turn] : queued.with(index, turn);
  return index === -1 ? queued : queued.toSpliced(index, 1);
}
