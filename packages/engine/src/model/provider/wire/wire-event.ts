/** One event of a provider's answer. */
export interface WireEvent {
  /** The `event:` line, where the server wrote one. */
  readonly name?: string;
  readonly data: string;
}

/** A single event is longer than the limit: the rest of the stream cannot be read. */
export class EventTooLong extends Error {
  constructor(maxLength: number) {
    super(`The answer has a piece of more than ${maxLength} characters (limit maxModelEventLength).`);
    this.name = "EventTooLong";
  }
}
