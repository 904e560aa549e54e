import type { Client, ConnectionState } from "@aiwhisperer/client";

/** Tells in words when the line breaks, stands again, or is given up. The returned function ends that. */
export function tellConnection(connection: Client["connection"], tell: (text: string) => void): () => void {
  let told = connection.state.status;
  return connection.subscribe(() => {
    const { state } = connection;
    if (state.status === told) return;
    const text = describeChange(state);
    // An attempt that has only begun changes nothing for the person.
    if (text === undefined) return;
    told = state.status;
    tell(text);
  });
}

function describeChange(state: ConnectionState): string | undefined {
  switch (state.status) {
    case "connected":
      return "Connected again.";
    case "reconnecting":
      return `The connection is lost${describeClose(state)}. Trying again; nothing is lost…`;
    case "closed":
      return `The connection has ended${describeClose(state)}.`;
    case "idle":
    case "connecting":
      return undefined;
  }
}

function describeClose({ lastCloseCode, lastCloseReason }: ConnectionState): string {
  if (lastCloseReason !== undefined && lastCloseReason !== "") return ` (${lastCloseReason})`;
  return lastCloseCode === undefined ? "" : ` (${lastCloseCode})`;
}
