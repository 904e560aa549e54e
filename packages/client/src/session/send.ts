import { type SendUserMessageResponse, TurnStatus, type Usage } from "@aiwhisperer/protocol";
import type { SessionState, Turn } from "../conversation/session-state.ts";
import { findTurn, isTerminal } from "../conversation/turn-list.ts";
import { TurnFailedError } from "../kit/client-error.ts";

/** What became of a turn. */
export interface TurnResult {
  readonly turnId: string;
  /** One of the terminal ones. */
  readonly status: TurnStatus;
  /** The whole answer (channel Final), or as much of it as there is. */
  readonly text: string;
  readonly stopReason?: string;
  readonly usage?: Usage;
  readonly error?: { readonly code: string; readonly message: string };
}

/**
 * A message that was sent, and its answer.
 *
 * Iterating gives the answer's new text (channel Final) piece by piece, across lost connections, nothing lost and nothing twice. Every iterator
 * begins at the start of the answer; pieces that come faster than they are taken are joined. It ends with the turn: after the last piece it throws
 * `TurnFailedError` where the turn failed or was interrupted by a restart, and just ends where the turn was cancelled. It rejects as `accepted`
 * does, and with `SessionLostError` where the session is followed no longer. Leaving the loop early cancels nothing.
 */
export interface Send extends AsyncIterable<string> {
  /** That the server has stored the message. Rejects with `RpcError` or `ConnectionLostError`; the session's state has the failure as well. */
  readonly accepted: Promise<SendAccepted>;
  /** The turn once it has ended, in whatever way. Rejects as `accepted` does, and with `SessionLostError`. */
  readonly result: Promise<TurnResult>;
  /** Cancels the turn, queued or running. */
  cancel(): Promise<void>;
}

/** What the server made of a message. */
export type SendAccepted = Pick<SendUserMessageResponse, "messageId" | "turnId">;

/** What a send needs of its session. */
export interface SendHost {
  state(): SessionState;
  /** Resolves when the condition holds. Rejects with `SessionLostError`. */
  until(condition: (state: SessionState) => boolean): Promise<void>;
  cancel(turnId: string): Promise<void>;
}

/** A send whose message is on its way. */
export class SessionSend implements Send {
  readonly accepted: Promise<SendAccepted>;
  readonly #host: SendHost;
  #result: Promise<TurnResult> | undefined;

  constructor(host: SendHost, accepted: Promise<SendAccepted>) {
    this.#host = host;
    this.accepted = accepted;
    // Whoever only looks at the session's state finds the refusal there; it must not end the program.
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
 * Reads a turn's answer piece by piece: each call gives what is new since the last one. An answer that was discarded stays read;
 * the one in its place is read from its start.
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
