import { CloseCode, type RequestFailure } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Repetition } from "./repetition.ts";

/** Shortest delay after the first refusal; it doubles with every further one, whatever the server says. */
const minRetryDelayMs = 100;

/** Progress of a request that may be sent several times. */
export class RequestProgress {
  readonly method: string;
  readonly #repetition: Repetition;
  #loss: RequestFailure | undefined;
  #refusals = 0;
  #oversizes = 0;

  constructor(method: string, repetition: Repetition) {
    this.method = method;
    this.#repetition = repetition;
  }

  /** Whether an unanswered send may have been carried out. */
  get maybeDone(): boolean {
    return this.#loss !== undefined;
  }

  /**
   * Whether temporary refusals are waited out: the request was not carried out, and those of the contract can
   * be resent.
   */
  get isPatient(): boolean {
    return this.#repetition.kind !== "never";
  }

  /**
   * Records that the link broke before the answer. Throws `ConnectionLostError` "unknown" if the request may
   * be sent only once.
   */
  linkBroke(loss: RequestFailure): void {
    this.#loss = loss;
    // The first time, another request on the link may have been the oversized one; the second time, it is
    // this one.
    if (loss.close?.code === CloseCode.FrameTooLarge) this.#oversizes += 1;
    if (this.#oversizes === 2) throw this.lost();
    if (this.#repetition.kind === "never") throw this.lost();
  }

  /** Returns the caller's error after the connection was lost for good. */
  lost(cause?: ConnectionLostError): ConnectionLostError {
    return new ConnectionLostError(this.method, {
      outcome: this.maybeDone ? "unknown" : "not-sent",
      close: cause?.close ?? this.#loss?.close,
    });
  }

  /** Returns the shortest delay after one more refusal. */
  nextRefusalDelayMs(): number {
    const delayMs = minRetryDelayMs * 2 ** this.#refusals;
    this.#refusals += 1;
    return delayMs;
  }
}
