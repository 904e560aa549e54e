/** Counts what the clients of a storm get, so that the storm can strike in the middle of it. */
export class TextCounter {
  #count = 0;
  #waiting: { readonly at: number; readonly resolve: () => void } | undefined;

  readonly add = (): void => {
    this.#count += 1;
    if (this.#waiting === undefined || this.#count < this.#waiting.at) return;
    this.#waiting.resolve();
    this.#waiting = undefined;
  };

  /** Resolves when that many more texts have come. One at a time may wait; a later one takes its place. */
  more(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = { at: this.#count + count, resolve };
    });
  }
}
