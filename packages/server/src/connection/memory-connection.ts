import type { Transport } from "@aiwhisperer/protocol";
import { createMemoryTransportPair } from "@aiwhisperer/protocol/memory";
import type { DeliveryTransport } from "./connection.ts";

/** Two ends of a line inside the process: one for the server, one for a client beside it. */
export function createMemoryConnection(): {
  readonly ofServer: DeliveryTransport;
  readonly ofClient: Transport;
} {
  const [ofClient, line] = createMemoryTransportPair();
  const ofServer: DeliveryTransport = {
    send: (text) => line.send(text),
    listen: (listener) => line.listen(listener),
    close: (code, reason) => line.close(code, reason),
    // Both ends share one thread: what is sent is taken before anything else happens.
    isFull: false,
    onDrain: () => undefined,
  };
  return { ofServer, ofClient };
}
