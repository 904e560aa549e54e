import { type InteractiveNotifications, interactive } from "@aiwhisperer/protocol";

/** Where an event is in its session: what every event of a session has. */
export interface EventPosition {
  readonly sessionId: string;
  /** Sequence of the event, or of the last one of those that were merged into it. */
  readonly sequence: number;
  /** Sequence of the first one of those that were merged into it; absent when it is a single one. */
  readonly firstSequence?: number;
}

/** Notifications of the contract by name. */
export type NotificationName = keyof InteractiveNotifications & string;

/** Names of the notifications that are events of a session. */
export type SessionEventName = {
  [K in NotificationName]: InteractiveNotifications[K] extends EventPosition ? K : never;
}[NotificationName];

/** An event of a session as its notification brings it. */
export type SessionEvent<K extends SessionEventName = SessionEventName> = {
  [N in K]: { readonly method: N; readonly params: InteractiveNotifications[N] };
}[K];

/**
 * A notification of a newer contract: it counts in the sequence of its session, and its content is for whoever knows it.
 */
export interface ForeignEvent {
  readonly method: undefined;
  readonly name: string;
  readonly params: EventPosition;
}

/** Whether params have a place in a session's sequence. */
export function isPositioned(params: unknown): params is EventPosition {
  if (typeof params !== "object" || params === null) return false;
  const { sessionId, sequence, firstSequence } = params as Partial<Record<keyof EventPosition, unknown>>;
  if (typeof sessionId !== "string" || !Number.isSafeInteger(sequence)) return false;
  return firstSequence === undefined || Number.isSafeInteger(firstSequence);
}

function isContractName(name: string): name is NotificationName {
  return Object.hasOwn(interactive.notifications, name);
}

/**
 * Reads a notification, or an event of a history page, as an event of a session. Undefined where it is none, or breaks its declaration.
 */
export function parseSessionEvent(name: string, params: unknown): SessionEvent | ForeignEvent | undefined {
  if (!isPositioned(params)) return undefined;
  if (!isContractName(name)) return { method: undefined, name, params };
  if (!interactive.notifications[name].params.is(params)) return undefined;
  return { method: name, params } as SessionEvent;
}
