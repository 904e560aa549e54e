import { type Contract, type Fault, listFaults, type NotificationsOf } from "./contract.ts";

/** A notification of a contract whose params have been checked. */
export type NotificationOf<K extends Contract> = {
  readonly [N in keyof NotificationsOf<K>]: { readonly method: N; readonly params: NotificationsOf<K>[N] };
}[keyof NotificationsOf<K>];

/** Listeners by the names of a contract's notifications. */
export type NotificationListeners<K extends Contract> = {
  readonly [N in keyof NotificationsOf<K>]?: ((params: NotificationsOf<K>[N]) => void) | undefined;
};

/** Listeners by notification. */
export interface NotificationRouterOptions<K extends Contract> {
  readonly listeners?: NotificationListeners<K> | undefined;
  /** Called for every notification of the contract, before the listener of its name. */
  readonly onAny?: ((notification: NotificationOf<K>) => void) | undefined;
  /** Called for names that the contract does not have. */
  readonly onUnknown?: ((method: string, params: unknown) => void) | undefined;
  /**
   * Called for params that break their declaration. Default: throws a TypeError, which a peer reports as a
   * fault.
   */
  readonly onInvalid?: ((method: string, faults: readonly Fault[]) => void) | undefined;
}

/**
 * Makes a peer's `onNotification`: it checks a contract's notifications and hands them to typed listeners.
 * Missing params, and `[]`, are checked as `{}`.
 */
export function notificationRouter<K extends Contract>(
  contract: K,
  options: NotificationRouterOptions<K>,
): (method: string, params: unknown) => void {
  const descriptors = new Map(Object.entries(contract.notifications));
  const listeners = (options.listeners ?? {}) as Readonly<
    Record<string, ((params: unknown) => void) | undefined>
  >;
  const onInvalid = options.onInvalid ?? throwInvalid;
  return (method, received) => {
    const params =
      received === undefined || (Array.isArray(received) && received.length === 0) ? {} : received;
    const descriptor = descriptors.get(method);
    if (descriptor === undefined) return options.onUnknown?.(method, params);
    if (!descriptor.params.is(params)) return onInvalid(method, descriptor.params.faults(params));
    options.onAny?.({ method, params } as NotificationOf<K>);
    listeners[method]?.(params);
  };
}

function throwInvalid(method: string, faults: readonly Fault[]): never {
  throw new TypeError(`${method} breaks its declaration: ${listFaults(faults)}`);
}
