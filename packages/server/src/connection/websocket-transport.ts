import type { Duplex } from "node:stream";
import type { Clock } from "@aiwhisperer/engine";
import { CloseCode, type CloseInfo, type TransportListener } from "@aiwhisperer/protocol";
import type { DeliveryTransport } from "./connection.ts";
import { ServerWebSocket } from "./server-web-socket.ts";
import type { WriteGatherer, WriteScheduler } from "./write-scheduler.ts";

/** What a transport is made of. */
export interface WebSocketTransportOptions {
  readonly webSocket: ServerWebSocket;
  /** The stream below the WebSocket. */
  readonly socket: Duplex;
  readonly writes: WriteScheduler;
  /** Bytes that may wait for the socket before the other side is read from no more. */
  readonly maxBufferedBytes: number;
  readonly clock: Clock;
}

/** Time that requests before a broken frame have to be answered. */
const MAX_SETTLE_MS = 5_000;

/** Bytes that are gathered before they are written without waiting for the end of the tick. */
const MAX_GATHERED_BYTES = 64 * 1024;

/**
 * A WebSocket as a transport of text messages. It gathers the messages of a tick and writes them as one; what
 * comes while a write is under way is gathered until that has ended. Once more than `maxBufferedBytes` wait
 * for the socket it reads and delivers nothing, so that a client that does not take its answers cannot ask
 * for more.
 */
export class WebSocketTransport implements DeliveryTransport, WriteGatherer {
  readonly #webSocket: ServerWebSocket;
  readonly #socket: Duplex;
  readonly #writes: WriteScheduler;
  readonly #maxBufferedBytes: number;
  readonly #clock: Clock;
  #listener: TransportListener | undefined;
  #onDrain: (() => void) | undefined;
  /**
   * Made anew for each write, and not there between them: one that has grown old would take what is put into
   * it along into the old part of the heap.
   */
  #gathered: string[] | undefined;
  #gatheredBytes = 0;
  /** Writes that were begun, and those of them that have ended, in the same order. */
  #begun = 0;
  #ended = 0;
  /** The last write that the socket did not take at once, by its number. */
  #awaited = 0;
  /** Whether nothing is read until what waits has become less. */
  #isHeldUp = false;
  /**
   * Messages that had been read with others when the transport became full: at most what one read of the
   * socket brings.
   */
  #held: string[] = [];
  /** Pending while messages are held that came before a broken frame. */
  #emptied: PromiseWithResolvers<void> | undefined;
  /** Code with which the transport ends once what came before a broken frame is answered. */
  #brokenCode: number | undefined;
  readonly #onWritten = (): void => {
    this.#ended += 1;
    this.flush();
    if (this.#isHeldUp && !this.isFull) this.#drained();
  };

  constructor({ webSocket, socket, writes, maxBufferedBytes, clock }: WebSocketTransportOptions) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#writes = writes;
    this.#maxBufferedBytes = maxBufferedBytes;
    this.#clock = clock;
  }

  /**
   * Whether more waits for the socket than allowed. A closed transport is full for good: no log has to be
   * read for it.
   */
  get isFull(): boolean {
    return !this.#isOpen || this.#socket.writableLength + this.#gatheredBytes > this.#maxBufferedBytes;
  }

  /** Sets what is called when a full transport has been emptied. */
  onDrain(callback: () => void): void {
    this.#onDrain = callback;
  }

  send(text: string): void {
    if (!this.#isOpen) return;
    if (this.#gathered === undefined) {
      this.#gathered = [text];
      this.#writes.add(this);
    } else {
      this.#gathered.push(text);
    }
    this.#gatheredBytes += Buffer.byteLength(text);
    if (this.#gatheredBytes >= MAX_GATHERED_BYTES) this.flush();
    if (!this.#isHeldUp && this.isFull) {
      this.#isHeldUp = true;
      this.#webSocket.pause();
    }
  }

  /** Writes what was gathered as one, unless a write is under way: then it follows that. */
  flush(): void {
    if (this.#gathered !== undefined && this.#ended >= this.#awaited) this.#write(this.#gathered);
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
    this.#webSocket.on("message", (data: Buffer, isBinary: boolean) => {
      // Once this side has closed, nothing can be answered any more.
      if (!this.#isOpen || this.#brokenCode !== undefined) return;
      if (isBinary) void this.#breakOff(CloseCode.NotTheProtocol, "text frames only");
      else if (this.#isHeldUp) this.#held.push(data.toString());
      else listener.onMessage(data.toString());
    });
    this.#webSocket.onBroken = (code) => void this.#breakOff(code, "");
    this.#webSocket.once("close", (code: number, reason: Buffer) => {
      // After a broken frame the client's own close is not read.
      const ended = this.#brokenCode ?? code;
      listener.onClose({ code: ended, reason: reason.toString() } satisfies CloseInfo);
    });
  }

  close(code: number, reason: string): void {
    if (this.#gathered !== undefined) this.#write(this.#gathered);
    this.#webSocket.close(code, reason);
  }

  /** Closes once what came before is answered, or after `MAX_SETTLE_MS`. Nothing that comes later is read. */
  async #breakOff(code: number, reason: string): Promise<void> {
    if (this.#brokenCode !== undefined) return;
    this.#brokenCode = code;
    const late = Promise.withResolvers<void>();
    const timer = this.#clock.setTimer(MAX_SETTLE_MS, late.resolve);
    this.#webSocket.once("close", late.resolve);
    await Promise.race([this.#settled(), late.promise]);
    timer.cancel();
    this.close(code, reason);
  }

  async #settled(): Promise<void> {
    if (this.#held.length > 0) {
      this.#emptied = Promise.withResolvers();
      await this.#emptied.promise;
    }
    await this.#listener?.settled?.();
  }

  get #isOpen(): boolean {
    return this.#webSocket.readyState === ServerWebSocket.OPEN;
  }

  #write(texts: readonly string[]): void {
    this.#gathered = undefined;
    this.#gatheredBytes = 0;
    // After its close frame a WebSocket sends nothing more (RFC 6455 section 5.5.1).
    if (!this.#isOpen) return;
    this.#begun += 1;
    this.#writes.write(this.#socket, texts, this.#onWritten);
    // Later it may hold a ping or a pong besides, whose write is not reported here.
    if (this.#socket.writableLength > 0) this.#awaited = this.#begun;
  }

  #drained(): void {
    this.#isHeldUp = false;
    this.#onDrain?.();
    this.#deliverHeld();
    if (!this.#isHeldUp) this.#webSocket.resume();
  }

  #deliverHeld(): void {
    const held = this.#held;
    let delivered = 0;
    while (delivered < held.length && !this.#isHeldUp && this.#isOpen) {
      this.#listener?.onMessage(held[delivered] as string);
      delivered += 1;
    }
    this.#held = held.slice(delivered);
    if (this.#held.length === 0) this.#emptied?.resolve();
  }
}
