import type { Client, ConnectionState } from "@aiwhisperer/client";

/**
 * The states of the connection that a person sees: connected, about to end for a restart, down, or
 * closed.
 */
type Tidings = "connected" | "ending" | "down" | "closed";

/**
 * Reports in words when the server restarts and when the connection is lost, open again, or closed. The
 * returned function ends the reports.
 */
export function reportConnection(connection: Client["connection"], tell: (text: string) => void): () => void {
  let reported = connection.state;
  return connection.subscribe(() => {
    const { state } = connection;
    const text = describeChange(reported, state, Date.now());
    if (text === undefined) return;
    reported = state;
    tell(text);
  });
}

/**
 * The text about a change since the last reported state; undefined if that state still holds, as it does
 * while attempts fail. `now` is in milliseconds since 1970-01-01T00:00:00Z.
 */
export function describeChange(
  reported: ConnectionState,
  state: ConnectionState,
  now: number,
): string | undefined {
  const tidings = tidingsOf(state);
  if (tidings === tidingsOf(reported)) return undefined;
  switch (tidings) {
    case "connected":
      return "Connected again.";
    case "ending":
      return "The server is restarting; nothing is lost.";
    case "down":
      return `${describeLoss(reported, state)} ${describeNext(state, now)}`;
    case "closed":
      return `The connection has ended${describeClose(state)}.`;
    case undefined:
      return undefined;
  }
}

/** Undefined for an attempt that has only begun: it changes nothing for the person. */
function tidingsOf({ status, restarting }: ConnectionState): Tidings | undefined {
  switch (status) {
    case "connected":
      return restarting ? "ending" : "connected";
    case "reconnecting":
      return "down";
    case "closed":
      return "closed";
    case "idle":
    case "connecting":
      return undefined;
  }
}

function describeLoss(reported: ConnectionState, state: ConnectionState): string {
  if (reported.restarting) return "The connection has ended for the restart.";
  if (state.restarting) return "The server is restarting; nothing is lost.";
  return `The connection is lost${describeClose(state)}; the session is safe on the server.`;
}

function describeNext({ retryAt }: ConnectionState, now: number): string {
  if (retryAt === undefined) return "Trying again…";
  return `Trying again in ${Math.max(1, Math.ceil((retryAt - now) / 1000))} s…`;
}

function describeClose({ lastCloseCode, lastCloseReason }: ConnectionState): string {
  if (lastCloseReason !== undefined && lastCloseReason !== "") return ` (${lastCloseReason})`;
  return lastCloseCode === undefined ? "" : ` (${lastCloseCode})`;
}
