import { Delivery, interactive, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";

/**
 * An event as the contract says it must be, without the ids that only a server can make. `turn` counts
 * messages from 1.
 */
export type ModelEvent =
  | { readonly kind: "session"; readonly status: SessionStatus }
  | { readonly kind: "user"; readonly turn: number; readonly text: string; readonly delivery: Delivery }
  | { readonly kind: "turn"; readonly turn: number; readonly status: TurnStatus }
  | { readonly kind: "chunk"; readonly turn: number; readonly text: string }
  | { readonly kind: "final"; readonly turn: number; readonly length: number }
  /** What the model has used for its answer. */
  | { readonly kind: "used"; readonly turn: number }
  | { readonly kind: "discarded"; readonly turn: number };

/** What a command is answered with: a result, or the code of an error. */
export type ModelAnswer<T> = { readonly result: T } | { readonly code: number };

interface ModelTurn {
  status: TurnStatus;
  /** Length of the answer that is under way. */
  length: number;
  hasAnswer: boolean;
}

/**
 * The contract of one session as a toy: no log, no time, no concurrency, nothing but its rules. What it says
 * a server must say.
 */
export class ContractModel {
  readonly events: ModelEvent[] = [{ kind: "session", status: SessionStatus.Active }];
  /** Times that the model behind the session has been asked. */
  asked = 0;
  readonly #turns: ModelTurn[] = [];
  readonly #maxQueued: number;
  #queue: number[] = [];
  #active: number | undefined;
  #status: SessionStatus = SessionStatus.Active;

  constructor(maxQueued: number) {
    this.#maxQueued = maxQueued;
  }

  /** The turn that runs. */
  get active(): number | undefined {
    return this.#active;
  }

  /** Number of messages that were taken. */
  get turns(): number {
    return this.#turns.length;
  }

  get status(): SessionStatus {
    return this.#status;
  }

  send(text: string, delivery: Delivery): ModelAnswer<{ readonly turn: number }> {
    if (this.#status === SessionStatus.Stopped) return { code: interactive.errors.SessionStopped.code };
    const isBusy = this.#active !== undefined;
    if (isBusy && delivery === Delivery.Reject) return { code: interactive.errors.Busy.code };
    if (isBusy && this.#queue.length >= this.#maxQueued)
      return { code: interactive.errors.LimitExceeded.code };
    const turn = this.#turns.push({ status: TurnStatus.Queued, length: 0, hasAnswer: false });
    this.events.push({ kind: "user", turn, text, delivery });
    if (!isBusy) {
      this.#run(turn);
    } else {
      this.#setStatus(turn, TurnStatus.Queued);
      this.#queue = delivery === Delivery.Interrupt ? [turn, ...this.#queue] : [...this.#queue, turn];
      if (delivery === Delivery.Interrupt) this.#end(TurnStatus.Cancelled);
    }
    return { result: { turn } };
  }

  /** The model says something. */
  say(text: string): void {
    const turn = this.#turnOf(this.#active);
    turn.length += text.length;
    turn.hasAnswer = true;
    this.events.push({ kind: "chunk", turn: this.#active ?? 0, text });
  }

  /** The model ends its answer, well or not. */
  finish(status: TurnStatus): void {
    this.#end(status);
  }

  /** Without a turn the one that runs is meant. */
  cancel(turn = this.#active): ModelAnswer<{ readonly status: TurnStatus }> {
    if (turn === undefined) return { result: { status: TurnStatus.Cancelled } };
    const { status } = this.#turnOf(turn);
    if (turn === this.#active) this.#end(TurnStatus.Cancelled);
    if (status !== TurnStatus.Queued) return { result: { status } };
    this.#queue = this.#queue.filter((waiting) => waiting !== turn);
    this.#setStatus(turn, TurnStatus.Cancelled);
    return { result: { status: TurnStatus.Cancelled } };
  }

  stop(): ModelAnswer<{ readonly status: SessionStatus }> {
    if (this.#status !== SessionStatus.Stopped) {
      const queued = this.#queue;
      this.#queue = [];
      if (this.#active !== undefined) this.#end(TurnStatus.Cancelled);
      for (const turn of queued) this.#setStatus(turn, TurnStatus.Cancelled);
      this.#status = SessionStatus.Stopped;
      this.events.push({ kind: "session", status: this.#status });
    }
    return { result: { status: this.#status } };
  }

  /** The server ends without a word, and starts again on its log. */
  restart(): void {
    if (this.#active === undefined) return;
    const turn = this.#turnOf(this.#active);
    if (turn.hasAnswer) this.events.push({ kind: "discarded", turn: this.#active });
    turn.hasAnswer = false;
    turn.length = 0;
    this.#run(this.#active);
  }

  #run(turn: number): void {
    this.#active = turn;
    this.asked += 1;
    this.#setStatus(turn, TurnStatus.Running);
  }

  /** The running turn ends with its final chunk and its status, and the next one begins. */
  #end(status: TurnStatus): void {
    const turn = this.#active;
    if (turn === undefined) return;
    this.events.push({ kind: "final", turn, length: this.#turnOf(turn).length });
    if (status === TurnStatus.Completed) this.events.push({ kind: "used", turn });
    this.#setStatus(turn, status);
    const [next, ...rest] = this.#queue;
    this.#active = undefined;
    this.#queue = rest;
    if (next !== undefined) this.#run(next);
  }

  #setStatus(turn: number, status: TurnStatus): void {
    this.#turnOf(turn).status = status;
    this.events.push({ kind: "turn", turn, status });
  }

  #turnOf(turn: number | undefined): ModelTurn {
    const found = this.#turns[(turn ?? 0) - 1];
    if (found === undefined) throw new Error(`there is no turn ${turn}`);
    return found;
  }
}
