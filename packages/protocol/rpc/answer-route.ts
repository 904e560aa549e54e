import { encodeBatch } from "./codec.ts";

/** Called when an answer has been handed to the transport. */
export interface AnswerListener {
  onAnswered(): void;
}

/** One message's contribution to what goes back. */
export interface Answer {
  /** Text of the answer; undefined where the message gets none. */
  readonly text: string | undefined;
  readonly listener?: AnswerListener;
}

/** The way back for the answers to what came as one text. Each answered message delivers exactly once. */
export interface AnswerRoute {
  /** `slot` is the message's place in its batch. */
  deliver(slot: number, answer: Answer): void;
}

/** Sends each answer as it comes. */
export function createDirectRoute(send: (text: string) => void): AnswerRoute {
  return {
    deliver: (_slot, { text, listener }) => {
      if (text !== undefined) send(text);
      listener?.onAnswered();
    },
  };
}

/**
 * Gathers the answers of a batch and sends them together, in the order of their requests, when the last one
 * is there. Members without an answer are notified once the answers of the others are sent.
 */
export class BatchRoute implements AnswerRoute {
  readonly #send: (text: string) => void;
  readonly #texts: (string | undefined)[] = [];
  #listeners: AnswerListener[] = [];
  #missing: number;

  /** `answers` is the number of members that will have one. */
  constructor(answers: number, send: (text: string) => void) {
    this.#missing = answers;
    this.#send = send;
  }

  deliver(slot: number, { text, listener }: Answer): void {
    const wasComplete = this.#missing === 0;
    if (listener !== undefined) this.#listeners.push(listener);
    if (text !== undefined) {
      this.#texts[slot] = text;
      this.#missing -= 1;
    }
    if (this.#missing > 0) return;
    if (!wasComplete) this.#send(encodeBatch(this.#texts.filter((member) => member !== undefined)));
    this.#tellListeners();
  }

  #tellListeners(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener.onAnswered();
  }
}
