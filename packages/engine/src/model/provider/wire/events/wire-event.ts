/** One event of a provider's answer. */
export interface WireEvent {
  /** The `event:` line, where the server wrote one. */
  readonly name?: string;
  readonly data: string;
}
