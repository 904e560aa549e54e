import {
  ConnectionLostError,
  interactive,
  isRpcError,
  type SessionHandle,
  type ToolCall,
  ToolDecision,
} from "@aiwhisperer/client";
import type { StormClient } from "./storm-client.ts";
import type { StormArguments } from "./storm-tools.ts";

/** How a person decides. */
export interface DeciderOptions {
  /**
   * Whether, now and then, the session is held while it is decided about a call, or the turn is cancelled
   * instead.
   */
  readonly isFickle: boolean;
  /** Receives faults that no storm excuses. */
  readonly onFault: (error: unknown) => void;
}

/**
 * A person at a screen who decides at random about every tool call that asks, and knows nothing of others who
 * do. About a call that is held back it does not decide before the connection was replaced, unless the storm
 * ends.
 */
export class Decider {
  readonly #member: StormClient;
  readonly #options: DeciderOptions;
  readonly #sessions = new Map<SessionHandle, () => void>();
  /** The line on which each call was seen first. */
  readonly #seen = new Map<string, number>();
  readonly #underWay = new Set<string>();
  #isInHurry = false;
  #count = 0;

  constructor(member: StormClient, options: DeciderOptions) {
    this.#member = member;
    this.#options = options;
  }

  /** Decides in a session until the returned function is called. */
  watch(session: SessionHandle): () => void {
    const unsubscribe = session.subscribe(() => this.#look(session));
    this.#sessions.set(session, unsubscribe);
    this.#look(session);
    return () => {
      unsubscribe();
      this.#sessions.delete(session);
    };
  }

  /** Holds nothing back any more. */
  hurry(): void {
    this.#isInHurry = true;
    for (const session of this.#sessions.keys()) this.#look(session);
  }

  #look(session: SessionHandle): void {
    for (const call of session.state.pendingApprovals) {
      if (this.#underWay.has(call.toolCallId) || this.#isHeldBack(call)) continue;
      this.#underWay.add(call.toolCallId);
      void this.#decide(session, call);
    }
  }

  #isHeldBack({ toolCallId, arguments: args }: ToolCall): boolean {
    const line = this.#member.tap.lines.length;
    const first = this.#seen.get(toolCallId) ?? line;
    this.#seen.set(toolCallId, first);
    return (args as StormArguments).isHeldBack === true && first === line && !this.#isInHurry;
  }

  async #decide(session: SessionHandle, { toolCallId, turnId }: ToolCall): Promise<void> {
    const { random } = this.#member;
    const isFickle = this.#options.isFickle && random.chance(0.2);
    if (isFickle && random.chance(0.5)) await this.#try(() => session.cancel(turnId));
    else if (isFickle) await this.#decideInPause(session, toolCallId);
    else await this.#try(() => this.#choose(session, toolCallId));
    this.#underWay.delete(toolCallId);
  }

  async #decideInPause(session: SessionHandle, toolCallId: string): Promise<void> {
    await this.#try(() => session.pause());
    await this.#try(() => this.#choose(session, toolCallId));
    await this.#try(() => session.resume());
  }

  #choose(session: SessionHandle, toolCallId: string): Promise<void> {
    const { client, random } = this.#member;
    const { AllowOnce, AllowAlways, Deny } = ToolDecision;
    const decision = random.pick([AllowOnce, AllowOnce, AllowOnce, AllowOnce, AllowAlways, Deny, Deny]);
    return session.decide(toolCallId, decision, `${client.clientId} ${++this.#count}`);
  }

  /** What was lost with the line is done again, if it still has to be. */
  async #try(command: () => Promise<void>): Promise<void> {
    try {
      await command();
    } catch (error) {
      if (!isTooLate(error) && !(error instanceof ConnectionLostError)) this.#options.onFault(error);
    }
  }
}

/** Whether another person, a cancellation or a stop was first. */
function isTooLate(error: unknown): boolean {
  const { ToolCallAlreadyResolved, SessionStopped } = interactive.errors;
  return isRpcError(error, ToolCallAlreadyResolved) || isRpcError(error, SessionStopped);
}
