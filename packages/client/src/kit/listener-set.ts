/**
 * Those who want to be told of one thing, in the order in which they came. One that throws keeps nobody else from being told; its
 * error becomes an uncaught one of the program, as with a DOM event listener.
 */
export class ListenerSet<A extends readonly unknown[] = []> {
  readonly #entries = new Set<{ readonly listener: (...args: A) => void }>();

  /** Adds a listener; the returned function takes it away again. Added twice, it is told twice. */
  add(listener: (...args: A) => void): () => void {
    const entry = { listener };
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  /** Tells everybody who is in the set now. */
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
