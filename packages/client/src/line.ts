import {
  type Caller,
  type CloseInfo,
  caller,
  interactive,
  Peer,
  type Transport,
} from "@aiwhisperer/protocol";

/** One connection that stands, from its opening to its end. */
export interface Line {
  readonly peer: Peer;
  /** The contract's methods over this connection and no other. */
  readonly rpc: Caller<typeof interactive>;
}

/** Who hears what a line brings. */
export interface LineEvents {
  readonly onNotification: (method: string, params: unknown) => void;
  /** Called before the requests that wait on the line are rejected. */
  readonly onClose: (close: CloseInfo) => void;
  /** Told of what a listener of this side threw. */
  readonly onFault: (error: unknown) => void;
}

/** Makes an open transport a line. */
export function createLine(transport: Transport, events: LineEvents): Line {
  const peer = new Peer<undefined>({
    transport: tellClose(transport, events.onClose),
    context: undefined,
    onNotification: events.onNotification,
    onFault: ({ error }) => events.onFault(error),
  });
  return { peer, rpc: caller(interactive, peer) };
}

/** Whoever sees a request rejected by the end of the line must find that the line has ended: so the end is told first. */
function tellClose(transport: Transport, onClose: (close: CloseInfo) => void): Transport {
  return {
    send: (text) => transport.send(text),
    close: (code, reason) => transport.close(code, reason),
    listen: (listener) =>
      transport.listen({
        onMessage: (text) => listener.onMessage(text),
        onClose: (info) => {
          onClose(info);
          listener.onClose(info);
        },
      }),
  };
}
