import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Frames of the server are not masked: their text is in the bytes unchanged. */
const upgradeRequest = (host: string): string =>
  `GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

/**
 * A socket that speaks just enough WebSocket to ask for something, and that reads not one byte more than
 * requested.
 */
export class SilentReader {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    // A server that ends an unread socket resets it.
    socket.on("error", () => socket.destroy());
  }

  /** Connects and upgrades. */
  static async connect(url: string): Promise<SilentReader> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    const reader = new SilentReader(socket);
    socket.write(upgradeRequest(host));
    await reader.readUntil("\r\n\r\n");
    return reader;
  }

  /** Bytes that were sent and that the other side has not taken. */
  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  /** Sends a request. What the other side does not take waits here. */
  send(value: object): void {
    this.#socket.write(toFrame(JSON.stringify(value)));
  }

  /** Attaches to a session, and reads on only as far as the answer. Returns what came with it. */
  async attach(sessionId: string): Promise<string> {
    this.send({ jsonrpc: "2.0", id: 1, method: "attachSession", params: { sessionId } });
    return this.readUntil('"id":1');
  }

  /** Reads until a text has come, and stops reading then. Returns everything that was read. */
  async readUntil(text: string): Promise<string> {
    const pieces: string[] = [];
    // Only what is new, and as much before it as the text may have begun in, is searched.
    for (let tail = ""; !tail.includes(text); ) {
      const bytes = this.#socket.read() as Buffer | null;
      if (bytes === null) {
        await once(this.#socket, "readable");
        continue;
      }
      const piece = bytes.toString("latin1");
      pieces.push(piece);
      tail = tail.slice(-text.length) + piece;
    }
    return pieces.join("");
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** A masked text frame, as clients send them. */
function toFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  for (const [index, byte] of payload.entries()) payload[index] = byte ^ (mask[index % 4] ?? 0);
  return Buffer.concat([frameHead(payload.length), mask, payload]);
}

function frameHead(length: number): Buffer {
  if (length < 126) return Buffer.from([0x81, 0x80 | length]);
  if (length < 65_536) return Buffer.from([0x81, 0x80 | 126, length >> 8, length & 0xff]);
  const head = Buffer.alloc(10);
  head[0] = 0x81;
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
