import { isTerminal, type SendUserMessageResponse, TurnStatus, type Usage } from "@aiwhisperer/protocol";
import type { SessionState, Turn } from "../conversation/session-state.ts";
import { findTurn } from "../conversation/turn-list.ts";
import { TurnFailedError } from "../kit/client-error.ts";

/** Outcome of a turn. */
export interface TurnResult {
  readonly turnId: string;
  /** A terminal status. */
  readonly status: TurnStatus;
  /** The answer (channel Final), complete or as far as it came. */
  readonly text: string;
  readonly stopReason?: string;
  readonly usage?: Usage;
  readonly error?: { readonly code: string; readonly message: string };
}

/**
 * A sent message and its answer. Iterating yields the new text of the answer (channel Final) piece by piece,
 * across lost connections, without loss or repetition. Every iterator starts at the beginning of the answer
 * and joins pieces that arrive faster than they are taken. The iterator ends with the turn. It then throws
 * `TurnFailedError` if the turn failed or a restart interrupted it, and returns if the turn completed or was
 * cancelled. It rejects as `accepted` does, and with `SessionLostError` if the session is no longer followed.
 * Leaving the loop early cancels nothing.
 */
export interface Send extends AsyncIterable<string> {
  /**
   * Resolves when the server has stored the message. Rejects with `RpcError` or `ConnectionLostError`; the
   * session's state has the failure as well.
   */
  readonly accepted: Promise<SendAccepted>;
  /**
   * Resolves with the turn when it has ended, with any status. Rejects as `accepted` does, and with
   * `SessionLostError`.
   */
  readonly result: Promise<TurnResult>;
  /** Cancels the queued or running turn. */
  cancel(): Promise<void>;
}

/** The server's ids of a message. */
export type SendAccepted = Pick<SendUserMessageResponse, "messageId" | "turnId">;

/** The parts of a session that a send uses. */
export interface SendHost {
  state(): SessionState;
  /** Resolves when the condition holds. Rejects with `SessionLostError`. */
  until(condition: (state: SessionState) => boolean): Promise<void>;
  cancel(turnId: string): Promise<void>;
}

/** A send in progress. */
export class SessionSend implements Send {
  readonly accepted: Promise<SendAccepted>;
  readonly #host: SendHost;
  #result: Promise<TurnResult> | undefined;

  constructor(host: SendHost, accepted: Promise<SendAccepted>) {
    this.#host = host;
    this.accepted = accepted;
    // Programs that only read the state find the refusal there; an unhandled rejection must not end them.
    accepted.catch(() => {});
  }

  get result(): Promise<TurnResult> {
    this.#result ??= this.#awaitResult();
    return this.#result;
  }

  async cancel(): Promise<void> {
    const { turnId } = await this.accepted;
    await this.#host.cancel(turnId);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    const { turnId } = await this.accepted;
    const cursor = createTextCursor(turnId);
    for (;;) {
      const delta = cursor(this.#host.state());
      if (delta !== "") {
        yield delta;
        continue;
      }
      const ended = findEndedTurn(this.#host.state(), turnId);
      if (ended !== undefined) return throwIfFailed(ended);
      const before = this.#host.state().messages;
      await this.#host.until(
        (state) => state.messages !== before || findEndedTurn(state, turnId) !== undefined,
      );
    }
  }

  async #awaitResult(): Promise<TurnResult> {
    const { turnId } = await this.accepted;
    await this.#host.until((state) => findEndedTurn(state, turnId) !== undefined);
    const state = this.#host.state();
    const { status = TurnStatus.Completed, notice: _, ...turn } = findEndedTurn(state, turnId) ?? {};
    return { ...turn, turnId, status, text: createTextCursor(turnId)(state) };
  }
}

function findEndedTurn(state: SessionState, turnId: string): Turn | undefined {
  const turn = findTurn(state, turnId);
  return turn !== undefined && isTerminal(turn.status) ? turn : undefined;
}

function throwIfFailed({ turnId, status, error }: Turn): void {
  if (status === TurnStatus.Interrupted) {
    const interrupted = { code: "interrupted", message: "The server was restarted before the answer ended." };
    throw new TurnFailedError(turnId, error ?? interrupted);
  }
  if (status === TurnStatus.Failed) {
    throw new TurnFailedError(turnId, error ?? { code: "unknown", message: "The turn failed." });
  }
}

/**
 * Returns a function that reads a turn's answer: each call returns the text added since the last one.
 * Discarded text stays read; its replacement is read from its start.
 */
function createTextCursor(turnId: string): (state: SessionState) => string {
  const read = new Map<string, number>();
  return (state) => {
    let delta = "";
    for (const message of state.messages) {
      if (message.role !== "assistant" || message.turnId !== turnId) continue;
      delta += message.text.slice(read.get(message.messageId) ?? 0);
      read.set(message.messageId, message.text.length);
    }
    return delta;
  };
}
