import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Opcode } from "./client-frame.ts";

/** A frame of the server. */
interface ServerFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

const endOfHead = "\r\n\r\n";

/** A request to upgrade, as a whole. */
export function upgradeRequest(port: number, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    ...headers,
  });
  return `GET /ws HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/**
 * A TCP connection to a server that sends what it is asked to, byte by byte. It reads what comes unless it is
 * paused.
 */
export class RawSocket {
  readonly port: number;
  readonly #socket: Socket;
  #unread = Buffer.alloc(0);
  #wake: (() => void) | undefined;

  private constructor(socket: Socket, port: number) {
    this.port = port;
    this.#socket = socket;
    socket.on("data", (bytes: Buffer) => {
      this.#unread = Buffer.concat([this.#unread, bytes]);
      this.#wake?.();
    });
    // A server that has enough of a client may reset the line; the end of it is what matters.
    socket.on("error", () => undefined);
    socket.once("close", () => this.#wake?.());
  }

  static async connect(port: number): Promise<RawSocket> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    return new RawSocket(socket, port);
  }

  /** Connects and upgrades. */
  static async upgrade(port: number, headers?: Readonly<Record<string, string>>): Promise<RawSocket> {
    const socket = await RawSocket.connect(port);
    await socket.write(upgradeRequest(port, headers));
    const head = await socket.head();
    if (!head.startsWith("HTTP/1.1 101 ")) throw new Error(`no upgrade: ${head}`);
    return socket;
  }

  /** Whether the line has ended. */
  get hasEnded(): boolean {
    return this.#socket.destroyed || this.#socket.readableEnded;
  }

  /** Sends bytes. Resolves when they have been handed over to the system, or when the line has ended. */
  write(bytes: string | Buffer): Promise<void> {
    return new Promise((resolve) => this.#socket.write(bytes, () => resolve()));
  }

  /** Head of an HTTP response; what the server sent before it ended the line, if that comes first. */
  async head(): Promise<string> {
    while (!this.#unread.includes(endOfHead) && !this.hasEnded) await this.#more();
    const end = this.#unread.indexOf(endOfHead);
    const taken = end < 0 ? this.#unread.length : end + endOfHead.length;
    return this.#take(taken).toString("latin1");
  }

  /** All that the server sends until it ends the line. */
  async rest(): Promise<string> {
    while (!this.hasEnded) await this.#more();
    return this.#take(this.#unread.length).toString("latin1");
  }

  /** The next frame; undefined when the line has ended without another one. */
  async frame(): Promise<ServerFrame | undefined> {
    for (;;) {
      const frame = this.#parse();
      if (frame !== undefined || this.hasEnded) return frame;
      await this.#more();
    }
  }

  /** The next text, as JSON; undefined when the line has ended without another one. */
  async message(): Promise<unknown> {
    for (;;) {
      const frame = await this.frame();
      if (frame === undefined) return undefined;
      if (frame.opcode === Opcode.Text) return JSON.parse(frame.payload.toString());
    }
  }

  /** The close code, once the server has sent one; 1006 where the line ends without. */
  async closeCode(): Promise<number> {
    for (;;) {
      const frame = await this.frame();
      if (frame === undefined) return 1006;
      if (frame.opcode === Opcode.Close) return frame.payload.readUInt16BE();
    }
  }

  /** Reads no more. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Ends the sending half, as a program does that closes its socket in good order. */
  end(): void {
    this.#socket.end();
  }

  /** Ends the line at once, and leaves nothing of it in the system's tables. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #take(length: number): Buffer {
    const taken = this.#unread.subarray(0, length);
    this.#unread = this.#unread.subarray(length);
    return taken;
  }

  #parse(): ServerFrame | undefined {
    const [first, second] = this.#unread;
    if (first === undefined || second === undefined) return undefined;
    const headLength = second < 126 ? 2 : second === 126 ? 4 : 10;
    if (this.#unread.length < headLength) return undefined;
    const length =
      second < 126
        ? second
        : second === 126
          ? this.#unread.readUInt16BE(2)
          : Number(this.#unread.readBigUInt64BE(2));
    if (this.#unread.length < headLength + length) return undefined;
    this.#take(headLength);
    return { opcode: first & 0x0f, payload: this.#take(length) };
  }
}
