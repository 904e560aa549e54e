/** One run of a method, as its handler sees it beside the params. */
export interface Call<C> {
  /** What the peer was given at its making: the connection, a user, nothing. */
  readonly context: C;
  /** Full name of the method, whichever name it was called by. */
  readonly method: string;
  /** Whether no answer is expected. */
  readonly isNotification: boolean;
  /** Aborts when the connection ends before the handler does. Created when first read. */
  readonly signal: AbortSignal;
  /**
   * Runs `callback` once after the answer, successful or not, has been handed to the transport; for a member
   * of a batch, after the whole batch's answer; for a notification, once it has been executed. Callbacks of
   * one call run in the order given. Once that is over, at once.
   */
  afterAnswer(callback: () => void): void;
}

/**
 * Runs a method. What it returns, or resolves to, is the result. A thrown `RpcError` is the error. Any other
 * exception is answered with -32603 and passed to the peer's `onFault`. An answer that is not a promise is
 * sent at once.
 */
export type Handler<P, R, C> = (params: P, call: Call<C>) => R | Promise<R>;
