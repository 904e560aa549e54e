import type { RequestFailure } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Repetition } from "./repetition.ts";

/** Shortest wait after a first refusal; it doubles from one to the next, whatever the server says. */
const minRetryDelayMs = 100;

/** Close code of a server that got a larger frame than it accepts. */
const frameTooLarge = 1009;

/** What has become so far of a request that may be sent several times. */
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

  /** Whether a sending that is not answered may have been carried out. */
  get maybeDone(): boolean {
    return this.#loss !== undefined;
  }

  /** Whether a refusal for the time being is waited out: the request was not carried out, and the contract's can be sent again. */
  get isPatient(): boolean {
    return this.#repetition.kind !== "never";
  }

  /** Notes that the link broke before the answer. Throws `ConnectionLostError` "unknown" where the request may be sent only once. */
  linkBroke(loss: RequestFailure): void {
    this.#loss = loss;
    // Another request of the link may have been the one that is too large; twice it is this one.
    if (loss.close?.code === frameTooLarge) this.#oversizes += 1;
    if (this.#oversizes === 2) throw this.lost();
    if (this.#repetition.kind === "never") throw this.lost();
  }

  /** What the caller gets where there is no link any more. */
  lost(cause?: ConnectionLostError): ConnectionLostError {
    return new ConnectionLostError(this.method, {
      outcome: this.maybeDone ? "unknown" : "not-sent",
      close: cause?.close ?? this.#loss?.close,
    });
  }

  /** Shortest delay after one more refusal. */
  nextRefusalDelayMs(): number {
    const delayMs = minRetryDelayMs * 2 ** this.#refusals;
    this.#refusals += 1;
    return delayMs;
  }
}
