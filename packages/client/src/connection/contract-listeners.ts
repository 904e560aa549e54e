import type { Contract, NotificationsOf } from "@aiwhisperer/protocol";
import { ListenerSet } from "../kit/listener-set.ts";

/** What became of a notification: told, though perhaps to nobody; not of this contract; not as the contract declares it. */
export type Delivery = "delivered" | "unknown" | "invalid";

/** Takes notifications as they come from the wire. */
export interface NotificationSink {
  /** Tells those who listen to that name. */
  deliver(name: string, params: unknown): Delivery;
}

/** Listeners to a contract's notifications by name, each with the params of its own. */
export class ContractListeners<K extends Contract> implements NotificationSink {
  readonly #contract: K;
  readonly #byName = new Map<string, ListenerSet<[unknown]>>();

  constructor(contract: K) {
    this.#contract = contract;
  }

  /** Tells `listener` of every notification of that name, in order. The returned function ends that. */
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

  /** Tells those who listen to that name; the params have been checked. */
  emit(name: string, params: unknown): void {
    this.#byName.get(name)?.emit(params);
  }
}
