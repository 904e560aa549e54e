import type { CloseInfo, Transport, TransportListener } from "./transport.ts";

/** One end of a line inside a process. */
export interface MemoryTransport extends Transport {
  /** Cuts the line as a lost network does: both ends close with 1006, and what was under way is lost. */
  cut(): void;
}

/**
 * Two transports that are each other's other end. Like sockets they deliver in order and never while `send`
 * runs, and `close` is a handshake: what was sent before arrives first, then both ends close with the code
 * and reason of the end that began.
 */
export function createMemoryTransportPair(): readonly [MemoryTransport, MemoryTransport] {
  const left = new LineEnd();
  const right = new LineEnd();
  left.connect(right);
  right.connect(left);
  return [left, right];
}

type Frame = { readonly text: string } | { readonly close: CloseInfo };

class LineEnd implements MemoryTransport {
  /** Frames that have arrived and are not delivered. */
  #arrived: Frame[] = [];
  #other: LineEnd | undefined;
  #listener: TransportListener | undefined;
  #isSending = true;
  #isReceiving = true;

  connect(other: LineEnd): void {
    this.#other = other;
  }

  send(text: string): void {
    if (this.#isSending) this.#other?.arrive({ text });
  }

  close(code: number, reason: string): void {
    if (!this.#isSending) return;
    this.#isSending = false;
    this.#other?.arrive({ close: { code, reason } });
  }

  cut(): void {
    this.break();
    this.#other?.break();
  }

  listen(listener: TransportListener): void {
    if (this.#listener !== undefined) throw new Error("the transport has a listener already");
    this.#listener = listener;
    for (let waiting = this.#arrived.length; waiting > 0; waiting -= 1) queueMicrotask(() => this.#deliver());
  }

  /** Takes what the other end has sent. */
  arrive(frame: Frame): void {
    this.#arrived.push(frame);
    if (this.#listener !== undefined) queueMicrotask(() => this.#deliver());
  }

  /** Loses what has arrived and the line with it. */
  break(): void {
    if (!this.#isReceiving) return;
    this.#isSending = false;
    this.#arrived = [];
    this.arrive({ close: { code: 1006, reason: "" } });
  }

  #deliver(): void {
    const frame = this.#isReceiving ? this.#arrived.shift() : undefined;
    if (frame === undefined) return;
    if ("text" in frame) this.#listener?.onMessage(frame.text);
    else this.#end(frame.close);
  }

  #end(close: CloseInfo): void {
    this.#isReceiving = false;
    this.close(close.code, close.reason);
    this.#listener?.onClose(close);
  }
}
