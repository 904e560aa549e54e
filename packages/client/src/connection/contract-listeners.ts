import type { Contract, NotificationsOf } from "@aiwhisperer/protocol";
import { ListenerSet } from "../kit/listener-set.ts";

/**
 * Outcome of a notification: delivered, perhaps to no listener; unknown to the contract; or invalid by its
 * declaration.
 */
export type Delivery = "delivered" | "unknown" | "invalid";

/** Receives notifications from the wire. */
export interface NotificationSink {
  /** Validates the params and calls the listeners of that name. */
  deliver(name: string, params: unknown): Delivery;
}

/** Listeners to a contract's notifications by name. */
export class ContractListeners<K extends Contract> implements NotificationSink {
  readonly #contract: K;
  readonly #byName = new Map<string, ListenerSet<[unknown]>>();

  constructor(contract: K) {
    this.#contract = contract;
  }

  /**
   * Calls the listener with every notification of that name, in order. The returned function unsubscribes.
   */
  on<N extends keyof NotificationsOf<K> & string>(
    name: N,
    listener: (params: NotificationsOf<K>[N]) => void,
  ): () => void {
    const set = this.#byName.get(name) ?? new ListenerSet<[unknown]>();
    this.#byName.set(name, set);
    return set.add((params) => listener(params as NotificationsOf<K>[N]));
  }

  deliver(name: string, params: unknown): Delivery {
    if (!Object.hasOwn(this.#contract.notifications, name)) return "unknown";
    if (!this.#contract.notifications[name]?.params.is(params)) return "invalid";
    this.emit(name, params);
    return "delivered";
  }

  /** Calls the listeners of that name with validated params. */
  emit(name: string, params: unknown): void {
    this.#byName.get(name)?.emit(params);
  }
}
