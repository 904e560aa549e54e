import { setImmediate } from "node:timers/promises";
import { isTerminal, ToolEffect } from "@aiwhisperer/protocol";
import type { ModelMessage } from "../model/model.ts";
import { toModelResult } from "../tool/tool-result.ts";
import type { Compaction, SessionState, Step, Turn } from "./session-state.ts";

/** The parts of the state that a conversation is built from. */
type ConversationState = Pick<SessionState, "started" | "excludedTurns" | "compaction">;

const NO_TURNS: ReadonlySet<string> = new Set();

/** Turns that are put into words before others get their turn. */
const SLICE = 500;

/**
 * The conversation of a session as a model gets it: every turn that has begun, oldest first, each with its
 * message, what was answered, and its tool calls with their results. Messages that still wait, were taken
 * back or are excluded, are left out; an answer that was cut short counts with the part that was shown. A
 * turn that has ended does not change any more and is put into words once, so that a message costs the same
 * however long the conversation is. What was compacted is replaced by its summary.
 */
export class Conversation {
  readonly #state: ConversationState;
  /** Of the turns that have ended. */
  readonly #past: ModelMessage[] = [];
  #pastTurns = 0;
  /** Number of excluded turns when the past was put into words. */
  #excludedTurns = 0;
  /** The compaction when the past was put into words. */
  #compaction: Compaction | undefined;

  constructor(state: ConversationState) {
    this.#state = state;
  }

  /** All of it up to now, without the named turns, as a list of its own. */
  messages(leftOut: ReadonlySet<string> = NO_TURNS): readonly ModelMessage[] {
    const { started } = this.#state;
    if (leftOut.size > 0) return this.#without(leftOut);
    this.#addPast(Number.POSITIVE_INFINITY);
    return this.#past.concat(started.slice(this.#pastTurns).flatMap((turn) => this.#messagesOf(turn)));
  }

  /** The whole conversation with the part that a turn's first steps end, or all of the turn without steps. */
  messagesThrough(turnId: string, steps?: number): readonly ModelMessage[] {
    const first = this.#firstTurn();
    const turns = this.#state.started.slice(first);
    const last = turns.findIndex((turn) => turn.turnId === turnId);
    return [
      ...this.#summary(),
      ...turns.slice(0, last).flatMap((turn) => this.#messagesOf(turn)),
      ...turns.slice(last, last + 1).flatMap((turn) => this.#messagesOf(turn, steps)),
    ];
  }

  #without(leftOut: ReadonlySet<string>): readonly ModelMessage[] {
    const turns = this.#state.started.slice(this.#firstTurn());
    return [
      ...this.#summary(),
      ...turns.filter(({ turnId }) => !leftOut.has(turnId)).flatMap((turn) => this.#messagesOf(turn)),
    ];
  }

  /** The messages of a turn, of its first steps only, or of those behind the ones that were compacted. */
  #messagesOf(turn: Turn, steps?: number): readonly ModelMessage[] {
    const { compaction } = this.#state;
    const isPartly = compaction?.throughTurnId === turn.turnId;
    return turnMessages(turn, isPartly ? (compaction.throughStep ?? 0) : 0, steps);
  }

  #summary(): readonly ModelMessage[] {
    const { compaction } = this.#state;
    return compaction === undefined ? [] : [{ role: "user", text: summaryText(compaction.summary) }];
  }

  /** Index of the first turn that is not compacted as a whole. */
  #firstTurn(): number {
    const { compaction, started } = this.#state;
    if (compaction === undefined) return 0;
    const last = started.findIndex(({ turnId }) => turnId === compaction.throughTurnId);
    return compaction.throughStep === undefined ? last + 1 : Math.max(0, last);
  }

  /**
   * Makes the next `messages` cost little, however many turns have ended; others get their turn meanwhile.
   * `undefined` where there is little to do.
   */
  prepare(): Promise<void> | undefined {
    this.#forgetExcluded();
    return this.#state.started.length - this.#pastTurns > SLICE ? this.#prepare() : undefined;
  }

  async #prepare(): Promise<void> {
    while (this.#addPast(SLICE) === SLICE) await setImmediate();
  }

  /** Puts further turns that have ended into words, at most so many; returns their number. */
  #addPast(maxTurns: number): number {
    this.#forgetExcluded();
    const { started } = this.#state;
    const first = this.#pastTurns;
    for (let turn = started[first]; turn !== undefined && isTerminal(turn.status); ) {
      if (this.#pastTurns - first === maxTurns) break;
      this.#past.push(...this.#messagesOf(turn));
      this.#pastTurns += 1;
      turn = started[this.#pastTurns];
    }
    return this.#pastTurns - first;
  }

  /** Begins anew where a turn was excluded, or the conversation compacted, since. */
  #forgetExcluded(): void {
    const { excludedTurns, compaction } = this.#state;
    if (this.#excludedTurns === excludedTurns && this.#compaction === compaction) return;
    this.#excludedTurns = excludedTurns;
    this.#compaction = compaction;
    this.#past.length = 0;
    this.#past.push(...this.#summary());
    this.#pastTurns = this.#firstTurn();
  }
}

/** Its message, and the steps from that index on up to the other. */
function turnMessages(
  { message, steps, isExcluded }: Turn,
  from: number,
  to?: number,
): readonly ModelMessage[] {
  if (isExcluded) return [];
  return [{ role: "user", text: message }, ...steps.slice(from, to).flatMap(stepMessages)];
}

function summaryText(summary: string): string {
  return `Summary of the conversation up to here, in place of what was said:\n\n${summary}`;
}

/** A call without a result is left out: models refuse a history in which one is missing. */
function stepMessages({ answer, calls, state }: Step): readonly ModelMessage[] {
  const text = answer?.text ?? "";
  const resolved = calls.filter(({ result }) => result !== undefined);
  const withState = state === undefined || resolved.length < calls.length ? {} : { state };
  if (resolved.length === 0) return text === "" ? [] : [{ role: "assistant", text, ...withState }];
  const toolCalls = resolved.map(({ toolCallId, toolName, arguments: args }) => ({
    toolCallId,
    toolName,
    arguments: args,
  }));
  const results = resolved.map(
    ({ toolCallId, toolName, effect, result }): ModelMessage => ({
      role: "tool",
      toolCallId,
      toolName,
      // A tool that reads returns contents, which are exact: a change of a file names them again.
      result: effect === ToolEffect.Read ? result?.result : toModelResult(result?.result),
      isError: result?.isError ?? false,
    }),
  );
  return [{ role: "assistant", text, toolCalls, ...withState }, ...results];
}
