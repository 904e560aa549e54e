import type { ConnectionState } from "@aiwhisperer/client";
import { CloseCode } from "@aiwhisperer/protocol";

/** The state of the connection, in words for a person. */
export interface ConnectionDescription {
  readonly tone: "good" | "waiting" | "bad";
  /** One or two words. */
  readonly label: string;
  /** The effect on the person; absent if there is none. */
  readonly detail?: string;
  /** Whether the server can be asked for something now. */
  readonly isUsable: boolean;
  /** Whether a message may be sent. Without a connection it waits in the outbox. */
  readonly takesMessages: boolean;
  /** Whether another attempt by hand makes sense now. */
  readonly canRetry: boolean;
}

/** Inputs of the description besides the connection's own state. */
export interface Surroundings {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: number;
  /** Whether the device has a network. */
  readonly isOnline: boolean;
}

/** Describes the state of the connection and the next step. */
export function describeConnection(
  state: ConnectionState,
  { now, isOnline }: Surroundings,
): ConnectionDescription {
  switch (state.status) {
    case "idle":
    case "connecting":
      return { tone: "waiting", label: "Connecting", isUsable: false, takesMessages: true, canRetry: false };
    case "connected":
      return { ...describeConnected(state), isUsable: true, takesMessages: true, canRetry: false };
    case "reconnecting":
      return { ...describeReconnecting(state, { now, isOnline }), isUsable: false, takesMessages: true };
    case "closed":
      return { ...describeClosed(state), tone: "bad", isUsable: false, takesMessages: false, canRetry: true };
  }
}

function describeConnected(state: ConnectionState): Pick<ConnectionDescription, "tone" | "label" | "detail"> {
  if (state.restarting) {
    return {
      tone: "waiting",
      label: "Restarting",
      detail: "The server is restarting. This page reconnects automatically; nothing is lost.",
    };
  }
  // Reading a conversation that was just opened is no news; catching up after a loss is.
  return state.replaying && state.attempt > 0
    ? { tone: "waiting", label: "Catching up" }
    : { tone: "good", label: "Connected" };
}

function describeClosed({ lastCloseCode }: ConnectionState): Pick<ConnectionDescription, "label" | "detail"> {
  return lastCloseCode === CloseCode.Unauthenticated
    ? { label: "Not signed in", detail: "The server asks for credentials. Sign in, then reload this page." }
    : { label: "Disconnected", detail: "The server ended the connection. Reload this page to start again." };
}

function describeReconnecting(
  state: ConnectionState,
  { now, isOnline }: Surroundings,
): Pick<ConnectionDescription, "tone" | "label" | "detail" | "canRetry"> {
  if (!isOnline) {
    return {
      tone: "bad",
      label: "Offline",
      detail: "This device is offline. The page reconnects automatically when the network is back.",
      canRetry: true,
    };
  }
  const { retryAt } = state;
  if (state.lastCloseCode === CloseCode.OriginRefused) {
    return {
      tone: "bad",
      label: "Refused",
      detail: `The server refuses this page. ${state.lastCloseReason ?? ""}`.trimEnd(),
      canRetry: retryAt !== undefined,
    };
  }
  const label = state.restarting ? "Restarting" : "Reconnecting";
  const next = retryAt === undefined ? "Trying now…" : `Trying again in ${secondsUntil(retryAt, now)} s.`;
  return {
    tone: "waiting",
    label,
    detail: `${lossReason(state)} ${next}`,
    canRetry: retryAt !== undefined,
  };
}

function secondsUntil(moment: number, now: number): number {
  return Math.max(1, Math.ceil((moment - now) / 1000));
}

function lossReason({ restarting, lastCloseCode }: ConnectionState): string {
  if (restarting) return "The server is restarting; nothing is lost.";
  if (lastCloseCode === CloseCode.Overloaded) return "The server is overloaded; nothing is lost.";
  return "The connection is lost; the conversation is safe on the server.";
}
