import type { CloseInfo, Transport, TransportListener } from "@aiwhisperer/protocol";

/** Callbacks for a link's frames and its end, called before its peer. */
export interface LinkTransportEvents {
  /** Called for every frame, before the peer gets it. */
  readonly onFrame: () => void;
  /**
   * Called once, before the peer: a caller that sees its request rejected by the end of the link must find
   * the link ended.
   */
  readonly onClose: (close: CloseInfo) => void;
}

/** A transport that can end without waiting for the network: a dead one takes minutes to close. */
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

  /**
   * Ends the link for this side now, and closes the transport when that succeeds. Later frames are dropped:
   * they are delivered again on the next link.
   */
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
