/**
 * Calls that wait for a decision at a time are few; the previews of those beyond are forgotten, oldest first.
 */
const MAX_PREVIEWS = 10_000;

/** What the previews of calls that have not run yet were worked out from, by call. */
export class PreviewMemory {
  readonly #basisByCall = new Map<string, string>();

  keep(call: string, basis: string): void {
    this.#basisByCall.delete(call);
    this.#basisByCall.set(call, basis);
    if (this.#basisByCall.size <= MAX_PREVIEWS) return;
    for (const oldest of this.#basisByCall.keys()) {
      this.#basisByCall.delete(oldest);
      return;
    }
  }

  /** Returns the preview and forgets it; `undefined` for a call that had no preview here. */
  take(call: string): string | undefined {
    const basis = this.#basisByCall.get(call);
    this.#basisByCall.delete(call);
    return basis;
  }
}
