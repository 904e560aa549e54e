import type { Duplex } from "node:stream";
import type { CloseInfo, TransportListener } from "@aiwhisperer/protocol";
import { WebSocket } from "ws";
import { CloseCode } from "./close-code.ts";
import type { DeliveryTransport } from "./connection.ts";
import type { WriteScheduler } from "./write-scheduler.ts";

/** What a transport is made of. */
export interface WebSocketTransportOptions {
  readonly webSocket: WebSocket;
  /** The stream below the WebSocket. */
  readonly socket: Duplex;
  readonly writes: WriteScheduler;
  /** Bytes that may wait for the socket before the other side is read from no more; what the stream itself holds is the least. */
  readonly maxBufferedBytes: number;
}

/**
 * A WebSocket as a transport of text messages. Once more than `maxBufferedBytes` wait for the socket it reads and delivers nothing, so that a
 * client that does not take its answers cannot ask for more.
 */
export class WebSocketTransport implements DeliveryTransport {
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  readonly #writes: WriteScheduler;
  readonly #maxBufferedBytes: number;
  #listener: TransportListener | undefined;
  #onDrain: (() => void) | undefined;
  #isWaitingForDrain = false;
  /** Messages that had been read with others when the transport became full: at most what one read of the socket brings. */
  #held: string[] = [];

  constructor({ webSocket, socket, writes, maxBufferedBytes }: WebSocketTransportOptions) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#writes = writes;
    // Below its own mark a stream takes what it is given without a word, and never tells that it has drained.
    this.#maxBufferedBytes = Math.max(maxBufferedBytes, socket.writableHighWaterMark);
    socket.on("drain", () => this.#drained());
  }

  /** Whether more waits for the socket than it may. */
  get isFull(): boolean {
    return this.#socket.writableLength > this.#maxBufferedBytes;
  }

  /** Sets what is called when a full transport has been emptied. */
  onDrain(callback: () => void): void {
    this.#onDrain = callback;
  }

  send(text: string): void {
    if (this.#webSocket.readyState !== WebSocket.OPEN) return;
    this.#writes.beforeWrite(this.#socket, text.length);
    this.#webSocket.send(text);
    if (!this.#isWaitingForDrain && this.isFull) {
      this.#isWaitingForDrain = true;
      this.#webSocket.pause();
    }
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
    this.#webSocket.on("message", (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.close(CloseCode.NotTheProtocol, "text frames only");
      else if (this.#isWaitingForDrain) this.#held.push(data.toString());
      else listener.onMessage(data.toString());
    });
    this.#webSocket.once("close", (code: number, reason: Buffer) => {
      listener.onClose({ code, reason: reason.toString() } satisfies CloseInfo);
    });
  }

  close(code: number, reason: string): void {
    this.#webSocket.close(code, reason);
  }

  #drained(): void {
    if (!this.#isWaitingForDrain) return;
    this.#isWaitingForDrain = false;
    this.#onDrain?.();
    this.#deliverHeld();
    if (!this.#isWaitingForDrain) this.#webSocket.resume();
  }

  #deliverHeld(): void {
    const held = this.#held;
    let delivered = 0;
    while (delivered < held.length && !this.#isWaitingForDrain) {
      this.#listener?.onMessage(held[delivered] as string);
      delivered += 1;
    }
    this.#held = held.slice(delivered);
  }
}
