import { type Fault, type InteractiveNotifications, interactive, listFaults } from "@aiwhisperer/protocol";
import { salvage } from "../kit/event-salvage.ts";

/** Position of an event in its session. */
export interface EventPosition {
  readonly sessionId: string;
  /** Sequence of the event, or of the last of several merged ones. */
  readonly sequence: number;
  /** Sequence of the first of several merged events; absent for a single one. */
  readonly firstSequence?: number;
}

/** Notifications of the contract by name. */
export type NotificationName = keyof InteractiveNotifications & string;

/** Names of the notifications that are events of a session. */
export type SessionEventName = {
  [K in NotificationName]: InteractiveNotifications[K] extends EventPosition ? K : never;
}[NotificationName];

/** An event of a session. */
export type SessionEvent<K extends SessionEventName = SessionEventName> = {
  [N in K]: { readonly method: N; readonly params: InteractiveNotifications[N] } & EventFaults;
}[K];

/** Violations of an event's declaration. */
export interface EventFaults {
  /** Present if there are any; the faulty parts have been removed from the params. */
  readonly faults?: readonly Fault[];
}

/**
 * A notification of a newer contract, or one that lacks a required part. It counts in the sequence of its
 * session. The content of a newer one is for programs that know it.
 */
export interface ForeignEvent extends EventFaults {
  readonly method: undefined;
  readonly name: string;
  readonly params: EventPosition;
}

/** Whether params have a position in a session's sequence. */
export function isPositioned(params: unknown): params is EventPosition {
  if (typeof params !== "object" || params === null) return false;
  const { sessionId, sequence, firstSequence } = params as Partial<Record<keyof EventPosition, unknown>>;
  if (typeof sessionId !== "string" || !Number.isSafeInteger(sequence)) return false;
  return firstSequence === undefined || Number.isSafeInteger(firstSequence);
}

/** Returns an error for `onFault` that describes the event's faults; undefined without faults. */
export function describeFaults({
  method,
  params,
  faults,
  ...rest
}: SessionEvent | ForeignEvent): TypeError | undefined {
  if (faults === undefined) return undefined;
  const name = method ?? ("name" in rest ? rest.name : "");
  const place = `event ${params.sequence} of session ${params.sessionId}`;
  return new TypeError(`the notification ${name} (${place}) breaks its declaration: ${listFaults(faults)}`);
}

function isContractName(name: string): name is NotificationName {
  return Object.hasOwn(interactive.notifications, name);
}

/**
 * Parses a notification, or an entry of a history page, as an event of a session; undefined if it is none. A
 * faulty event has `faults` and lacks its faulty optional parts, or is a foreign event if it lacks a required
 * part.
 */
export function parseSessionEvent(name: string, params: unknown): SessionEvent | ForeignEvent | undefined {
  if (!isPositioned(params)) return undefined;
  if (!isContractName(name)) return { method: undefined, name, params };
  const declared = interactive.notifications[name].params;
  if (declared.is(params)) return { method: name, params } as SessionEvent;
  const faults = declared.faults(params);
  const usable = salvage<InteractiveNotifications[NotificationName]>(declared, params);
  if (usable === undefined) return { method: undefined, name, params, faults };
  return { method: name, params: usable, faults } as SessionEvent;
}
