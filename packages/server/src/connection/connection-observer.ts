import type { CallOutcome } from "@aiwhisperer/protocol";
import type { Connection } from "./connection.ts";

/** Observes everything that happens on connections. Its methods must not throw, and are called often. */
export interface ConnectionObserver {
  /** A connection is open. */
  onOpen(): void;
  /** An upgrade was answered with an HTTP status instead of a connection. */
  onRefuse(status: number): void;
  /** A connection has ended. The code may be the client's own. */
  onClose(code: number): void;
  /** A named limit was reached by something that is not answered as a call. */
  onLimit(name: string): void;
  /** A message was handled. */
  onCall(connection: Connection, outcome: CallOutcome): void;
}

/** Notifies several observers, in order. */
export function joinObservers(observers: readonly Partial<ConnectionObserver>[]): ConnectionObserver {
  return {
    onOpen: () => {
      for (const observer of observers) observer.onOpen?.();
    },
    onRefuse: (status) => {
      for (const observer of observers) observer.onRefuse?.(status);
    },
    onClose: (code) => {
      for (const observer of observers) observer.onClose?.(code);
    },
    onLimit: (name) => {
      for (const observer of observers) observer.onLimit?.(name);
    },
    onCall: (connection, outcome) => {
      for (const observer of observers) observer.onCall?.(connection, outcome);
    },
  };
}
