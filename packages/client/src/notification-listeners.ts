import { ListenerSet } from "./listener-set.ts";

/** Listeners by notification name, each with the params of its own. */
export class NotificationListeners<N> {
  readonly #byName = new Map<keyof N, ListenerSet<[unknown]>>();

  /** Tells `listener` of every notification of that name, in order. The returned function ends that. */
  on<K extends keyof N>(name: K, listener: (params: N[K]) => void): () => void {
    const set = this.#byName.get(name) ?? new ListenerSet<[unknown]>();
    this.#byName.set(name, set);
    return set.add((params) => listener(params as N[K]));
  }

  /** Tells the listeners of that name. */
  emit<K extends keyof N>(name: K, params: N[K]): void {
    this.#byName.get(name)?.emit(params);
  }
}
