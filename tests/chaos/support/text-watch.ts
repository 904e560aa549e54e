/**
 * Calls back when a client of a storm receives a text that contains another, so that the storm can strike at
 * that moment.
 */
export class TextWatch {
  #waiting: { readonly part: string; readonly resolve: () => void } | undefined;

  readonly see = (text: string): void => {
    if (this.#waiting === undefined || !text.includes(this.#waiting.part)) return;
    this.#waiting.resolve();
    this.#waiting = undefined;
  };

  /**
   * Resolves when the next text with that part has come. One at a time may wait; a later one takes its place.
   */
  next(part: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = { part, resolve };
    });
  }
}
