/**
 * Listeners in the order of their registration. One that throws does not stop the others; its error becomes
 * an uncaught exception, as with DOM event listeners.
 */
export class ListenerSet<A extends readonly unknown[] = []> {
  readonly #entries = new Set<{ readonly listener: (...args: A) => void }>();

  /** Adds a listener; the returned function removes it. A listener that is added twice is called twice. */
  add(listener: (...args: A) => void): () => void {
    const entry = { listener };
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  /** Calls the current listeners. */
  emit(...args: A): void {
    for (const entry of [...this.#entries]) {
      if (this.#entries.has(entry)) callGuarded(entry.listener, args);
    }
  }
}

function callGuarded<A extends readonly unknown[]>(listener: (...args: A) => void, args: A): void {
  try {
    listener(...args);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
