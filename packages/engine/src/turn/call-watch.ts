/** Wakes the turn that waits for something that clients do about its tool calls. */
export class CallWatch {
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();

  /** Resolves at the next news of a call. */
  next(toolCallId: string): Promise<void> {
    const waiting = this.#waiting.get(toolCallId) ?? Promise.withResolvers<void>();
    this.#waiting.set(toolCallId, waiting);
    return waiting.promise;
  }

  /** Call it when a client's decision or result is in the log. */
  notify(toolCallId: string): void {
    this.#waiting.get(toolCallId)?.resolve();
    this.#waiting.delete(toolCallId);
  }
}
