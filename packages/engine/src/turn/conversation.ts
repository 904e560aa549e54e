import type { ModelMessage } from "../model/model.ts";
import { isTerminal, type SessionState, type Step, type Turn } from "../session/session-state.ts";

/** What a conversation is made of. */
type ConversationState = Pick<SessionState, "started" | "excludedTurns">;

const NO_TURNS: ReadonlySet<string> = new Set();

/**
 * The conversation of a session as a model gets it: every turn that has begun, oldest first, each with its message, what was answered, and its tool
 * calls with their results. Messages that still wait, were taken back or are excluded, are left out; an answer that was cut short counts with the
 * part that was shown. A turn that has ended does not change any more and is put into words once, so that a message costs the same however long the
 * conversation is.
 */
export class Conversation {
  readonly #state: ConversationState;
  /** Of the turns that have ended. */
  readonly #past: ModelMessage[] = [];
  #pastTurns = 0;
  /** Number of excluded turns when the past was put into words. */
  #excludedTurns = 0;

  constructor(state: ConversationState) {
    this.#state = state;
  }

  /** All of it up to now, without the named turns, as a list of its own. */
  messages(leftOut: ReadonlySet<string> = NO_TURNS): readonly ModelMessage[] {
    const { started, excludedTurns } = this.#state;
    if (leftOut.size > 0) return started.filter(({ turnId }) => !leftOut.has(turnId)).flatMap(turnMessages);
    if (this.#excludedTurns !== excludedTurns) {
      this.#excludedTurns = excludedTurns;
      this.#past.length = 0;
      this.#pastTurns = 0;
    }
    for (let turn = started[this.#pastTurns]; turn !== undefined && isTerminal(turn.status); ) {
      this.#past.push(...turnMessages(turn));
      this.#pastTurns += 1;
      turn = started[this.#pastTurns];
    }
    return this.#past.concat(started.slice(this.#pastTurns).flatMap(turnMessages));
  }
}

function turnMessages({ message, steps, isExcluded }: Turn): readonly ModelMessage[] {
  if (isExcluded) return [];
  return [{ role: "user", text: message }, ...steps.flatMap(stepMessages)];
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
    ({ toolCallId, toolName, result }): ModelMessage => ({
      role: "tool",
      toolCallId,
      toolName,
      result: result?.result,
      isError: result?.isError ?? false,
    }),
  );
  return [{ role: "assistant", text, toolCalls, ...withState }, ...results];
}
