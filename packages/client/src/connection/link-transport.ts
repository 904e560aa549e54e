import type { CloseInfo, Transport, TransportListener } from "@aiwhisperer/protocol";

/** Who hears of a link's life beside the peer on it. */
export interface LinkTransportEvents {
  /** Called when anything has come, before the peer gets it. */
  readonly onFrame: () => void;
  /** Called once, before the peer learns it: whoever sees a request rejected by the end of the link must find that it has ended. */
  readonly onClose: (close: CloseInfo) => void;
}

/** A transport whose end need not wait for the network: a dead one takes minutes to say so. */
export class LinkTransport implements Transport {
  readonly #transport: Transport;
  readonly #events: LinkTransportEvents;
  #listener: TransportListener | undefined;
  #isEnded = false;

  constructor(transport: Transport, events: LinkTransportEvents) {
    this.#transport = transport;
    this.#events = events;
  }

  send(text: string): void {
    if (!this.#isEnded) this.#transport.send(text);
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
    this.#transport.listen({
      onMessage: (text) => this.#receive(text),
      onClose: (close) => this.#end(close),
    });
  }

  close(code: number, reason: string): void {
    this.#transport.close(code, reason);
  }

  /** Ends the link for this side now, and the transport as soon as that can. What comes later is dropped: it will come again on the next link. */
  drop(close: CloseInfo): void {
    this.#end(close);
    this.#transport.close(close.code, close.reason);
  }

  #receive(text: string): void {
    if (this.#isEnded) return;
    this.#events.onFrame();
    this.#listener?.onMessage(text);
  }

  #end(close: CloseInfo): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#events.onClose(close);
    this.#listener?.onClose(close);
  }
}
