import type { JsonObject } from "./loose-json.ts";

/** Limits of what one answer may make this process hold. */
export interface WireLimits {
  /** Length of one event, in UTF-16 units. */
  readonly maxEventLength: number;
  /** Length of all tool calls of an answer, in UTF-16 units; a call counts as 64 at least. */
  readonly maxCallsLength: number;
}

/**
 * Turns what servers of one API send into what that API's documentation says, event by event. Where the
 * documentation has no form for it, nothing comes of an event. What it leaves alone it passes on unchanged:
 * state of a provider may be in any field.
 */
export interface StreamRepair {
  /** Whether the answer is complete or has failed; nothing is read after that. */
  readonly isOver: boolean;
  /** Whether the server has said why the answer ended: losing the connection after that loses nothing. */
  readonly hasReason: boolean;
  /**
   * Repairs one event. `undefined`: it is none of this API's. Throws `UnreadableEvent` and `CallsTooLong`.
   */
  take(event: JsonObject, name: string | undefined): readonly JsonObject[] | undefined;
  /** `[DONE]`, which every API's proxies may send. */
  finish(): readonly JsonObject[];
  /** The end of the body without an event that says so. */
  end(): readonly JsonObject[];
  /** The API's own event for an error. */
  fail(error: WireError): JsonObject;
}

/** An error as the packages accept it inside a stream. */
export interface WireError {
  readonly message: string;
  readonly [name: string]: unknown;
}

/** An event that belongs to the answer and cannot be read: leaving it out could change the answer. */
export class UnreadableEvent extends Error {
  override readonly name = "UnreadableEvent";
}

/** The tool calls of an answer are longer than the limit. */
export class CallsTooLong extends Error {
  constructor(maxLength: number) {
    super(`The answer's tool calls are longer than ${maxLength} characters (limit maxAnswerLength).`);
    this.name = "CallsTooLong";
  }
}

/** Counts what the tool calls of one answer hold. */
export class CallsLength {
  readonly #maxLength: number;
  #length = 0;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** Throws `CallsTooLong`. */
  add(length: number): void {
    this.#length += length;
    if (this.#length > this.#maxLength) throw new CallsTooLong(this.#maxLength);
  }
}

/** What a tool call counts for besides its text. */
export const CALL_LENGTH = 64;

/** Name of a call whose server names none: the model reads that there is no such tool. */
export const NAMELESS_CALL = "unnamed_tool";
