/** Tells when one of the clients of a storm gets a text that holds another, so that the storm can strike at that very moment. */
export class TextWatch {
  #waiting: { readonly part: string; readonly resolve: () => void } | undefined;

  readonly see = (text: string): void => {
    if (this.#waiting === undefined || !text.includes(this.#waiting.part)) return;
    this.#waiting.resolve();
    this.#waiting = undefined;
  };

  /** Resolves when the next text with that part has come. One at a time may wait; a later one takes its place. */
  next(part: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = { part, resolve };
    });
  }
}
