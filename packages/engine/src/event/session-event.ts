import type { InteractiveNotifications, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";

/** Names of the notifications that are a session's events: those that carry its sequence. */
export type SessionEventName = {
  [Name in keyof InteractiveNotifications]: InteractiveNotifications[Name] extends {
    readonly sequence: number;
  }
    ? Name
    : never;
}[keyof InteractiveNotifications];

/** An event without its session and sequence, which the log assigns. */
export type SessionEventBody<Name extends SessionEventName> = Omit<
  InteractiveNotifications[Name],
  "sessionId" | "sequence"
>;

/** A fact about a session, before or after it has been numbered. */
export type SessionEvent<Name extends SessionEventName = SessionEventName> = {
  readonly [N in Name]: { readonly method: N; readonly params: SessionEventBody<N> };
}[Name];

/** An event that is in the log. */
export type CommittedEvent<Name extends SessionEventName = SessionEventName> = {
  readonly [N in Name]: {
    readonly sessionId: string;
    readonly sequence: number;
    readonly event: SessionEvent<N>;
    /** The stored text `{"method":…,"params":…}`. */
    readonly text: string;
  };
}[Name];

/** A session's new status. */
export function statusEvent(status: SessionStatus, reason?: string): SessionEvent {
  const params = reason === undefined ? { status } : { status, reason };
  return { method: "SessionStatusNotification", params };
}

/** A turn's new status. */
export function turnEvent(turnId: string, status: TurnStatus): SessionEvent {
  return { method: "TurnStatusNotification", params: { turnId, status } };
}
