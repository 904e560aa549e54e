import type { ConnectionState } from "@aiwhisperer/client";

/** How the line is, in words for a person. */
export interface ConnectionDescription {
  readonly tone: "good" | "waiting" | "bad";
  /** One or two words. */
  readonly label: string;
  /** What it means for the person; absent where there is nothing to tell. */
  readonly detail?: string;
  /** Whether something can be sent now. */
  readonly isUsable: boolean;
  /** Whether another attempt by hand makes sense now. */
  readonly canRetry: boolean;
}

/** What the line is judged by besides its own state. */
export interface Surroundings {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: number;
  /** Whether the device has a network. */
  readonly isOnline: boolean;
}

const restartCode = 1012;
const overloadedCode = 1013;
const unauthenticatedCode = 4401;

/** Says how the line is, and what happens next. */
export function describeConnection(
  state: ConnectionState,
  { now, isOnline }: Surroundings,
): ConnectionDescription {
  switch (state.status) {
    case "idle":
    case "connecting":
      return { tone: "waiting", label: "Connecting", isUsable: false, canRetry: false };
    case "connected":
      // Reading a conversation that was just opened is no news; catching up after a loss is.
      return state.replaying && state.attempt > 0
        ? { tone: "waiting", label: "Catching up", isUsable: true, canRetry: false }
        : { tone: "good", label: "Connected", isUsable: true, canRetry: false };
    case "reconnecting":
      return describeReconnecting(state, { now, isOnline });
    case "closed":
      return state.lastCloseCode === unauthenticatedCode
        ? {
            tone: "bad",
            label: "Not signed in",
            detail: "The server asks for credentials. Sign in, then reload this page.",
            isUsable: false,
            canRetry: true,
          }
        : {
            tone: "bad",
            label: "Disconnected",
            detail: "The server ended the connection. Reload this page to begin again.",
            isUsable: false,
            canRetry: true,
          };
  }
}

function describeReconnecting(
  state: ConnectionState,
  { now, isOnline }: Surroundings,
): ConnectionDescription {
  if (!isOnline) {
    return {
      tone: "bad",
      label: "Offline",
      detail: "This device has no network. It goes on by itself when there is one.",
      isUsable: false,
      canRetry: true,
    };
  }
  const why = lossReason(state.lastCloseCode);
  if (state.retryAt === undefined)
    return {
      tone: "waiting",
      label: "Reconnecting",
      detail: `${why} Trying now…`,
      isUsable: false,
      canRetry: false,
    };
  const seconds = Math.max(1, Math.ceil((state.retryAt - now) / 1000));
  return {
    tone: "waiting",
    label: "Reconnecting",
    detail: `${why} Trying again in ${seconds} s.`,
    isUsable: false,
    canRetry: true,
  };
}

function lossReason(closeCode: number | undefined): string {
  if (closeCode === restartCode) return "The server is restarting; nothing is lost.";
  if (closeCode === overloadedCode) return "The server is overloaded; nothing is lost.";
  return "The connection is lost; the conversation is safe on the server.";
}
