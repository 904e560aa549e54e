import type { Client, ConnectionState } from "@aiwhisperer/client";

/**
 * What a person is told of the line: it stands, it will end for a restart, it is down, or it has been given
 * up.
 */
type Tidings = "connected" | "ending" | "down" | "closed";

/**
 * Tells in words when the server restarts and when the line breaks, stands again, or is given up. The
 * returned function ends that.
 */
export function tellConnection(connection: Client["connection"], tell: (text: string) => void): () => void {
  let told = connection.state;
  return connection.subscribe(() => {
    const { state } = connection;
    const text = describeChange(told, state, Date.now());
    if (text === undefined) return;
    told = state;
    tell(text);
  });
}

/**
 * What to tell of the line, given what was told last; undefined where that still holds, as it does while
 * attempts fail. `now` is in milliseconds since 1970-01-01T00:00:00Z.
 */
export function describeChange(
  told: ConnectionState,
  state: ConnectionState,
  now: number,
): string | undefined {
  const tidings = tidingsOf(state);
  if (tidings === tidingsOf(told)) return undefined;
  switch (tidings) {
    case "connected":
      return "Connected again.";
    case "ending":
      return "The server is restarting; nothing is lost.";
    case "down":
      return `${describeLoss(told, state)} ${describeNext(state, now)}`;
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

function describeLoss(told: ConnectionState, state: ConnectionState): string {
  if (told.restarting) return "The connection has ended for the restart.";
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
