/** A map that holds its values weakly: an entry disappears when its value is collected. */
export class WeakValueMap<V extends object> {
  readonly #references = new Map<string, WeakRef<V>>();
  readonly #collected = new FinalizationRegistry<string>((key) => {
    // The key may have a new value by now.
    if (this.#references.get(key)?.deref() === undefined) this.#references.delete(key);
  });

  /** Number of entries, including those whose value was collected but not yet removed. */
  get size(): number {
    return this.#references.size;
  }

  set(key: string, value: V): void {
    this.#references.set(key, new WeakRef(value));
    this.#collected.register(value, key);
  }

  get(key: string): V | undefined {
    return this.#references.get(key)?.deref();
  }

  delete(key: string): void {
    this.#references.delete(key);
  }
}
