import { CompactionReason, TurnStatus } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";
import type { ModelMessage } from "../model/model.ts";
import type { SessionState, Turn } from "../state/session-state.ts";
import type { TurnContext } from "./turn-context.ts";
import { writeSummary } from "./write-summary.ts";

/** The part of a conversation that is to be compacted. */
export interface CompactablePart {
  readonly turn: Turn;
  /** Steps of the turn that are replaced; absent when all of it is. */
  readonly steps?: number;
}

/** Steps of a long turn that models keep word for word. */
const KEPT_STEPS = 2;

/** Part of a conversation that is worth a summary: a smaller one would not make room. */
const MIN_SHARE = 0.1;

/** About how many characters a token has. */
const CHARACTERS_PER_TOKEN = 4;

/**
 * The part that can be replaced while a turn runs: the turns before it, or, where those have been replaced,
 * the turn's own steps but the last ones.
 */
export function compactablePart(state: SessionState, turnId?: string): CompactablePart | undefined {
  const { started, compaction } = state;
  const own = turnId === undefined ? started.length : started.findLastIndex((turn) => turn.turnId === turnId);
  const through = started.findIndex((turn) => turn.turnId === compaction?.throughTurnId);
  const isWhole = compaction?.throughStep === undefined;
  const before = started[own - 1];
  if (before !== undefined && (own - 1 > through || (own - 1 === through && !isWhole)))
    return { turn: before };
  const turn = started[own];
  if (turn === undefined) return undefined;
  const steps = turn.steps.length - KEPT_STEPS;
  const done = own === through ? (compaction?.throughStep ?? 0) : 0;
  return steps > done ? { turn, steps } : undefined;
}

/** Compacts before a step where it would fill too much of the model's context. */
export async function compactInTime(turn: TurnContext): Promise<void> {
  const window = contextWindowOf(turn);
  const { compactAtPercent } = turn.limits;
  if (window === undefined || compactAtPercent === 0) return;
  const tokens = estimateNext(turn);
  if (tokens <= (window * compactAtPercent) / 100) return;
  await compact(turn, CompactionReason.Threshold, tokens);
}

/**
 * Replaces the oldest part of the conversation by a summary. Resolves with whether that was done; there may
 * be nothing to replace, and the turn may be interrupted meanwhile.
 */
export async function compact(
  turn: TurnContext,
  reason: CompactionReason,
  tokensBefore = turn.store.state.contextTokens,
): Promise<boolean> {
  const { store, turnId } = turn;
  const part = compactablePart(store.state, turnId);
  if (part === undefined || !("model" in turn.model)) return false;
  const messages = turn.scope.messagesThrough(part.turn.turnId, part.steps);
  if (tokensOf(messages) < MIN_SHARE * tokensOf(turn.scope.messages())) return false;
  const notice = "The conversation is long: what was said before is summarised for the model.";
  turn.appendUnawaited({
    method: "TurnStatusNotification",
    params: { turnId, status: TurnStatus.Running, notice },
  });
  const summary = await writeSummary({
    reason,
    decide: turn.decideSummary,
    model: turn.model.model,
    messages,
    signal: turn.signal,
    clock: turn.clock,
    timeoutMs: turn.limits.turnTimeoutMs,
    maxLength: turn.limits.maxSummaryLength,
    onUsage: turn.reportUsage,
    onError: turn.reportError,
  });
  if (summary === undefined || turn.signal.aborted) return false;
  const sizes = { messages, ...(tokensBefore === undefined ? {} : { tokensBefore }) };
  await store.append([compactedEvent(part, { summary, reason, turnId }, sizes)]);
  return true;
}

/** The event of a compaction. */
export function compactedEvent(
  { turn, steps }: CompactablePart,
  said: { readonly summary: string; readonly reason: CompactionReason; readonly turnId?: string },
  { messages, tokensBefore }: { readonly messages: readonly ModelMessage[]; readonly tokensBefore?: number },
): SessionEvent {
  const saved = tokensOf(messages) - tokensOf([{ role: "user", text: said.summary }]);
  return {
    method: "ContextCompactedNotification",
    params: {
      ...said,
      fromSequence: 1,
      throughSequence: turn.lastSequence ?? 1,
      throughTurnId: turn.turnId,
      ...(steps === undefined ? {} : { throughStep: steps }),
      ...(tokensBefore === undefined
        ? {}
        : { tokensBefore, tokensAfter: Math.max(0, tokensBefore - Math.max(0, saved)) }),
    },
  };
}

/** Tokens that the model takes at most, where that is known. */
export function contextWindowOf({
  limits,
  model,
}: Pick<TurnContext, "limits" | "model">): number | undefined {
  if (limits.contextWindow > 0) return limits.contextWindow;
  return "model" in model ? model.model.contextWindow : undefined;
}

/** Tokens of the next request: those after the step before, and an estimate of what has come since. */
function estimateNext({ store, scope, turnId }: TurnContext): number {
  const { contextTokens, turns } = store.state;
  if (contextTokens === undefined) return tokensOf(scope.messages());
  const turn = turns.get(turnId);
  const calls = turn?.steps.at(-1)?.calls ?? [];
  const since: readonly ModelMessage[] =
    calls.length === 0
      ? [{ role: "user", text: turn?.message ?? "" }]
      : calls.map(({ toolCallId, toolName, result }) => ({
          role: "tool",
          toolCallId,
          toolName,
          result: result?.result,
          isError: false,
        }));
  return contextTokens + tokensOf(since);
}

/** An estimate. */
function tokensOf(messages: readonly ModelMessage[]): number {
  const length = messages.reduce((sum, message) => sum + lengthOf(message), 0);
  return Math.ceil(length / CHARACTERS_PER_TOKEN);
}

function lengthOf(message: ModelMessage): number {
  if (message.role === "tool") return JSON.stringify(message.result ?? null).length;
  const calls = message.role === "assistant" ? (message.toolCalls ?? []) : [];
  return message.text.length + (calls.length === 0 ? 0 : JSON.stringify(calls).length);
}
