import { EventEmitter, once } from "node:events";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { Duplex } from "node:stream";
import { systemClock } from "@aiwhisperer/engine";
import { describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { ServerWebSocket } from "./server-web-socket.ts";
import { encodeTextFrames } from "./text-frame.ts";
import { WebSocketTransport } from "./websocket-transport.ts";
import { WriteScheduler } from "./write-scheduler.ts";

interface Piece {
  readonly bytes: Buffer;
  readonly taken: () => void;
}

/** A stream whose other side takes what is written one piece at a time, when the test says so. */
class Line extends Duplex {
  readonly #waiting: Piece[] = [];
  readonly #written = new EventEmitter();

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, taken: () => void): void {
    this.#waiting.push({ bytes, taken });
    this.#written.emit("write");
  }

  /** Takes the piece that was written first, as soon as there is one. */
  async nextWrite(): Promise<Buffer> {
    if (this.#waiting.length === 0) await once(this.#written, "write");
    const { bytes, taken } = this.#waiting.shift() as Piece;
    taken();
    return bytes;
  }
}

/** A transport over a line, upgraded as a server does it. */
async function open(): Promise<{ line: Line; webSocket: ServerWebSocket; transport: WebSocketTransport }> {
  const line = new Line();
  const request = new IncomingMessage(new Socket());
  request.method = "GET";
  request.headers = {
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
  };
  const opened = Promise.withResolvers<ServerWebSocket>();
  const server = new WebSocketServer({ noServer: true, WebSocket: ServerWebSocket });
  server.handleUpgrade(request, line, Buffer.alloc(0), opened.resolve);
  const webSocket = await opened.promise;
  await line.nextWrite();
  const writes = new WriteScheduler();
  const options = { webSocket, socket: line, writes, maxBufferedBytes: 64 * 1024, clock: systemClock };
  return { line, webSocket, transport: new WebSocketTransport(options) };
}

/** A frame as a client sends it, masked with zeros. */
function clientFrame(opcode: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

describe("WebSocketTransport", () => {
  it("writes what was sent during a write that a ping has followed", async () => {
    const { line, webSocket, transport } = await open();
    transport.send("one");
    expect(await line.nextWrite()).toEqual(encodeTextFrames(["one"]));
    transport.send("two");
    transport.flush();
    webSocket.ping();
    transport.send("three");
    expect(await line.nextWrite()).toEqual(encodeTextFrames(["two"]));
    expect(await line.nextWrite()).toEqual(Buffer.from([0x89, 0x00]));
    expect(await line.nextWrite()).toEqual(encodeTextFrames(["three"]));
  });

  it("gathers what is sent during a write into the next one", async () => {
    const { line, transport } = await open();
    for (const text of ["one", "two", "three"]) {
      transport.send(text);
      transport.flush();
    }
    expect(await line.nextWrite()).toEqual(encodeTextFrames(["one"]));
    expect(await line.nextWrite()).toEqual(encodeTextFrames(["two", "three"]));
  });

  it("asks for nothing more when its line ends while it is full", async () => {
    const { line, webSocket, transport } = await open();
    let drains = 0;
    transport.onDrain(() => {
      drains += 1;
    });
    transport.send("x".repeat(64 * 1024 + 1));
    expect(transport.isFull).toBe(true);
    const closed = once(webSocket, "close");
    line.destroy();
    await closed;
    expect(transport.isFull).toBe(true);
    expect(drains).toBe(0);
  });

  it("delivers nothing that comes after it has been closed", async () => {
    const { line, webSocket, transport } = await open();
    const messages: string[] = [];
    transport.listen({ onMessage: (text) => messages.push(text), onClose: () => undefined });
    line.push(Buffer.concat([clientFrame(1, "before"), clientFrame(2, "binary"), clientFrame(1, "after")]));
    const pinged = once(webSocket, "ping");
    line.push(clientFrame(9, "mark"));
    await pinged;
    expect(messages).toEqual(["before"]);
  });
});
