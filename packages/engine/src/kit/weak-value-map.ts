/** Values by key, each as long as somebody else still has it. */
export class WeakValueMap<V extends object> {
  readonly #references = new Map<string, WeakRef<V>>();
  readonly #collected = new FinalizationRegistry<string>((key) => {
    // There may be another one by now.
    if (this.#references.get(key)?.deref() === undefined) this.#references.delete(key);
  });

  /** Number of values, with those that have been collected just now. */
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
